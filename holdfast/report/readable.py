"""Text of a tenant as people are shown it, on a page or in a terminal."""

from __future__ import annotations

from holdfast.report.inline import cut
from holdfast.report.text import visible

_LONGEST = 1000
"""Characters of one text: whoever may name an object could fill pages with one. JSON and its like have it whole."""


def readable(text: str) -> str:
    """Return `text` without what hides or reorders it, and no longer than people read."""
    return visible(cut(text, _LONGEST))
