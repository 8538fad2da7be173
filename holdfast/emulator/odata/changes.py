"""What a directory audit event shows of a change: one entry a changed property, values as JSON arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping


def modified_properties(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, str | None]]:
    """Return `modifiedProperties` of a change from `old` to `new`, sorted by name.

    Core Directory writes a value as the text of a JSON array with that value in it (assumed from exports of
    real logs), and names properties with a capital first letter.
    """
    names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    return [
        {
            "displayName": name[0].upper() + name[1:],
            "oldValue": _array(old.get(name)),
            "newValue": _array(new.get(name)),
        }
        for name in names
    ]


def _array(value: Any) -> str:
    if value is None:
        return "[]"
    return orjson.dumps(value if isinstance(value, list) else [value]).decode()
