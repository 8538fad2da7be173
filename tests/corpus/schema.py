"""The public schemas and recorded rows that the kinds' statements are held against."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHARED = Path(__file__).resolve().parents[3] / "shared"
METADATA = SHARED / "data" / "graph-metadata"
ROWS = SHARED / "rows.json"
WHY_SKIPPED = "needs ../shared, which is not part of the project"
_NAMESPACES = ("microsoft.graph", "microsoft.graph.security")
_EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


@cache
def _types() -> Mapping[str, list[ET.Element]]:
    """Return every type of every schema file by its name, where two have one the general one; each version its own."""
    found: dict[str, dict[str, list[ET.Element]]] = {one: {} for one in _NAMESPACES}
    for path in sorted(METADATA.glob("*.xml")):
        for schema in ET.parse(path).iter(f"{_EDM}Schema"):  # noqa: S314 - Microsoft's own file
            if schema.get("Namespace") in _NAMESPACES:
                for tag in ("EntityType", "ComplexType"):
                    for one in schema.findall(f"{_EDM}{tag}"):
                        found[str(schema.get("Namespace"))].setdefault(str(one.get("Name")), []).append(one)
    general, special = (found[one] for one in _NAMESPACES)
    return special | general


def schema_paths(type_name: str, classified: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Yield the dotted path of every property of a type, into those objects of which the kind speaks one by one."""
    for element in _types().get(type_name, []):
        if base := element.get("BaseType"):
            yield from schema_paths(base.rpartition(".")[2], classified, above)
        for one in element:
            if one.tag not in {f"{_EDM}Property", f"{_EDM}NavigationProperty"}:
                continue
            name, node = str(one.get("Name")), classified.get(str(one.get("Name")))
            if isinstance(node, dict):
                inner = str(one.get("Type")).removeprefix("Collection(").rstrip(")").rpartition(".")[2]
                for below in (inner, *_derived(inner)):
                    yield from schema_paths(below, node, f"{above}{name}.")
            else:
                yield f"{above}{name}"


def schema_types(type_name: str, classified: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the types of which objects may be that a kind speaks of one by one; abstract ones are none."""
    for one in (one for element in _types().get(type_name, []) for one in element):
        node = classified.get(str(one.get("Name")))
        if isinstance(node, dict):
            inner = str(one.get("Type")).removeprefix("Collection(").rstrip(")").rpartition(".")[2]
            for below in (inner, *_derived(inner)):
                if not any(element.get("Abstract") for element in _types().get(below, [])):
                    yield below
                yield from schema_types(below, node)


def _derived(type_name: str) -> Iterator[str]:
    for name, elements in _types().items():
        if any(str(one.get("BaseType")).rpartition(".")[2] == type_name for one in elements):
            yield name
            yield from _derived(name)


@cache
def recorded(cmdlet: str) -> frozenset[str]:
    """Return the names of a cmdlet's recorded row, with those that it has in common with others, but for some."""
    rows = json.loads(ROWS.read_text(encoding="utf-8"))
    names: set[str] = set()
    open_entries = [cmdlet]
    while open_entries:
        entry = rows.get(open_entries.pop(), {})
        names |= set(entry.get("properties", {}))
        open_entries += entry.get("include", [])
    return frozenset(names - {*rows.get(cmdlet, {}).get("not_of_common", [])})
