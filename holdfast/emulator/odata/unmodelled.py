"""What a `$select` answers of properties that Microsoft's schema has of a type and the embedded tenant does not keep.

The service takes every name of its schema in a `$select`, and answers what nobody set with null, or with an empty list.
`unmodelled.txt` was made of graph-metadata/v1.0.csdl.xml (2026-08) by `python -m tools.schema_properties`: a line for
each type that is named in the embedded tenant or derived from one, with its own properties and those that it inherits;
`*` marks a collection, `!` a property that is never null, of which nothing is answered. It has neither what beta has
besides nor the types that state here which names they take.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("unmodelled.txt")
STATED = ("user", "group", "application", "servicePrincipal", "directoryObject")
"""Types whose every name is stated where they are: of a few of the rest the service refuses a list."""
_NOTHING = object()


@cache
def _lines() -> dict[str, str]:
    rows = FILE.read_text(encoding="utf-8").splitlines()
    return {entity: names for entity, _, names in (row.partition(" ") for row in rows)}


@cache
def unmodelled(entity: str) -> dict[str, str]:
    """Return the names of such properties as the schema writes them, by their small letters.

    Args:
        entity: type name, such as "microsoft.graph.team".
    """
    return {name.lower(): name for name in _unset(entity)}


def unset(entity: str, name: str) -> dict[str, Any]:
    """Return what is answered of a property that nobody set, as the part of an object that it is."""
    value = _unset(entity).get(name, _NOTHING)
    return {} if value is _NOTHING else {name: [] if value else None}


@cache
def _unset(entity: str) -> dict[str, Any]:
    """Return names by whether the property is a collection; of one that is never null, nothing."""
    names = _lines().get(entity, "").split()
    return {one.rstrip("*!"): _NOTHING if one.endswith("!") else one.endswith("*") for one in names}
