"""Get-, New-, Set- and Remove-RetentionPolicy: which retention tags a mailbox has (learn, New-RetentionPolicy)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed
from holdfast.emulator.exchange import retention_policy_tag

_PAGE = assumed("the page of New-RetentionPolicy is remembered so; nobody has opened it for this")
_OURS = assumed("rows of other cmdlets carry it so")
_DEFAULT = {
    "Name": "Default MRM Policy",
    "IsDefault": True,
    "RetentionPolicyTagLinks": [one["Name"] for one in retention_policy_tag.SERVICE.own],
}

SERVICE = CmdletNoun(
    noun="RetentionPolicy",
    endpoint="exchange",
    collection="mailRetentionPolicies",
    doc="Retention policies of Exchange: sets of tags, one of which each mailbox has. Purview's are other cmdlets'.",
    what="retention policy",
    unknown_identity="error",
    example={"Name": "Sales"},
    own=(_DEFAULT,),
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "RetentionPolicyTagLinks": Setting(
            [], _PAGE, ParameterType.TEXTS, wire="texts", example=["Junk Email"]
        ),
        "IsDefault": Setting(False, _OURS),
        "IsDefaultArbitrationMailbox": Setting(False, _OURS),
        "RetentionId": Setting("", _OURS, wire="guid"),
        **of_every_row(_OURS),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "New": frozenset({"IsDefault", "IsDefaultArbitrationMailbox", "RetentionId", "WhatIf"}),
        "Set": frozenset(
            {"Force", "IsDefault", "Name", "IsDefaultArbitrationMailbox", "RetentionId", "WhatIf"}
        ),
        "Remove": frozenset({"Force", "WhatIf"}),
    },
)
"""That a policy may name a tag that is not there is ours: the service refuses it."""
