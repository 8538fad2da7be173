"""Every answer of a check, mutated: never a traceback, never a hang, never green for what was mutated away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode

if TYPE_CHECKING:
    from tests.wire.fuzz import Fuzz

SEED = 9
IN_ONE_TEST = 500
TESTS = 10
"""So at least 5,000 mutations; `bench/wire_fuzz.py` puts through 100,000."""


def test_what_is_replayed_is_a_whole_check_in_sync(fuzz: Fuzz) -> None:
    assert fuzz.recorded.healthy.result.exit_code == ExitCode.IN_SYNC
    assert fuzz.recorded.check({}).result.exit_code == ExitCode.IN_SYNC
    assert [one for one in fuzz.recorded.healthy.result.findings if one.notes] == []
    read = [one for objects in fuzz.recorded.healthy.live.objects.values() for one in objects]
    assert [one for one in read if one.unmodelled or one.notes or one.misread] == []
    chosen = fuzz.mutations(SEED)
    assert len(chosen) >= IN_ONE_TEST * TESTS
    assert sum(bool(one.hides) for one in chosen[: IN_ONE_TEST * TESTS]) > IN_ONE_TEST
    assert sum(one.whole for one in chosen[: IN_ONE_TEST * TESTS]) > IN_ONE_TEST / 2


@pytest.mark.parametrize("part", range(TESTS))
def test_no_mutated_answer_crashes_hangs_or_passes_for_what_it_hides(fuzz: Fuzz, part: int) -> None:
    faults = fuzz.faults(SEED, part * IN_ONE_TEST, IN_ONE_TEST)

    assert faults == [], "\n".join(faults)
