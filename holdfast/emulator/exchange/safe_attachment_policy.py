"""Get-, New-, Set- and Remove-SafeAttachmentPolicy (api-facts 7, rows 2; learn, Set-)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.filter_policies import READERS, SEEN, WRITERS, named
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-safeattachmentpolicy", "2026-11-27"
)
_NOT_HERE = frozenset({"WhatIf"})

SERVICE = CmdletNoun(
    noun="SafeAttachmentPolicy",
    endpoint="exchange",
    collection="safeAttachmentPolicies",
    doc="Safe Attachments policies; the built-in one is always there, and a change of it is taken here.",
    what="Safe Attachments policy",
    unknown_identity="error",
    example={"Name": "Board", "AdminDisplayName": "The board's"},
    own=({"Name": "Built-In Protection Policy", "IsBuiltInProtection": True, "Enable": True},),
    settings=named(
        {
            **flags(("Enable", "Redirect"), False, _PAGE),
            "Action": Setting(
                "Block",
                SEEN,
                ParameterType.TEXT,
                choices=("Allow", "Block", "DynamicDelivery", "Replace"),
                example="Allow",
            ),
            "QuarantineTag": Setting("AdminOnlyAccessPolicy", SEEN, ParameterType.TEXT),
            "RedirectAddress": Setting("", SEEN, ParameterType.TEXT),
            **flags(("EnableBlockingEncryptedAttachments", "EnableOrganizationBranding"), False, SEEN),
            "ExcludedTypesFromBlockingEncryptedAttachments": Setting(
                [], SEEN, ParameterType.EDIT, wire="texts", example=["zip"]
            ),
            "QuarantineTagForBlockingEncryptedAttachments": Setting(
                "DefaultFullAccessWithNotificationPolicy", SEEN, ParameterType.TEXT
            ),
            "IsBuiltInProtection": Setting(False, SEEN),
            "IsDefault": Setting(False, SEEN),
        }
    ),
    readers=READERS,
    writers=WRITERS,
    evidence=_PAGE,
    licence="ATP_ENTERPRISE",
    unimplemented={"New": _NOT_HERE, "Set": _NOT_HERE, "Remove": frozenset({"Force", "WhatIf"})},
)
"""That the cmdlets are not there at all without the licence (api-facts 7) is left out: reads go on."""
