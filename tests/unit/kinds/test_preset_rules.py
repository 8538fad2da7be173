"""Rules of presets: whom they reach by what they say, held against each recipient; and of which nobody can say."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kinds.defender.atp_preset_rules import KIND as ATP
from holdfast.kinds.defender.eop_preset_rules import KIND as EOP
from holdfast.kinds.services.precedence import PRESETS
from holdfast.kinds.services.preset_rules import judged
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, run

Row = dict[str, Any]
DOMAINS = ("a.example", "b.example", "t.onmicrosoft.com")
PEOPLE, GROUPS = ("ana@a.example",), ("staff@b.example",)
SECOND = {"DomainName": "a.example", "InitialDomain": False}
EVERYBODY: Row = {
    **dict.fromkeys(("SentTo", "SentToMemberOf", "RecipientDomainIs", "Conditions", "Exceptions")),
    **dict.fromkeys(("ExceptIfSentTo", "ExceptIfSentToMemberOf", "ExceptIfRecipientDomainIs")),
}


def row(preset: str = "Standard", state: str = "Enabled", **more: Any) -> Row:
    return {"Name": f"{preset} Preset Security Policy", "State": state, **EVERYBODY, **more}


def of(*rows: Row, preset: str | None = None, exceptions: tuple[str, ...] = ()) -> Any:
    rule = {"exceptions": list(exceptions), **({"preset": preset} if preset else {})}
    return judged(rows, DOMAINS, rule, EOP.names)


def some(values: tuple[str, ...]) -> st.SearchStrategy[list[str] | None]:
    return st.none() | st.lists(st.sampled_from(values), unique=True, max_size=2)


ROWS = st.lists(
    st.builds(
        row,
        preset=st.sampled_from(PRESETS),
        state=st.sampled_from(["Enabled", "enabled", "Disabled"]),
        SentTo=some(PEOPLE),
        SentToMemberOf=some(GROUPS),
        RecipientDomainIs=some((*DOMAINS, "A.EXAMPLE", "other.example")),
        ExceptIfSentTo=some(PEOPLE),
        ExceptIfRecipientDomainIs=some((*DOMAINS, "B.Example")),
        Conditions=st.none() | st.just([]),
    ),
    max_size=2,
    unique_by=lambda one: cast("str", one["Name"]),
)


def decides(one: Row, domain: str) -> bool:
    """Whether a rule decides about somebody of a domain whom nobody named and who is in no group."""
    if one["State"].lower() != "enabled" or one["SentTo"] or one["SentToMemberOf"]:
        return False
    asked, left = (
        {each.lower() for each in one[name] or []}
        for name in ("RecipientDomainIs", "ExceptIfRecipientDomainIs")
    )
    return (not asked or domain in asked) and domain not in left


@given(rows=ROWS, asked=st.sampled_from(PRESETS))
def test_a_domain_obeys_where_anybody_in_it_comes_to_a_preset_as_strict_as_asked(
    rows: list[Row], asked: str
) -> None:
    found = of(*rows, preset=asked)

    enough = ("Strict", "Standard") if asked == "Standard" else ("Strict",)
    missed = {
        domain
        for domain in DOMAINS
        if not any(decides(one, domain) for one in rows if one["Name"].split()[0] in enough)
    }
    assert {one.member for one in found.violations if one.property == "preset"} == missed
    assert found.unjudged == ()


@given(rows=ROWS, spared=st.sets(st.sampled_from([*PEOPLE, *DOMAINS, "ANA@a.example", " B.example "])))
def test_a_preset_that_is_on_leaves_out_nobody_but_who_is_named(rows: list[Row], spared: set[str]) -> None:
    named = {one.strip().lower() for one in spared}
    found = of(*rows, exceptions=tuple(spared))

    told = {
        one["Name"]
        for one in rows
        if one["State"].lower() == "enabled"
        and {each.lower() for name in EVERYBODY if name.startswith("ExceptIf") for each in one[name] or []}
        - named
    }
    assert {one.member for one in found.violations} == told
    assert all(
        one.property == "exceptions" and set(one.expected) < set(one.found) for one in found.violations
    )
    assert found.exempt == {}


@pytest.mark.parametrize("kind", [EOP, ATP], ids=lambda one: one.name)
def test_without_a_preset_a_tenant_obeys_where_none_is_asked_for_and_was_looked_at(kind: Any) -> None:
    found = judged((), DOMAINS, {}, kind.names)
    assert (found.covered, found.violations, found.unjudged, found.uncounted) == (3, (), (), None)


def test_a_domain_that_may_be_left_out_is_named_and_not_broken() -> None:
    one = row(ExceptIfRecipientDomainIs=["B.example"])
    found = of(one, preset="Standard", exceptions=("b.example",))
    assert found.exempt == {Reason.EXCLUDED: ("b.example",)}
    assert found.violations == ()

    found = of(one, row("Strict"), preset="Standard", exceptions=("b.example",))
    assert (found.exempt, found.violations) == ({}, ())


ODD: dict[str, Row] = {
    "a state of tomorrow": row(State="Paused"),
    "no state": {name: value for name, value in row().items() if name != "State"},
    "a state that is no text": row(State=True),
    "of another preset": row("Extreme"),
    "no name": row(Name=None),
    "conditions that no property tells": row(Conditions=["Microsoft.Exchange.Tomorrow"]),
    "exceptions that no property tells": row(Exceptions=["Microsoft.Exchange.Tomorrow"]),
    "people that are a number": row(SentTo=7),
    "a list that did not come": {name: value for name, value in row().items() if name != "ExceptIfSentTo"},
    "something new": row(RecipientCountryIs=["NO"]),
}


@pytest.mark.parametrize("asked", [None, *PRESETS])
@pytest.mark.parametrize("case", ODD)
def test_a_rule_that_is_not_understood_is_unknown_and_so_is_whom_it_may_reach(
    case: str, asked: str | None
) -> None:
    found = of(ODD[case], preset=asked)

    assert found.violations == ()
    assert {one.member for one in found.unjudged} >= set(DOMAINS if asked else ())
    assert len(found.unjudged) == 1 + (len(DOMAINS) if asked else 0)


def test_whoever_a_preset_that_is_understood_reaches_is_known_all_the_same() -> None:
    found = of(ODD["something new"], row("Strict"), preset="Standard")
    assert (found.covered, len(found.unjudged)) == (1 + len(DOMAINS), 1)


def test_two_rules_of_one_name_are_unknown() -> None:
    found = of(row(), row(), preset="Standard")
    assert [one.member for one in found.unjudged].count("Standard Preset Security Policy") == 2
    assert found.violations == ()


def test_without_the_domain_that_every_tenant_has_nothing_is_known() -> None:
    tenant = Fake(others={"Get-EOPProtectionPolicyRule": [row()], "Get-AcceptedDomain": [SECOND]}).tenant
    with pytest.raises(ReadError, match="InitialDomain"):
        run(EOP.judge(tenant, {}))
