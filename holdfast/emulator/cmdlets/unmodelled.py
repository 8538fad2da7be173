"""What rows say besides what the embedded tenant keeps of them: settings that nobody can change here, as delivered.

Scripts that judge a tenant read whole rows, and take a property that is missing for one that is not as it should be.
`unmodelled.json` was made of recorded rows (research notes rows.json, 2026-11-25) by `python -m tools.row_properties`:
by noun, every recorded property with the type that its side-car names and the value in a tenant that nobody touched.
What rows say of their object in the directory, such as its distinguished name, is left out. That a custom object has
the same values as the service's own is assumed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.cmdlets.shape import RowShape, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FILE = Path(__file__).with_name("unmodelled.json")


def completed(
    cmdlet: str, rows: Iterable[Mapping[str, Any]], select: Sequence[str]
) -> list[Mapping[str, Any]]:
    """Return rows of a cmdlet with the recorded properties that they lack, of those that are selected.

    Args:
        cmdlet: its name, of which the noun counts.
        rows: as the service gives them.
        select: names of properties; () asks for all.
    """
    shape = _shapes().get(cmdlet.partition("-")[2])
    if shape is None:
        return list(rows)
    wanted = frozenset(shape.selected(select))
    return [
        {**row, **shape.row({}, sorted(lacking))} if (lacking := wanted - row.keys()) else row for row in rows
    ]


@cache
def _shapes() -> Mapping[str, RowShape]:
    """Return the recorded properties by noun."""
    read: dict[str, dict[str, tuple[str, Any]]] = orjson.loads(FILE.read_bytes())
    return {
        noun: RowShape(
            MappingProxyType({name: ValueType[type_name] for name, (type_name, _) in properties.items()}),
            MappingProxyType({name: value for name, (_, value) in properties.items()}),
        )
        for noun, properties in read.items()
    }
