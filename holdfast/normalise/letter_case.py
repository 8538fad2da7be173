"""GUIDs, user principal names and enumeration members are the same in any letter case.

Source: RFC 9562 section 4 for GUIDs; https://learn.microsoft.com/graph/aad-advanced-queries: comparisons in
the directory ignore case (2026-11-24).
"""

from __future__ import annotations

import unicodedata
from typing import Any

_NO_GLYPH = "Cf"
"""Unicode's category of marks that are not drawn, such as a blank of no width or a turn of the direction."""


def without_case(value: Any) -> Any:
    """Return texts in lower case, at every depth; everything else as it is."""
    if isinstance(value, str):
        return value.lower()
    if isinstance(value, list):
        return [without_case(item) for item in value]
    if isinstance(value, dict):
        return {name: without_case(member) for name, member in value.items()}
    return value


def look(name: str) -> str:
    """Return what a name looks like to people: in any letter case and form of Unicode, whatever its blanks are made of.

    Names that look the same may be one to a service, and mean one to whoever wrote them: what came in by copying, such
    as a blank that does not break or a mark that has no glyph, nobody sees. Compatibility equivalence, which has the
    canonical one in it: https://www.unicode.org/reports/tr15/ (2026-11-27).
    """
    letters = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(one for one in letters if unicodedata.category(one) != _NO_GLYPH).split())
