"""Texts in which nothing can be seen, or that hold what no name can: such a one names nothing. Pure functions."""

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


def control_in(text: str, *, lines: bool = False) -> str:
    """Return the first control character of `text`, such as `U+0000`; empty where it has none.

    Services refuse such a name, or cut it there, and in a file it stands only as an escape that nobody meant.

    Args:
        text: of one line, or of several.
        lines: whether ends of lines and tabs belong in it.
    """
    allowed = "\t\n\r" if lines else ""
    found = next((one for one in text if unicodedata.category(one) == "Cc" and one not in allowed), "")
    return f"U+{ord(found):04X}" if found else ""
