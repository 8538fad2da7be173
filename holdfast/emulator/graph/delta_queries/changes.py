"""What a delta query answers: every object at first, and later those of which something that is tracked changed.

What an object never had is left out, and so is, with `Prefer: return=minimal`, what is as it was. An object that was
deleted softly is `changed`, one that cannot come back `deleted`; whoever left a relation is `deleted` from it.
Source: https://learn.microsoft.com/graph/api/group-delta (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Rows = dict[str, dict[str, Any]]
"""What is shown of every object, by its id; a relation as `members@delta`, its ends with type and id."""
_RELATION = "@delta"


def first(rows: Rows) -> list[dict[str, Any]]:
    """The objects as the first round tells them."""
    return [_set(one) for one in rows.values()]


def since(old: Rows, new: Rows, restorable: Callable[[str], bool], *, minimal: bool) -> list[dict[str, Any]]:
    """What the round after `old` tells of `new`.

    Args:
        old: what was shown the last time.
        new: what there is.
        restorable: whether an object that is gone can come back, by its id.
        minimal: whether what did not change is left out.
    """
    told = [_changed(old.get(key), one, minimal=minimal) for key, one in new.items() if old.get(key) != one]
    gone = [key for key in old if key not in new]
    return [
        *told,
        *({"id": key, "@removed": {"reason": "changed" if restorable(key) else "deleted"}} for key in gone),
    ]


def _set(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if value not in (None, [])}


def _changed(old: dict[str, Any] | None, new: dict[str, Any], *, minimal: bool) -> dict[str, Any]:
    if old is None:
        return _set(new)
    told: dict[str, Any] = {}
    for name, value in new.items():
        before = old.get(name)
        if name.endswith(_RELATION):
            # Of a relation only who came and who went is told, in every round after the first.
            if ends := _ends(before or [], value):
                told[name] = ends
        elif name == "id" or value != before or not (minimal or value in (None, [])):
            told[name] = value
    return told


def _ends(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    gone = [{**one, "@removed": {"reason": "deleted"}} for one in old if one not in new]
    return [*(one for one in new if one not in old), *gone]
