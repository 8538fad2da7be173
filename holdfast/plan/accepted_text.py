"""Writes the file of `--accepted`. Comments in one that was there are not kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from holdfast.model.typed_command import typed_command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holdfast.model.plan import PlannedException

_HEAD = """\
# Deviations that somebody accepted, as they were then: docs/formats.md. Shown as EXCEPTED until their last day, and as
# drift again once one of them changes, by `{command}`. `holdfast up` does not read it.
"""


def accepted_text(client: str, accepted: Iterable[PlannedException]) -> str:
    """Return the file, YAML; each of `accepted` has a deviation."""
    entries = [line for one in accepted for line in _entry(one)]
    listed = ["accepted:", *entries] if entries else ["accepted: []"]
    head = _HEAD.format(command=typed_command("drift", client, "--accepted", "FILE"))
    return "\n".join([f"{head}client: {_yaml(client)}", *listed]) + "\n"


def _entry(one: PlannedException) -> Iterator[str]:
    said = one.deviation
    if said is None:
        return
    yield f"  - fingerprint: {_yaml(said.fingerprint)}"
    values: dict[str, Any] = {"status": said.status.value, "object": said.object}
    if said.property:
        values |= {"property": said.property, "expected": said.expected}
    values |= {"found": said.found, "owner": one.owner, "reason": one.reason}
    for name, value in values.items():
        yield f"    {name}: {_yaml(value)}"
    yield f"    expires: {_yaml(one.expires.isoformat())}"


def _yaml(value: Any) -> str:
    """Return a value on one line, as JSON, in which what YAML refuses to have unescaped is escaped."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in said)
