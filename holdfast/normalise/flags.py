"""Flag enumerations travel as one text, `internalGuest,b2bCollaborationGuest`, and are sets.

Source: https://learn.microsoft.com/graph/api/resources/conditionalaccessguestsorexternalusers (2026-11-24).
"""

from __future__ import annotations


def split_flags(text: str | None) -> list[str]:
    """Return the members of a flags text in the order sent; none for null and for the empty text."""
    return [flag for flag in (part.strip() for part in (text or "").split(",")) if flag]


def join_flags(flags: list[str]) -> str:
    """Return the flags text of `flags`."""
    return ",".join(flags)
