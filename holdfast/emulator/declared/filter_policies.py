"""What policies that filter mail, and the rules that say on whom they act, have in common (rows.json, `_common`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.declared.ranked import ENABLED, PRIORITY, closed, placed, state
from holdfast.emulator.evidence import assumed, documented, verified

if TYPE_CHECKING:
    from collections.abc import Mapping

READERS = EXCHANGE_READERS | {"Security Administrator", "Security Reader"}
"""Directory roles that may read them (Security Reader measured, rows 0)."""
WRITERS = EXCHANGE_WRITERS | {"Security Administrator"}
"""Directory roles that may change them (api-facts 6.5, recalled)."""
SEEN = verified("rows that public repositories hold (research notes rows.json)", "2026-11-25")
_OURS = assumed("rows of other cmdlets carry it so")
_RESERVED = assumed(
    "the parameter is described as reserved for Microsoft: the portal is taken to use it for its presets"
)
_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/new-malwarefilterrule", "2026-11-27"
)
_SHAPE = verified(
    "rows of rules of presets that public repositories hold (research notes rows.json)", "2026-11-25"
)
_WHAT_IF = frozenset({"WhatIf"})


def named(settings: Mapping[str, Setting]) -> dict[str, Setting]:
    """Settings of a policy, with its name before them, whose it is, and where the service keeps it behind them."""
    return {
        "Name": Setting("", SEEN, ParameterType.TEXT, on=("New",), required=True),
        "AdminDisplayName": Setting("", SEEN, ParameterType.TEXT),
        "RecommendedPolicyType": Setting(
            "Custom",
            _RESERVED,
            ParameterType.TEXT,
            on=("New",),
            choices=("Custom", "Standard", "Strict"),
            example="Standard",
        ),
        **settings,
        **_kept(),
        "ExchangeObjectId": Setting("", SEEN, wire="guid"),
        "WhenCreatedUTC": Setting(None, SEEN, wire="moment"),
        "WhenChangedUTC": Setting(None, SEEN, wire="moment"),
    }


def _kept() -> dict[str, Setting]:
    return {
        "Identity": Setting("", _OURS),
        "Id": Setting("", _OURS),
        "IsValid": Setting(True, SEEN),
        "Guid": Setting("", SEEN, wire="guid"),
    }


def _recipients(name: str) -> Setting:
    return Setting(None, _SHAPE, ParameterType.TEXTS, wire="texts", example=[f"{name.lower()}.example"])


RECIPIENTS = ("SentTo", "SentToMemberOf", "RecipientDomainIs")
SENDERS = ("From", "FromMemberOf", "SenderDomainIs")
"""Parameters by which a rule says whom it is for."""


def rules_of(noun: str, doc: str, *policies: str, whom: tuple[str, ...] = RECIPIENTS) -> CmdletNoun:
    """The rules of one noun.

    Args:
        noun: such as `MalwareFilterRule`; their collection in the store has the same name.
        doc: one sentence for the page of what is implemented.
        policies: properties that name the policies of a rule, such as `MalwareFilterPolicy`.
        whom: parameters by which it says whom it is for; each has one for exceptions, `ExceptIf` before its name.
    """
    excepted = tuple(f"ExceptIf{one}" for one in whom)
    return CmdletNoun(
        noun=noun,
        endpoint="exchange",
        collection=noun,
        doc=f"{doc} That a policy or a recipient exists, and that a policy has one rule, is not checked.",
        what="rule",
        unknown_identity="error",
        example={"Name": "Board", **dict.fromkeys(policies, "Board"), whom[0]: ["chair@contoso.com"]},
        settings={
            "Name": Setting("", SEEN, ParameterType.TEXT, on=("New",), required=True),
            **{one: Setting("", SEEN, ParameterType.TEXT, on=("New",), required=True) for one in policies},
            "State": Setting("Enabled", _SHAPE),
            "Comments": Setting(None, _SHAPE, ParameterType.TEXT, example="why"),
            **{one: _recipients(one) for one in (*whom, *excepted)},
            "Conditions": Setting(None, _SHAPE, wire="texts"),
            "Exceptions": Setting(None, _SHAPE, wire="texts"),
            "Priority": Setting(0, _SHAPE, wire="int32"),
            **_kept(),
            "ImmutableId": Setting("", _SHAPE, wire="guid"),
        },
        readers=READERS,
        writers=WRITERS,
        evidence=_PAGE,
        parameters=(PRIORITY,),
        new_parameters=(ENABLED,),
        rules=(state, placed(noun)),
        removal=(closed(noun),),
        switched=True,
        unimplemented={
            "Get": frozenset({"State"}),
            "New": _WHAT_IF,
            "Set": frozenset({*policies, *_WHAT_IF}),
            "Remove": _WHAT_IF,
            "Enable": _WHAT_IF,
            "Disable": _WHAT_IF,
        },
    )
