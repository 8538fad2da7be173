"""What the service is known to take no change of is refused before the first write, and not found out by writing."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from holdfast.drift.references import resolve
from holdfast.kinds.frozen import barred
from holdfast.kinds.kind import Shape
from holdfast.model.errors import RefusedError
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.finding import Finding


def require_changeable(kinds: Mapping[str, Kind], checked: Checked, managed: Collection[str]) -> None:
    """Do nothing when the service takes every change that what is managed would get.

    Args:
        kinds: by token.
        checked: the look.
        managed: URNs in the state.

    Raises:
        RefusedError: `change-fixed`; nothing was changed then.
    """
    for finding in checked.result.findings:
        kind = kinds.get(finding.token)
        if kind is None or finding.urn not in managed or finding.status is not Status.DRIFTED:
            continue
        changes = kind.shape is Shape.OBJECT and _differing(checked, finding)
        if changes and (told := unchangeable(kind, checked, finding)):
            raise RefusedError("change-fixed", told)


def unchangeable(kind: Kind, checked: Checked, finding: Finding) -> str:
    """Return why the service takes no change that the live object of a finding would get; empty where it takes all."""
    resources = (one for one in checked.recording.desired if one.urn == finding.urn)
    for resource, live in product(resources, _objects(checked, finding)):
        declared = resolve(kind.fields, resource.lasting(resource.inputs), checked.live.directory)
        for one in barred(kind, live, declared, _differing(checked, finding)):
            return f"{kind.title} {finding.name!r} ({finding.live_id}) {one.sentence}"
    return ""


def _objects(checked: Checked, finding: Finding) -> list[LiveObject]:
    return [one for one in checked.live.objects.get(finding.token, ()) if one.id == finding.live_id]


def _differing(checked: Checked, finding: Finding) -> set[str]:
    """Return the property paths that an apply would set: not what is accepted, nor what no input says."""
    unmodelled = {path for live in _objects(checked, finding) for path in live.unmodelled}
    return {one.path for one in finding.differences if not one.accepted} - unmodelled
