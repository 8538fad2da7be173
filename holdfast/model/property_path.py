"""Paths of properties in Pulumi's names, such as `conditions.users.excludedUsers` and `devices[0].filter`.

No property has a dot or a bracket in its name. Pure functions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ITEM = re.compile(r"\[\d+\]")
"""Which item of a list it is: lists are sorted before they are compared, so the number says nothing lasting."""


def steps(path: str) -> list[str]:
    """Return the names on the way, and the numbers of items of lists."""
    return path.replace("]", "").replace("[", ".").split(".")


def at(inside: Any, way: Sequence[str | int]) -> Any:
    """Return the value at the end of `way`; None where there is none."""
    for name in way:
        if isinstance(inside, dict):
            inside = inside.get(name)
        elif isinstance(inside, list) and str(name).isdecimal() and int(name) < len(inside):
            inside = inside[int(name)]
        else:
            return None
    return inside


def without_items(path: str) -> str:
    """Return a path without the numbers of items: `users[0].members` is `users.members`."""
    return ITEM.sub("", path)


def placed(inputs: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return `inputs` with `value` at a property path; None takes away what is there. Groups that lack are made.

    Raises:
        TypeError: when something on the way is no group, or an item of a list that has none of that number.
    """
    placed_in: dict[str, Any] = _placed(dict(inputs), steps(path), value)
    return placed_in


def _placed(inside: Any, names: list[str], value: Any) -> Any:
    if not names:
        return value
    first, *rest = names
    if isinstance(inside, list):
        if not first.isdecimal() or int(first) >= len(inside) or (value is None and not rest):
            raise TypeError(f"there is no item {first} to set")
        return [
            _placed(one, rest, value) if str(number) == first else one for number, one in enumerate(inside)
        ]
    if inside is not None and not isinstance(inside, dict):
        raise TypeError(f"{first} is in no group")
    group = dict(inside or {})
    if value is None and first not in group:
        return group
    group[first] = _placed(group.get(first), rest, value)
    if group[first] is None:
        del group[first]
    return group
