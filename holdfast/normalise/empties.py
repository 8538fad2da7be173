"""Null, an empty list, an empty object, an empty text and a missing property say the same.

Source: https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy: the service returns every
condition, with null or [] where nothing was set (seen app-only, 2026-07).
"""

from __future__ import annotations

from typing import Any


def is_empty(value: Any) -> bool:
    """Return whether `value` says nothing; False and 0 do say something."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def without_empties(value: Any) -> Any:
    """Return `value` with everything empty left out, inside out: an object of empty members is empty too."""
    if isinstance(value, dict):
        kept = {name: without_empties(member) for name, member in value.items()}
        return {name: member for name, member in kept.items() if not is_empty(member)}
    if isinstance(value, list):
        return [item for item in map(without_empties, value) if not is_empty(item)]
    return value
