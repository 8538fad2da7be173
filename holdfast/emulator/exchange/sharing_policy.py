"""Get-, New-, Set- and Remove-SharingPolicy (rows 2 and rows.json; learn, Set-SharingPolicy)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented, verified

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/set-sharingpolicy", "2026-11-27")
_SEEN = verified(
    "Get-SharingPolicy row of a sample report that a public repository holds (research notes rows.json)",
    "2026-11-25",
)
_LIKELY = assumed("the value is recalled (rows.json)")
_OURS = assumed("rows of other cmdlets carry it so")
_WHAT_IF = frozenset({"WhatIf"})

SERVICE = CmdletNoun(
    noun="SharingPolicy",
    endpoint="exchange",
    collection="sharingPolicies",
    doc="Policies of whom calendars are shared with; one is always there. The form of their domains is not checked.",
    what="sharing policy",
    unknown_identity="error",
    example={"Name": "Board", "Domains": ["partner.example:CalendarSharingFreeBusyDetail"]},
    own=(
        {
            "Name": "Default Sharing Policy",
            "Default": True,
            "Domains": ["Anonymous:CalendarSharingFreeBusyReviewer", "*:CalendarSharingFreeBusySimple"],
        },
    ),
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "Domains": Setting(
            [],
            _LIKELY,
            ParameterType.EDIT,
            wire="texts",
            required=True,
            example=["partner.example:CalendarSharingFreeBusySimple"],
        ),
        **flags(("Enabled",), True, _LIKELY),
        "Default": Setting(False, _SEEN),
        "Identity": Setting("", _OURS),
        "Id": Setting("", _OURS),
        "IsValid": Setting(True, _SEEN),
        "Guid": Setting("", _SEEN, wire="guid"),
        "ExchangeObjectId": Setting("", _SEEN, wire="guid"),
        "WhenCreatedUTC": Setting(None, _SEEN, wire="moment"),
        "WhenChangedUTC": Setting(None, _SEEN, wire="moment"),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "New": frozenset({"Default", *_WHAT_IF}),
        "Set": frozenset({"Default", *_WHAT_IF}),
        "Remove": _WHAT_IF,
    },
)
"""The domains of the policy that is always there are recalled, and that none at all may be set is assumed; so is that
Global Reader suffices to read (rows 0)."""
