"""Files of an exported tenant: read in whatever Unicode form, annotations stripped, sorted by what they are.

What an object is, is told from its content, not from its folder, so exports of several tools can be read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.seeds.errors import SeedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCATION_KEYS = frozenset({"countriesAndRegions", "ipRanges", "compliantNetworkType"})


@dataclass(frozen=True, slots=True)
class Export:
    """What an export folder holds, each kind sorted by display name; of annotations only `@odata.type`."""

    policies: tuple[dict[str, Any], ...]
    named_locations: tuple[dict[str, Any], ...]
    groups: tuple[dict[str, Any], ...]


def read_export(folder: Path) -> Export:
    """Read every JSON file below a folder.

    Args:
        folder: holds files of one object each, of a list, or of `{"value": [...]}`; UTF-8 or UTF-16, with
            or without a byte-order mark. Objects of other kinds, such as a migration table, are passed over.

    Raises:
        SeedError: the folder does not exist, a file is no JSON, or nothing in the folder is known.
    """
    if not folder.is_dir():
        raise SeedError(f"{folder}: there is no such folder to load an export from.")
    kinds: dict[str, list[dict[str, Any]]] = {"policy": [], "location": [], "group": []}
    for path in sorted(folder.rglob("*.json")):
        for item in _objects(_parsed(path)):
            kind = _kind(item)
            if kind is not None:
                kinds[kind].append(without_annotations(item))
    if not any(kinds.values()):
        raise SeedError(f"{folder}: no Conditional Access policy, named location or group was found in it.")
    policies, locations, groups = (
        tuple(sorted(items, key=lambda item: (item["displayName"] or "", item["id"])))
        for items in kinds.values()
    )
    return Export(policies, locations, groups)


def without_annotations(value: Any) -> Any:
    """Return a JSON value without `@odata.*`, `name@odata.*` and `#action` keys, at any depth.

    `@odata.type` stays where it says which of several types an object is of, as in Graph's own answers with
    minimal metadata; the types that the service leaves out there are left out here.
    """
    if isinstance(value, list):
        return [without_annotations(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {
        name: without_annotations(item)
        for name, item in value.items()
        if "@odata." not in name and not name.startswith("#")
    }
    kind = value.get("@odata.type")
    if isinstance(kind, str) and _tells_apart(kind):
        return {"@odata.type": kind, **kept}
    return kept


def _tells_apart(kind: str) -> bool:
    return kind.endswith(("NamedLocation", "CidrRange", "ExternalTenants", "CombinationConfiguration"))


def _parsed(path: Path) -> Any:
    try:
        # json tells UTF-8 and UTF-16 apart by itself, with and without a byte-order mark.
        return json.loads(path.read_bytes())
    except ValueError as error:
        raise SeedError(f"{path}: not a JSON file ({error}).") from error


def _objects(document: Any) -> Iterator[dict[str, Any]]:
    if isinstance(document, dict) and isinstance(document.get("value"), list):
        document = document["value"]
    for item in document if isinstance(document, list) else [document]:
        if isinstance(item, dict) and isinstance(item.get("id"), str) and "displayName" in item:
            yield item


def _kind(item: dict[str, Any]) -> str | None:
    if isinstance(item.get("conditions"), dict) and "state" in item:
        return "policy"
    if item.keys() & _LOCATION_KEYS:
        return "location"
    if "groupTypes" in item and "securityEnabled" in item:
        return "group"
    return None
