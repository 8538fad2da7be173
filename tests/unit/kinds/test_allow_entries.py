"""Entries that let something past the filters: which end in time, and of which nobody can say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from holdfast.kinds.defender.allow_entries import KIND, judged
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import run

Row = dict[str, Any]
NOW = datetime(2026, 11, 28, tzinfo=UTC)
RULE: Row = {"days": 45, "entries": ["Partner.example"]}
MEMBER = "sender a.example"


def entry(**more: Any) -> Row:
    return {"Value": "a.example", "Action": "Allow", "ExpirationDate": None, **more}


def of(*rows: Row, domains: int = 1) -> Any:
    return judged([("sender", one) for one in rows], RULE, NOW, domains=domains)


ENDS: dict[str, Row] = {
    "on the last day": {"ExpirationDate": "2027-01-12T00:00:00Z"},
    "already": {"ExpirationDate": "2026-11-01T00:00:00Z"},
    "after it was needed": {"RemoveAfter": 45},
    "and only blocks": {"Action": "block"},
}
NEVER: dict[str, tuple[Row, str]] = {
    "no end": ({}, "never"),
    "no end, by a number of none": ({"RemoveAfter": 0}, "never"),
    "a day too late": ({"ExpirationDate": "2027-01-13T00:00:00Z"}, "2027-01-13"),
    "too late, whatever it says of its use": (
        {"ExpirationDate": "2099-01-01T00:00:00Z", "RemoveAfter": 45},
        "2099-01-01",
    ),
}


@pytest.mark.parametrize("case", ENDS)
def test_an_entry_that_ends_in_time_obeys(case: str) -> None:
    found = of(entry(**ENDS[case]))
    assert (found.covered, found.violations, found.unjudged) == (2, (), ())


@pytest.mark.parametrize("case", NEVER)
def test_an_entry_that_ends_too_late_is_told(case: str) -> None:
    more, told = NEVER[case]

    found = of(entry(**more))

    assert [(one.member, one.property, one.expected, one.found) for one in found.violations] == [
        (MEMBER, "expirationDate", "within 45 days", told)
    ]


def test_an_entry_that_is_named_is_told_apart_and_a_tenant_without_one_was_looked_at() -> None:
    assert of(entry(Value="PARTNER.example")).exempt == {Reason.EXCLUDED: ("sender PARTNER.example",)}
    assert (of().covered, of().uncounted) == (1, None)
    assert of(domains=0).uncounted.reason is Reason.UNEXPECTED


@pytest.mark.parametrize(
    "odd",
    [
        {"Action": "Trust"},
        {"Action": None},
        {"ExpirationDate": "soon"},
        {"ExpirationDate": "2026-12-01T00:00:00"},
        {"RemoveAfter": "45"},
    ],
)
def test_an_entry_that_is_not_understood_is_unknown_by_name(odd: Row) -> None:
    assert [one.member for one in of(entry(**odd)).unjudged] == [MEMBER]


def test_what_is_not_told_is_unknown() -> None:
    for column in ("Value", "Action", "ExpirationDate"):
        row = {name: value for name, value in entry().items() if name != column}
        assert of(row).unjudged, column


PAIR: Row = {
    "SpoofedUser": "b.example",
    "SendingInfrastructure": "192.0.2.0/24",
    "SpoofType": "Internal",
    "Action": "Allow",
}


def test_a_pair_that_may_forge_a_sender_has_no_end_and_is_told_unless_it_is_named() -> None:
    def judge(known: str, **more: Any) -> Any:
        """Judge one pair, where an entry is `known`."""
        return judged([("pair", {**PAIR, **more})], {"days": 45, "entries": [known]}, NOW, domains=1)

    (told,) = judge("b.example").violations
    assert (told.member, told.found) == ("pair b.example from 192.0.2.0/24", "never")
    assert judge("B.example from 192.0.2.0/24").exempt == {Reason.EXCLUDED: (told.member,)}
    assert judge("", Action="Block").covered == 2
    for odd in ({"SpoofedUser": None}, {"SendingInfrastructure": None}, {"Action": "Trust"}):
        assert judge("", **odd).unjudged, odd


class Lists:
    """A tenant of a list of each type, with one entry each, which writes nothing: it has no other verb."""

    def __init__(self) -> None:
        self.cmdlets = self

    def service_time(self) -> datetime:
        return NOW

    async def rows(self, _endpoint: Any, invocation: Any) -> list[Row]:
        if invocation.cmdlet == "Get-AcceptedDomain":
            return [{"DomainName": "b.example"}]
        if invocation.cmdlet == "Get-TenantAllowBlockListSpoofItems":
            return [PAIR]
        return [entry(Value=invocation.parameters["ListType"], Colour="red")]


def test_every_list_is_asked_for_and_what_is_new_is_told() -> None:
    found = run(KIND.judge(cast("Any", Lists()), RULE))

    assert [one.member for one in found.violations] == [
        "address IP",
        "file FileHash",
        "link Url",
        "pair b.example from 192.0.2.0/24",
        "sender Sender",
    ]
    assert [one for one in found.notes if "Colour" in one]
