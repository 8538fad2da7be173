"""A hundred thousand mutated answers through whole checks: what crashes, hangs, or passes for what it hides.

The tests put through a part of one tenant's mutations; this goes through all of them, and through those of an answer
that is mutated twice, and prints how many there were, how many a second, and each fault.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import chain, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e.scratch import Scratch
from tests.wire.fuzz import Fuzz
from tests.wire.recorded import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.wire.mutations import Mutation

_COUNT = 100_000
_SEED = 1


def main() -> None:
    """Put the mutations through and print what came of it."""
    with tempfile.TemporaryDirectory() as folder, Scratch(Path(folder) / "scratch") as scratch:
        scratch.apply()
        fuzz = Fuzz(record(scratch))
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
    """Every single mutation, then pairs of them in two answers, without an end."""
    single = list(fuzz.mutations(_SEED))
    pairs = chain.from_iterable(
        zip(fuzz.mutations(seed), single, strict=True) for seed in cycle(range(2, 50))
    )
    yield from single
    for one, other in pairs:
        if one.key != other.key:
            yield one.beside(other)


if __name__ == "__main__":
    main()
