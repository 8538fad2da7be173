"""Finds what is in the tenant already, so that it is imported instead of made twice.

The map reaches the program as data: the file that `ADOPTION` names. No control and no kind knows of it; one
resource transform sets Pulumi's own `import_` option. For what the state holds already the option says nothing; it
comes to bear where a refresh loses an object that was seen: that is then looked for by its id, and never made.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.adoption import adoption_key
from holdfast.model.urn import name_of, token_of
from holdfast.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from holdfast.apply.state import State
    from holdfast.drift.check import Checked


def adoptable(checked: Checked, state: State) -> dict[str, str]:
    """Return the Pulumi id of each declared object that is in the tenant and not in the state, by URN."""
    return {urn: live_id for urn, live_id in seen(checked).items() if urn not in state.resources}


def seen(checked: Checked) -> dict[str, str]:
    """Return the Pulumi id of each declared object that is in the tenant, by URN."""
    live_ids = {
        finding.urn: finding.live_id for finding in checked.result.findings if finding.urn and finding.live_id
    }
    found: dict[str, str] = {}
    for resource in checked.recording.desired:
        kind = kinds().get(resource.token)
        if kind is None or kind.shape is not Shape.OBJECT:
            continue
        if live_id := live_ids.get(resource.urn):
            found[resource.urn] = f"{kind.id_prefix}{live_id}"
    return found


def held(checked: Checked, state: State) -> dict[str, str]:
    """Return what an apply binds to its id, by URN: what it takes over, and what it holds and saw.

    An object that the state holds and that is there still is itself, whatever bears its name.
    """
    there = {one.id.casefold() for found in checked.live.objects.values() for one in found}
    return {
        urn: live_id
        for urn, live_id in seen(checked).items()
        if urn not in state.resources
        or (known := state.resources[urn].id.casefold()) == live_id.casefold()
        or known.rpartition("/")[2] not in there
    }


def write_adoption(path: Path, ids: Mapping[str, str], left: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the file for the program: the ids of what is bound, and what stays as it is (`Look.left`), by URN."""
    facts = {"ids": _by_key(ids), "left": _by_key(left)}
    write_whole(path, json.dumps(facts, sort_keys=True).encode())


def _by_key(by_urn: Mapping[str, Any]) -> dict[str, Any]:
    return {adoption_key(token_of(urn), name_of(urn)): value for urn, value in by_urn.items()}
