"""Writes `holdfast/emulator/cmdlets/unmodelled.json`, of recorded rows: `python -m tools.row_properties ROWS`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.unmodelled import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = {"string[]": "TEXTS", "int": "INT32", "guid": "GUID", "datetime": "MOMENT"}
"""How the notes name the types that have a side-car."""


def written(rows: Path) -> str:
    """Return what the file has to hold."""
    entries: dict[str, dict[str, Any]] = json.loads(rows.read_text(encoding="utf-8"))
    nouns = {
        name.removeprefix("Get-"): said
        for name, entry in entries.items()
        if name.startswith("Get-") and (said := dict(_properties(entry["properties"])))
    }
    lines = (
        f'"{noun}": {{\n' + ",\n".join(f'  "{name}": {json.dumps(one)}' for name, one in said.items()) + "\n}"
        for noun, said in sorted(nouns.items())
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _properties(recorded: dict[str, dict[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Yield each property with its type and untouched value; one whose value depends on the tenant is left out."""
    for name, one in sorted(recorded.items()):
        kind = one["type"]
        value = one.get("default")
        if "<" in str(value) or ("default" not in one and not kind.endswith("?") and kind != "null"):
            continue
        yield name, [_TYPES.get(kind.rstrip("?"), "PLAIN"), value]


if __name__ == "__main__":
    FILE.write_text(written(Path(sys.argv[1])), encoding="utf-8")
