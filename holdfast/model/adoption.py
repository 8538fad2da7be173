"""What an apply hands to the program as data: what is in the tenant already, and what of it stays as it is.

One file, which one variable names; absent in ordinary runs of the engine:

    {"ids": {"<key>": "<Pulumi id>"}, "left": {"<key>": {"<property path>": <live value, null where there is none>}}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ADOPTION = "HOLDFAST_ADOPT"
"""Names the file."""


def adoption_key(token: str, name: str) -> str:
    """Return what stands for a resource in that file, by its type token and logical name."""
    return f"{token}|{name}"


def at(inputs: Mapping[str, Any], path: str) -> Any:
    """Return the value at a property path such as `conditions.users.excludedUsers`; None where there is none."""
    found: Any = inputs
    for name in _names(path):
        if isinstance(found, dict):
            found = found.get(name)
        elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            return None
    return found


def placed(inputs: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return `inputs` with `value` at a property path; None takes away what is there. Groups that lack are made.

    Raises:
        TypeError: when something on the way is no group, or an item of a list that has none of that number.
    """
    placed_in: dict[str, Any] = _placed(dict(inputs), _names(path), value)
    return placed_in


def _names(path: str) -> list[str]:
    return path.replace("]", "").replace("[", ".").split(".")


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
