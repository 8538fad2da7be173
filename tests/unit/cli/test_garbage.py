"""How often garbage is looked for: less often in a check, and afterwards as before, however it ends."""

from __future__ import annotations

import gc
import json
import subprocess
import sys

import pytest

from holdfast.cli.garbage import seldom_looked_for


def test_what_was_loaded_is_left_out_until_the_run_is_over_however_it_ends() -> None:
    before, left_out = gc.get_threshold(), gc.get_freeze_count()
    inside = []

    def ended() -> None:
        """Look around, and be ended."""
        with seldom_looked_for():
            inside.append((gc.get_freeze_count(), gc.get_threshold()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ended()

    ((frozen, threshold),) = inside
    assert frozen > left_out
    assert threshold[0] > before[0]
    assert threshold[1:] == before[1:]
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def test_what_gathered_is_not_looked_through_when_the_run_is_over() -> None:
    looks: list[str] = []
    gc.callbacks.append(lambda phase, _: looks.append(phase))
    try:
        with seldom_looked_for():
            kept = [[one] for one in range(20 * gc.get_threshold()[0] // 200)]
        more = [[one] for one in range(100)]
    finally:
        gc.callbacks.pop()
    assert len(kept) > len(more)
    assert not looks


def test_garbage_of_the_run_is_still_found() -> None:
    class Circle:
        found = 0

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            Circle.found += 1

    with seldom_looked_for():
        for _ in range(2 * gc.get_threshold()[0]):
            Circle()

    assert Circle.found


def test_a_command_is_imported_under_few_looks_and_its_process_ends_without_one() -> None:
    done = subprocess.run([sys.executable, "-c", _AT_THE_END], capture_output=True, text=True, check=False)

    told = json.loads(done.stderr)
    assert told["looks"] <= _FEW
    assert told["left out"] > 10 * told["looked at"]


_FEW = 5
"""Looks while the command is imported; by Python's own number of objects they are 33."""
_AT_THE_END = """
import atexit, gc, json, sys

def tell():
    looks = sum(one["collections"] for one in gc.get_stats()) - before
    facts = {"looks": looks, "left out": gc.get_freeze_count(), "looked at": len(gc.get_objects())}
    print(json.dumps(facts), file=sys.stderr)

atexit.register(tell)
from holdfast.cli.main import main
before = sum(one["collections"] for one in gc.get_stats())
sys.argv = ["holdfast", "drift", "--help"]
main()
"""
