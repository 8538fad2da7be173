"""Finds what is in the tenant already and not in the state, so that it is imported instead of made twice.

The map of adoption reaches the program as data: the file that `$HOLDFAST_ADOPT` names. No control and no kind
knows of it; one resource transform sets Pulumi's own `import_` option.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from holdfast.drift.check import Checked

VARIABLE = "HOLDFAST_ADOPT"


def adoptable(checked: Checked, managed_urns: Collection[str]) -> dict[str, str]:
    """Return the Pulumi id of each declared object that is in the tenant and not in the state, by URN."""
    live_ids = {
        finding.urn: finding.live_id for finding in checked.result.findings if finding.urn and finding.live_id
    }
    found: dict[str, str] = {}
    for resource in checked.recording.desired:
        kind = kinds().get(resource.token)
        if kind is None or kind.shape is not Shape.OBJECT or resource.urn in managed_urns:
            continue
        if live_id := live_ids.get(resource.urn):
            found[resource.urn] = f"{kind.id_prefix}{live_id}"
    return found


def write_adoption(path: Path, ids: Mapping[str, str]) -> None:
    """Write the map for the program, by type and logical name."""
    entries = {
        "|".join([urn.split("::")[2].rpartition("$")[2], urn.split("::", 3)[3]]): id_
        for urn, id_ in ids.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entries, sort_keys=True), encoding="utf-8")
