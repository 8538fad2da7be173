"""Texts in which nothing can be seen: a name of such letters names nothing. Pure functions."""

from __future__ import annotations

import unicodedata

_OF_NO_GLYPH = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs that are drawn as nothing, whatever their category says: fillers, Braille without a dot.

Source: Default_Ignorable_Code_Point (recalled) of
https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt.
"""


def is_blank(text: str) -> bool:
    """Return whether nothing of `text` can be seen: it is empty, or blanks, controls and letters without a glyph."""
    return all(one in _OF_NO_GLYPH or unicodedata.category(one)[0] in "CZ" for one in text)
