"""What somebody probably meant who wrote another name, in any letter case. Pure functions."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST = 20
"""Names in one sentence: whoever has a thousand clients reads no thousand names."""


def near(name: str, known: Iterable[str], most: int = 1, likeness: float = 0.6) -> list[str]:
    """Return those of the names `known` that are most like `name`, the most alike first.

    Args:
        name: as it was written.
        known: names that there are.
        most: number of names at most.
        likeness: how alike they have to be, from 0 to 1.
    """
    own: dict[str, list[str]] = {}
    for one in sorted(known):
        own.setdefault(one.casefold(), []).append(one)
    found = get_close_matches(name.casefold(), own, n=max(most, 1), cutoff=likeness)
    return [one for each in found for one in own[each]][:most]


def listed(names: Sequence[str]) -> str:
    """Return names for a sentence, and of very many the first and how many more there are."""
    left = len(names) - _MOST
    return ", ".join(names) if left <= 1 else f"{', '.join(names[:_MOST])} and {left} more"
