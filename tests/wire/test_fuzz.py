"""Every answer of a check, mutated: never a traceback, never a hang, never green for what was mutated away."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import orjson
import pytest

from holdfast.kinds.registry import kinds
from holdfast.model.status import ExitCode, Status
from holdfast.tenant import batch, line, retry
from tests.wire.facts import MEMBER
from tests.wire.mutations import ODD_RETRY_AFTER, Mutation, route
from tests.wire.recorded import HangsError

if TYPE_CHECKING:
    from tests.wire.fuzz import Fuzz
    from tests.wire.recorded import Recorded

SEED = 9
IN_ONE_TEST = 500
TESTS = 10
"""So at least 5,000 mutations; `bench/wire_fuzz.py` puts through 100,000."""


@pytest.fixture(scope="module")
def chosen(newest: Fuzz) -> list[Mutation]:
    return list(islice(newest.mutations(SEED), IN_ONE_TEST * TESTS))


@pytest.fixture(params=["fuzz", "newest"])
def either(request: pytest.FixtureRequest) -> Fuzz:
    found: Fuzz = request.getfixturevalue(request.param)
    return found


def test_what_is_replayed_is_a_whole_check_in_sync(either: Fuzz) -> None:
    assert either.recorded.healthy.result.exit_code == ExitCode.IN_SYNC
    assert either.recorded.check({}).result.exit_code == ExitCode.IN_SYNC
    read = [one for objects in either.recorded.healthy.live.objects.values() for one in objects]
    assert [one for one in read if one.unmodelled or one.notes or one.misread] == []


def test_each_kind_alone_is_replayed_in_sync(newest: Fuzz) -> None:
    for token in {one.token for one in newest.recorded.recording.desired}:
        findings = [one for one in newest.recorded.check({}, token).result.findings if one.urn]
        assert {one.status for one in findings} == {Status.IN_SYNC}, token
        assert newest.recorded.asked(token) or not kinds()[token].read_permissions, token


def test_mutations_are_spread_over_every_route_and_every_value_that_is_rested_on(
    newest: Fuzz, chosen: list[Mutation]
) -> None:
    tried = {route(one.key) for one in chosen}
    assert {route(key) for key in newest.recorded.answers} <= tried
    assert {key[0] for key in newest.recorded.answers} | {"batch"} == {one[0] for one in tried}
    assert sum(bool(one.hides) for one in chosen) > IN_ONE_TEST / 4
    assert sum(one.whole for one in chosen) > IN_ONE_TEST


def exit_code_where_all_is_refused(recorded: Recorded, wait: str, *, sign_in: bool = False) -> int:
    """How a check ends that is refused the sign-in, or all but that, and asked for that wait each time."""
    other = {
        key: replace(answer, status=429, headers={**answer.headers, "Retry-After": wait})
        for key, answer in recorded.answers.items()
        if (key[0] == "sign-in") is sign_in
    }
    return recorded.check(other).result.exit_code


@pytest.mark.parametrize("sign_in", [False, True], ids=["all but the sign-in", "the sign-in"])
@pytest.mark.parametrize("wait", ODD_RETRY_AFTER)
def test_check_that_is_refused_everything_ends_unread_whatever_wait_is_asked_for(
    newest: Fuzz, wait: str, sign_in: bool
) -> None:
    assert exit_code_where_all_is_refused(newest.recorded, wait, sign_in=sign_in) == ExitCode.NO_ANSWER


@pytest.mark.parametrize("seconds", [0.0, 0.0001, 0.01])
def test_check_that_asks_again_and_again_and_hardly_waits_is_known_to_hang(
    fuzz: Fuzz, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    for asking in (batch, line):
        monkeypatch.setattr(asking, "retry_after", lambda _headers: seconds)
    with pytest.raises(HangsError):
        exit_code_where_all_is_refused(fuzz.recorded, "1")


def test_check_that_waits_without_an_end_is_known_to_hang(
    fuzz: Fuzz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry.Attempts, "next", lambda _self, _asked: 30.0)
    with pytest.raises(HangsError):
        exit_code_where_all_is_refused(fuzz.recorded, "1")


@pytest.mark.parametrize("part", range(TESTS))
def test_no_mutated_answer_crashes_hangs_or_passes_for_what_it_hides(
    newest: Fuzz, chosen: list[Mutation], part: int
) -> None:
    faults = newest.faults(chosen[part * IN_ONE_TEST : (part + 1) * IN_ONE_TEST])

    assert faults == [], "\n".join(faults)


def test_who_is_in_the_group_is_asked_of_the_kinds_that_say_so(newest: Fuzz) -> None:
    """Whichever kind's turn it is: to others one member is as good as another."""
    (key,) = (one for one in newest.recorded.answers if "/members" in one[1])
    answer = newest.recorded.answers[key]
    rows = orjson.loads(answer.content)
    rows["value"][0]["id"] = "99999999-0000-4000-8000-000000000009"
    other = Mutation("another member", key, replace(answer, content=orjson.dumps(rows)), hides=MEMBER)
    assert [newest.fault(other) for _ in range(8)] == [""] * 8
