"""Writes `holdfast/emulator/odata/unmodelled.txt`, of Microsoft's schema: `python -m tools.schema_properties CSDL`."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from holdfast.emulator.odata.unmodelled import FILE, STATED

_EMULATOR = Path(__file__).parents[1] / "holdfast" / "emulator"
_SPACE = "{http://docs.oasis-open.org/odata/ns/edm}"


def written(schema: Path) -> str:
    """Return what the file has to hold."""
    types = _types(schema)
    source = "".join(file.read_text(encoding="utf-8") for file in sorted(_EMULATOR.rglob("*.py")))
    lines = [
        f"{name} {' '.join(names)}"
        for name in sorted(types)
        if any(_is_named(one, source) for one in _line(types, name))
        and name.removeprefix("microsoft.graph.") not in STATED
        and (names := _names(types, name))
    ]
    return "\n".join([*lines, ""])


def _types(schema: Path) -> dict[str, tuple[str, list[str]]]:
    """Return every entity type: what it is derived from, and its own properties, marked."""
    found = {}
    for space in ET.parse(schema).getroot().iter(f"{_SPACE}Schema"):  # noqa: S314 - Microsoft's own file
        for one in space.iter(f"{_SPACE}EntityType"):
            base = one.get("BaseType", "").replace("graph.", "microsoft.graph.", 1)
            names = [_marked(each) for each in one.iter(f"{_SPACE}Property")]
            found[f"{space.get('Namespace')}.{one.get('Name')}"] = (
                base.replace("microsoft.microsoft.", "microsoft."),
                names,
            )
    return found


def _line(types: dict[str, tuple[str, list[str]]], name: str) -> list[str]:
    """Return a type and what it is derived from, but for the one that all are."""
    line = []
    while name in types and name not in {"microsoft.graph.entity", "microsoft.graph.directoryObject"}:
        line.append(name)
        name = types[name][0]
    return line


def _is_named(name: str, source: str) -> bool:
    short = name.removeprefix("microsoft.graph.")
    return f'"{short}"' in source or f'{name}"' in source


def _marked(of: ET.Element) -> str:
    if of.get("Type", "").startswith("Collection("):
        return f"{of.get('Name')}*"
    return f"{of.get('Name')}{'!' if of.get('Nullable') == 'false' else ''}"


def _names(types: dict[str, tuple[str, list[str]]], name: str) -> list[str]:
    base, own = types.get(name, ("", []))
    return [*(_names(types, base) if base else ()), *own]


if __name__ == "__main__":
    FILE.write_text(written(Path(sys.argv[1])), encoding="utf-8")
