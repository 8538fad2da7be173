"""`--accepted FILE`: each entry accepts one deviation as it was, and nothing wider. Both ways of accepting, together.

Tried on made-up findings of every kind: whatever was accepted, a change that is wider is drift again.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.accepted import except_accepted
from holdfast.kinds.registry import kinds
from holdfast.model.accepted import MISSING, as_written
from holdfast.model.deviation import deviation
from holdfast.model.finding import DRIFT, Difference, Finding
from holdfast.model.fingerprint import stamped
from holdfast.model.plan import PlannedException
from holdfast.model.status import Reason, Status
from tests.golden.report.cases import LEGACY, MFA, POLICY, result

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 26)
KINDS = kinds()
CASES = 5_000
CONTROLS = (MFA.id, LEGACY.id)
OURS = Finding(
    Status.DRIFTED,
    POLICY,
    "CA001",
    MFA.id,
    "urn:pulumi:acme::holdfast::t::x",
    "8d1f",
    differences=(Difference("state", "enabled", "disabled"),),
)
GONE = replace(OURS, status=Status.MISSING, differences=(), live_id="")
ROGUE = Finding(Status.UNMANAGED, POLICY, "Rogue", live_id="77aa", content="a" * 32)


def stamp(*findings: Finding) -> list[Finding]:
    return list(stamped(result(*findings), ()).findings)


def entries(*findings: Finding, expires: date = TODAY) -> list[PlannedException]:
    """What `holdfast accept` writes of these findings."""
    told = [
        deviation(one, each)
        for one in stamp(*findings)
        if one.status in DRIFT
        for each in (one.differences or [None])
    ]
    return [
        PlannedException("", "", (), "", "keys are ordered", "it@x.example", expires, deviation=one)
        for one in told
        if one
    ]


def verdicts(findings: Sequence[Finding], exceptions: Sequence[PlannedException]) -> list[Finding]:
    return except_accepted(KINDS, stamp(*findings), exceptions, TODAY)


@pytest.mark.parametrize("one", [OURS, GONE, ROGUE], ids=lambda one: one.status.value)
def test_what_is_as_it_was_is_accepted_with_owner_and_last_day(one: Finding) -> None:
    (found,) = verdicts([one], entries(one))

    assert (found.status, found.reason) == (Status.EXCEPTED, Reason.EXCEPTION)
    assert found.explanation == "accepted by it@x.example until 2026-11-26: keys are ordered"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (OURS, replace(OURS, differences=(Difference("state", "enabled", "enabledForReporting"),))),
        (OURS, replace(OURS, differences=(Difference("state", "report", "disabled"),))),
        (OURS, replace(OURS, differences=(Difference("status", "enabled", "disabled"),))),
        (OURS, replace(OURS, differences=(*OURS.differences, Difference("x", 1, 2)))),
        (OURS, replace(OURS, name="CA002")),
        (OURS, replace(OURS, control=LEGACY.id)),
        (OURS, replace(OURS, token="m365:purview:RetentionLabel")),
        (OURS, GONE),
        (OURS, replace(OURS, differences=())),
        (GONE, OURS),
        (ROGUE, replace(ROGUE, content="b" * 32)),
        (ROGUE, replace(ROGUE, name="Rogue 2")),
        (ROGUE, replace(ROGUE, content="")),
        (ROGUE, replace(ROGUE, status=Status.MISSING)),
    ],
)
def test_further_change_is_drift_again(was: Finding, now: Finding) -> None:
    (found,) = verdicts([now], entries(was))

    assert found.status is now.status


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (OURS, replace(OURS, differences=(Difference("state", "enabled", "other"),))),
        (ROGUE, replace(ROGUE, content="b" * 32)),
    ],
)
def test_what_changed_since_says_whose_acceptance_it_was(was: Finding, now: Finding) -> None:
    (found,) = verdicts([now], entries(was))

    assert "when it@x.example accepted it" in found.notes[0]
    assert verdicts([was], entries(was))[0].notes == ()


@pytest.mark.parametrize("one", [OURS, GONE, ROGUE], ids=lambda one: one.status.value)
def test_entry_whose_day_is_over_accepts_nothing_and_says_so(one: Finding) -> None:
    (found,) = verdicts([one], entries(one, expires=date(2026, 11, 25)))

    assert found.status is one.status
    assert found.notes == ("an exception of it@x.example expired on 2026-11-25: keys are ordered",)
    changed = replace(one, name=f"{one.name} 2")
    assert verdicts([changed], entries(one, expires=date(2026, 11, 25)))[0].notes == ()


@pytest.mark.parametrize(
    "told",
    [
        {"object": "ConditionalAccessPolicy/CA999"},
        {"object": "NamedLocation/CA001"},
        {"property": "description"},
        {"property": ""},
        {"status": Status.MISSING},
        {"fingerprint": "0" * 32},
    ],
)
def test_entry_that_reads_as_something_else_accepts_nothing(told: dict[str, Any]) -> None:
    (entry,) = entries(OURS)
    assert entry.deviation is not None
    lying = replace(entry, deviation=replace(entry.deviation, **told))

    assert verdicts([OURS], [lying])[0].status is Status.DRIFTED
    same = replace(entry, deviation=replace(entry.deviation, object="conditionalaccesspolicy/ca001"))
    assert verdicts([OURS], [same])[0].status is Status.EXCEPTED


def test_place_in_a_list_and_other_findings_beside_do_not_matter() -> None:
    was = replace(OURS, differences=(Difference("ip[3].cidr", "a", "b"),))
    now = replace(OURS, differences=(Difference("ip[0].cidr", "a", "b"),))

    found = verdicts([ROGUE, now, GONE], entries(was))

    assert [one.status for one in found] == [Status.UNMANAGED, Status.EXCEPTED, Status.MISSING]


def rule_of(members: int, found: int = 30) -> Finding:
    """A rule of which every member differs."""
    paths = (f"members[user{number}@contoso.example].durationDays" for number in range(members))
    differences = (Difference(path, 2555, found, member_id=path) for path in paths)
    return replace(OURS, name=f"{MFA.id}/rule", differences=tuple(differences))


@pytest.mark.parametrize("now", [30, 31])
@pytest.mark.parametrize("expires", [TODAY, date(2026, 11, 25)])
def test_every_mailbox_of_a_large_tenant_is_accepted_or_drift_without_asking_each_entry_about_each(
    now: int, expires: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    def counted(*parts: Any) -> Any:
        nonlocal asked
        asked += 1
        return deviation(*parts)

    members = 300
    accepted = entries(rule_of(members), expires=expires)
    monkeypatch.setattr("holdfast.model.deviation.deviation", counted)

    (found,) = verdicts([rule_of(members, now)], accepted)

    is_accepted = now == 30 and expires == TODAY
    assert found.status is (Status.EXCEPTED if is_accepted else Status.DRIFTED)
    assert all(one.accepted is is_accepted for one in found.differences)
    assert asked <= 3 * members
    assert len(found.notes) == len(set(found.notes))


def test_client_file_and_the_file_beside_it_accept_between_them() -> None:
    wider = replace(OURS, differences=(*OURS.differences, Difference("x", 1, 2)))
    by_client = PlannedException(MFA.id, "CA001", ("x",), "", "test", "b@x.example", TODAY)

    (found,) = verdicts([wider], [by_client, *entries(OURS)])
    (part,) = verdicts([wider], entries(OURS))

    assert found.status is Status.EXCEPTED
    assert part.status is Status.DRIFTED
    assert [one.accepted for one in part.differences] == [True, False]


def test_what_was_not_read_beside_what_is_accepted_stays_unknown() -> None:
    (found,) = verdicts([replace(OURS, reason=Reason.PARTIAL)], entries(OURS))

    assert found.status is Status.UNKNOWN


def test_two_members_of_one_name_are_never_accepted() -> None:
    twins = tuple(Difference("members[anna@x.example].days", 9, 1, member_id=one) for one in "12")
    rule = replace(OURS, token="m365:exchange:LitigationHold", differences=twins)

    assert verdicts([rule], entries(rule))[0].status is Status.DRIFTED


def test_two_objects_that_are_the_same_in_all_that_is_known_are_never_accepted() -> None:
    found = verdicts([GONE, GONE], entries(GONE, GONE)[:1])

    assert [one.status for one in found] == [Status.MISSING, Status.MISSING]


# --- never wider, 5,000 times

_PATHS = ("state", "conditions.users.excludedUsers", "conditions.users.includedUsers", "ip[0].cidr", "x",
          "members[anna@x.example].durationDays", "members[lee@x.example].durationDays")  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None,
    0,
    1,
    True,
    "1",
    "enabled",
    "disabled",
    [],
    ["anna"],
    ["anna", "lee"],
    {"a": 1},
)
_NAMES = ("CA001", "CA002", "ca001", "Rogue*", "[x]")
_TOKENS = sorted(KINDS)


def _finding(chance: random.Random) -> Finding:
    status = chance.choice((Status.DRIFTED, Status.DRIFTED, Status.MISSING, Status.UNMANAGED))
    paths = chance.sample(_PATHS, chance.randint(1, 3)) if status is Status.DRIFTED else []
    return Finding(
        status,
        chance.choice(_TOKENS),
        chance.choice(_NAMES),
        "" if status is Status.UNMANAGED else chance.choice(CONTROLS),
        "" if status is Status.UNMANAGED else "urn:pulumi:acme::holdfast::t::x",
        "" if status is Status.MISSING else f"{chance.random()}",
        differences=tuple(Difference(path, *chance.sample(_VALUES, 2)) for path in sorted(paths)),
        content=f"{chance.getrandbits(128):032x}" if status is Status.UNMANAGED else "",
    )


def _by_client(chance: random.Random, one: Finding) -> PlannedException:
    """What a client file says to accept a finding by name, all of it."""
    last = chance.choice((TODAY, date(2027, 1, 1)))
    if one.status is Status.UNMANAGED:
        unmanaged = as_written(f"{one.token.rpartition(':')[2]}/{one.name}")
        return PlannedException("", "", (), unmanaged, "why", "it@x.example", last)
    properties = tuple(each.path for each in one.differences) or (MISSING,)
    return PlannedException(one.control, one.name, properties, "", "why", "it@x.example", last)


def _wider(chance: random.Random, one: Finding, *, by_value: bool) -> Finding:
    """A finding in which more is wrong than in this one: of the values only where the acceptance knows them."""
    if one.status is Status.UNMANAGED:
        named = replace(one, name=f"{one.name} more")
        return chance.choice((named, replace(one, content="f" * 32))) if by_value else named
    if one.status is Status.MISSING:
        return chance.choice(
            (replace(one, name=f"{one.name} more"), replace(one, status=Status.DRIFTED, differences=(_MORE,)))
        )
    ways = [
        replace(one, differences=(*one.differences, _MORE)),
        replace(one, status=Status.MISSING, differences=()),
        replace(one, name=f"{one.name} more"),
        replace(one, control=next(each for each in CONTROLS if each != one.control)),
    ]
    if by_value:
        at = chance.randrange(len(one.differences))
        other = replace(one.differences[at], found={"changed": chance.random()})
        ways.append(replace(one, differences=(*one.differences[:at], other, *one.differences[at + 1 :])))
    return chance.choice(ways)


_MORE = Difference("grantControls.operator", "OR", "AND")


@pytest.mark.unmeasured  # every branch that decides is measured by the examples beside it
@pytest.mark.parametrize("by_value", [True, False], ids=["file of deviations", "client file"])
def test_exceptions_never_mask_a_wider_change(*, by_value: bool) -> None:
    chance, masked = random.Random(13), 0  # noqa: S311 - made-up objects
    for _ in range(CASES):
        one = _finding(chance)
        accepting = entries(one) if by_value else [_by_client(chance, one)]
        (before,) = verdicts([one], accepting)
        masked += before.status is Status.EXCEPTED

        wider = _wider(chance, one, by_value=by_value)
        (after,) = verdicts([wider], accepting)

        assert after.status in DRIFT, (one, wider)
        beside = verdicts([one, replace(wider, live_id="other")], accepting)
        assert any(each.status in DRIFT for each in beside), (one, wider)
    assert masked > 0.9 * CASES, "too few of the made-up acceptances accept anything"
