"""For whom a preset does what Defender for Office 365 adds: for all whom it decides about, for fewer, or not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kinds.defender.impersonation import KIND
from holdfast.kinds.services.preset_additions import falls_short
from tests.tried import tried_kind
from tests.unit.kinds.made_up import run
from tests.unit.kinds.test_threat_policies import EXCEPT, NOBODY, Fake

if TYPE_CHECKING:
    from holdfast.kinds.judgement import Judgement

Row = dict[str, Any]
PEOPLE = [("ana@a.example", "a.example"), ("bo@a.example", "a.example"), ("cy@b.example", "b.example")]
_ADDRESSES = st.sampled_from([None, [], *([one] for one, _ in PEOPLE), [one for one, _ in PEOPLE]])
_DOMAINS = st.sampled_from([None, ["a.example"], ["B.example"], ["a.example", "b.example"]])
RULES = st.fixed_dictionaries(
    {
        **{one: st.none() for one in (*NOBODY, *EXCEPT)},
        "SentTo": _ADDRESSES,
        "RecipientDomainIs": _DOMAINS,
        "ExceptIfSentTo": _ADDRESSES,
        "ExceptIfRecipientDomainIs": _DOMAINS,
    }
)


def named(rule: Row, **more: Any) -> Row:
    return {"Name": "Standard", "State": "Enabled", "AntiPhishPolicy": "Standard 1", **rule, **more}


def reached(rule: Row) -> set[str]:
    """Whom a rule reaches, by what Microsoft says of conditions and exceptions."""

    def has(name: str, one: str) -> bool:
        return one in {each.casefold() for each in rule[name] or []}

    return {
        who
        for who, domain in PEOPLE
        if (not rule["SentTo"] or has("SentTo", who))
        and (not rule["RecipientDomainIs"] or has("RecipientDomainIs", domain))
        and not has("ExceptIfSentTo", who)
        and not has("ExceptIfRecipientDomainIs", domain)
    }


@given(rule=RULES, added=RULES)
def test_nobody_whom_a_preset_decides_about_and_does_not_protect_is_passed_over(
    rule: Row, added: Row
) -> None:
    short = falls_short(named(rule), [named(added)], KIND.names)

    assert short or reached(rule) <= reached(added)


WIDER: dict[str, tuple[Row, Row, str]] = {
    "for one more": ({"SentTo": ["a@x"]}, {"SentTo": ["A@x", "b@x"]}, ""),
    "for one fewer": ({"SentTo": ["a@x", "b@x"]}, {"SentTo": ["a@x"]}, "for others"),
    "for all": ({"SentTo": ["a@x"]}, {}, ""),
    "for some": ({}, {"SentTo": ["a@x"]}, "for others"),
    "by another sort": ({"SentTo": ["a@x"]}, {"RecipientDomainIs": ["x"]}, "for others"),
    "by one sort more": ({"SentTo": ["a@x"]}, {"SentTo": ["a@x"], "RecipientDomainIs": ["x"]}, "for others"),
    "for all but one": ({}, {"ExceptIfSentTo": ["a@x"]}, "for others"),
    "but for one fewer": ({"ExceptIfSentTo": ["a@x", "b@x"]}, {"ExceptIfSentTo": ["a@x"]}, ""),
    "but for one more": ({"ExceptIfSentTo": ["a@x"]}, {"ExceptIfSentTo": ["a@x", "b@x"]}, "for others"),
    "by what has no list": (
        {"SentTo": ["a@x"], "Conditions": ["who"]},
        {"Conditions": ["who"]},
        "for others",
    ),
    "but for what has no list": (
        {"ExceptIfSentTo": ["a@x"], "Exceptions": ["who"]},
        {"Exceptions": ["who"]},
        "for others",
    ),
}


@pytest.mark.parametrize(("rule", "added", "short"), WIDER.values(), ids=list(WIDER))
def test_what_is_added_for_more_falls_short_of_nobody_and_for_others_of_some(
    rule: Row, added: Row, short: str
) -> None:
    nobody = dict.fromkeys((*NOBODY, *EXCEPT))

    assert falls_short(named({**nobody, **rule}), [named({**nobody, **added})], KIND.names) == short


@pytest.mark.parametrize("other", [{"Name": "STANDARD"}, {"Name": "Other"}], ids=["name", "policy"])
def test_a_preset_with_two_rules_is_for_nobody_knows_whom(other: Row) -> None:
    nobody = dict.fromkeys((*NOBODY, *EXCEPT))
    policy = {"Name": "Standard 1", "Guid": "1", "IsDefault": False, "RecommendedPolicyType": "Standard"}
    brought = tried_kind(KIND.name).preset or {}
    first = named({**nobody, "SentTo": ["ana@a.example"]})
    default = {**policy, "Name": "Default", "Guid": "0", "IsDefault": True, "RecommendedPolicyType": "Custom"}
    rows = {
        "AntiPhishPolicy": [{**policy, **brought}, {**default, **brought}],
        "EOPProtectionPolicyRule": [first, named(nobody, **other)],
        "ATPProtectionPolicyRule": [first],
    }

    judgement: Judgement = run(KIND.judge(Fake(rows).tenant, {}))

    assert [one.member for one in judgement.unjudged] == ["Standard 1"]
