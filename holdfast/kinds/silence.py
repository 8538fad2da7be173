"""What a service does not say of what is declared to be empty. Pure functions.

A list that is declared empty, and an answer without it, look alike: that nobody is in it was not said. Null says no
more. So the object was not read whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.field import Field


def unsaid(
    fields: Sequence[Field], declared: Mapping[str, Any], found: Mapping[str, Any], above: str = ""
) -> Iterator[str]:
    """Yield the property path of every list that is declared empty and of which the live object says nothing.

    Args:
        fields: those of the object's kind.
        declared: its inputs.
        found: those of the live object.
        above: path of the group that holds them, with its dot.
    """
    for field in fields:
        asked, there = declared.get(field.name), found.get(field.name)
        if field.type is Type.OBJECT and not field.many and asked:
            yield from unsaid(field.fields, asked, there or {}, f"{above}{field.name}.")
        elif field.many and asked == [] and there is None:
            yield f"{above}{field.name}"
