"""What the property-based tests share: the kinds, and how many objects each is tried with."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.kinds.registry import kinds
from tests.corpus.strategies import inputs_of, leaves

if TYPE_CHECKING:
    from holdfast.kinds.kind import Kind

Count = Callable[[str], None]
"""Counts one generated case of a kind, by token."""
Property = Callable[[dict[str, Any], random.Random], None]
"""Checks generated inputs; chance decides what is done with them."""

KINDS = tuple(kinds().values())
SEEDS = st.integers(0, 2**32 - 1)
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def each(kind: Kind, test: Property, *, examples: int | None = None) -> None:
    """Run `test` with generated inputs: more of them for a kind that can say more."""

    @settings(max_examples=examples or 25 + 2 * len(list(leaves(kind.fields))))
    @given(inputs=inputs_of(kind), seed=SEEDS)
    def run(inputs: dict[str, Any], seed: int) -> None:
        test(inputs, random.Random(seed))  # noqa: S311 - repeatable chance is the point

    run()
