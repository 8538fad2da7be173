"""Get-, New-, Set- and Remove-MobileDeviceMailboxPolicy: what phones have to obey that fetch mail by ActiveSync."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags, of_every_row
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-mobiledevicemailboxpolicy", "2026-11-28"
)
_LIKELY = assumed("the default that the description of the parameter names, recalled")
_OURS = assumed("rows of other cmdlets carry it so")
_WHAT_IF = frozenset({"WhatIf"})
_ON = (
    "AllowCamera",
    "AllowConsumerEmail",
    "AllowNonProvisionableDevices",
    "AllowSimplePassword",
    "AllowStorageCard",
    "AllowWiFi",
    "AttachmentsEnabled",
)
_OFF = (
    "AlphanumericPasswordRequired",
    "PasswordEnabled",
    "PasswordRecoveryEnabled",
    "RequireDeviceEncryption",
    "RequireStorageCardEncryption",
)

SERVICE = CmdletNoun(
    noun="MobileDeviceMailboxPolicy",
    endpoint="exchange",
    collection="mobileDeviceMailboxPolicies",
    doc="Policies of phones; one is always there. A dozen flags of theirs, and no periods or lengths.",
    what="mobile device mailbox policy",
    unknown_identity="error",
    example={"Name": "Board"},
    own=({"Name": "Default", "IsDefault": True},),
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        **flags(_ON, True, _LIKELY),
        **flags(_OFF, False, _LIKELY),
        "IsDefault": Setting(False, _OURS),
        **of_every_row(_OURS),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "New": frozenset({"IsDefault", *_WHAT_IF}),
        "Set": frozenset({"IsDefault", "Name", *_WHAT_IF}),
        "Remove": frozenset({"Force", *_WHAT_IF}),
    },
)
"""That Global Reader suffices to read is assumed (rows 0)."""
