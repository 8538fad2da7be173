"""Every answer of a check, mutated: never a traceback, never a hang, never green for what was mutated away."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from holdfast.kinds.registry import kinds
from holdfast.model.status import ExitCode, Status
from tests.wire.mutations import route

if TYPE_CHECKING:
    from tests.wire.fuzz import Fuzz
    from tests.wire.mutations import Mutation

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


@pytest.mark.parametrize("part", range(TESTS))
def test_no_mutated_answer_crashes_hangs_or_passes_for_what_it_hides(
    newest: Fuzz, chosen: list[Mutation], part: int
) -> None:
    faults = newest.faults(chosen[part * IN_ONE_TEST : (part + 1) * IN_ONE_TEST])

    assert faults == [], "\n".join(faults)
