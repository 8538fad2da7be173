"""What the service is known to take no change of is refused before the first write, and not found out by writing."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from holdfast.drift.references import resolve
from holdfast.kinds.frozen import barred
from holdfast.kinds.kind import Shape
from holdfast.kinds.protecting import is_understood, loosened_properties, stricter_paths
from holdfast.model.errors import RefusedError
from holdfast.model.property_path import at, placed, steps
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from holdfast.apply.state import Kept
    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.finding import Finding
    from holdfast.model.understood import Understood


def require_changeable(kinds: Mapping[str, Kind], checked: Checked, managed: Mapping[str, Kept]) -> None:
    """Do nothing when the service takes every change that what is managed would get.

    It comes before anybody is asked whether less protection is understood: what cannot be is not to be agreed to.

    Args:
        kinds: by token.
        checked: the look.
        managed: what the state holds, by URN.

    Raises:
        RefusedError: `change-fixed`; nothing was changed then.
    """
    for finding in checked.result.findings:
        kind = kinds.get(finding.token)
        differs = finding.urn in managed and finding.status in (Status.DRIFTED, Status.EXCEEDS)
        if kind is None or not differs or kind.shape is not Shape.OBJECT:
            continue
        # What only exceeds is no drift, and nothing of it is written for what the client understands.
        agreed = () if finding.status is Status.EXCEEDS else checked.recording.plan.understood
        if told := unchangeable(kind, checked, finding, agreed, managed[finding.urn].applied):
            raise RefusedError("change-fixed", told)


def unchangeable(
    kind: Kind,
    checked: Checked,
    finding: Finding,
    agreed: Iterable[Understood],
    applied: Sequence[Mapping[str, Any]] | None = None,
) -> str:
    """Return why the service takes no change that the live object of a finding would get; empty where it takes all.

    What is stricter than declared stays as it is, unless the program asks for less than was `applied` last, or the
    client has `agreed` to less. What was never applied is taken over, and written whether or not anything differs.
    """
    resources = (one for one in checked.recording.desired if one.urn == finding.urn)
    for resource, live in product(resources, _objects(checked, finding)):
        declared = resolve(kind.fields, resource.lasting(resource.inputs), checked.live.directory)
        lowered = {
            path for one in applied or () for path, _, _ in loosened_properties(kind.fields, one, declared)
        }
        stricter = {*stricter_paths(kind.fields, live.inputs, declared)} if kind.is_measured else set()
        staying = _not_agreed(kind, declared, stricter, agreed) - lowered
        for path in staying:
            declared = placed(declared, path, at(live.inputs, steps(path)))
        differing = (_differing(checked, finding) | stricter) - staying
        for one in barred(kind, live, declared, differing) if differing or applied is None else ():
            return f"{kind.title} {finding.name!r} ({finding.live_id}) {one.sentence}"
    return ""


def _not_agreed(
    kind: Kind, declared: Mapping[str, Any], stricter: Iterable[str], agreed: Iterable[Understood]
) -> set[str]:
    """Return what of the `stricter` properties stays as it is, as the provider leaves it (`verbs.KindProvider`)."""
    name, entries = f"{kind.name}/{kind.key_of(declared)}", [*agreed]
    return {
        path
        for path in stricter
        if not is_understood(entries, kind.fields, name, path, at(declared, steps(path)))
    }


def _objects(checked: Checked, finding: Finding) -> list[LiveObject]:
    return [one for one in checked.live.objects.get(finding.token, ()) if one.id == finding.live_id]


def _differing(checked: Checked, finding: Finding) -> set[str]:
    """Return the property paths that an apply would set: not what is accepted, nor what no input says."""
    unmodelled = {path for live in _objects(checked, finding) for path in live.unmodelled}
    return {one.path for one in finding.differences if not one.accepted} - unmodelled
