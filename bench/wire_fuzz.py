"""A hundred thousand mutated answers through checks: what crashes, hangs, or passes for what it hides.

The tests put through a part of these; every fourth here is two mutations at once, through a check of the whole newest
baseline. Prints how many there were, how many a second, and each fault.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.wire.fuzz import Fuzz
from tests.wire.newest import record_newest
from tests.wire.recorded import question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.wire.mutations import Mutation

_COUNT = 100_000
_SEED = 1
_PAIRED = 4


def main() -> None:
    """Put the mutations through and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        fuzz = Fuzz(record_newest(Path(folder) / "scratch"))
    started, faults = time.process_time(), 0
    for number, one in enumerate(islice(_mutations(fuzz), _COUNT), 1):
        if fault := fuzz.fault(one):
            faults += 1
            print(f"{' '.join(one.key)[:100]}: {one.name}: {fault}")
        if number % 10_000 == 0:
            print(
                f"{number:,} mutations, {number / (time.process_time() - started):.0f} a second", flush=True
            )
    print(f"wire fuzz: {_COUNT:,} mutations, {faults} faults")
    sys.exit(1 if faults else 0)


def _mutations(fuzz: Fuzz) -> Iterator[Mutation]:
    """Mutations without an end, every fourth one of two answers, to two questions that the whole check asks."""
    asked, others = fuzz.recorded.asked(""), fuzz.mutations(_SEED + 1)
    for number, one in enumerate(fuzz.mutations(_SEED)):
        other = next(others) if number % _PAIRED == 0 else one
        two = question(one.key) != question(other.key) and {one.key, other.key} <= asked
        yield one.beside(other) if two else one


if __name__ == "__main__":
    main()
