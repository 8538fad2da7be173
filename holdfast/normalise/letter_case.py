"""GUIDs, user principal names and enumeration members are the same in any letter case.

Source: RFC 9562 section 4 for GUIDs; https://learn.microsoft.com/graph/aad-advanced-queries: comparisons in
the directory ignore case (2026-11-24).
"""

from __future__ import annotations

import unicodedata
from typing import Any


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
    """Return what a name looks like to people: in any letter case, in whichever form of Unicode, without blanks around.

    Names that look the same may be one to a service, and mean one to whoever wrote them. Canonical equivalence of
    composed and decomposed letters: https://www.unicode.org/reports/tr15/ (2026-11-27).
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).strip().casefold())
