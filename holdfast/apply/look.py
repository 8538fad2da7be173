"""The look before an apply: what was checked, and what of it the client has accepted and stays as it is.

What is accepted is put into what is declared, with its live value, before anything is planned: so gates, plan and
engine see what will really be written. A rule over members leaves accepted ones alone by itself: the provider is told.
So is left out what the tenant has no licence for: an object, or a property of a new one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.drift.check import Checked
from holdfast.drift.compare import compare, exceeds
from holdfast.drift.references import references, resolve
from holdfast.kinds.kind import Shape
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import RefusedError
from holdfast.model.property_path import at, placed, steps, without_items
from holdfast.model.status import Reason, Status
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.finding import Finding


@value_class
class Look(Checked):
    """A check whose recording declares what an apply may write."""

    left: Mapping[str, Mapping[str, Any]]
    """What stays as it is, or is left out of what is made: live value, or None, by property path, by URN."""
    absent: frozenset[str]
    """URNs of declared objects that are not made: their absence is accepted, or the tenant has no licence for them."""
    undone: Mapping[str, tuple[str, ...]]
    """Property paths that are accepted, and that writing the object would set back all the same, by URN."""


def look(kinds: Mapping[str, Kind], checked: Checked) -> Look:
    """Return the check with what is accepted taken into what is declared.

    Raises:
        RefusedError: `accepted-missing-needed` where something refers to an object whose absence is accepted.
    """
    findings = {one.urn: one for one in checked.result.findings if one.urn}
    gone = {urn: one for urn, one in findings.items() if _is_absent(kinds, one)}
    accepted = frozenset(urn for urn, one in gone.items() if one.status is Status.EXCEPTED)
    absent = accepted | {urn for urn, one in gone.items() if _is_unlicensed(one)}
    desired: list[DesiredResource] = []
    left: dict[str, dict[str, Any]] = {}
    undone: dict[str, tuple[str, ...]] = {}
    for resource in checked.recording.desired:
        if resource.urn in absent:
            continue
        kind, finding = kinds.get(resource.token), findings.get(resource.urn)
        live = _live(checked, finding) if finding else None
        if kind is None or finding is None or kind.is_rule:
            desired.append(resource)
            continue
        inputs, kept, lost = (
            _left(kind, resource, finding, live, checked)
            if live
            else _offered(kind, resource, finding, checked.live)
        )
        desired.append(replace(resource, inputs=inputs))
        if kept:
            left[resource.urn] = kept
        if lost:
            undone[resource.urn] = lost
    _refuse_needed(kinds, checked.recording.desired, desired, accepted)
    recording = replace(checked.recording, desired=tuple(desired))
    return Look(checked.result, recording, checked.live, left, absent, undone)


def _is_unlicensed(finding: Finding) -> bool:
    """Return whether the service would refuse to make it: one refusal would end the whole apply."""
    return finding.status is Status.NOT_APPLICABLE and finding.reason is Reason.LICENCE


def _is_absent(kinds: Mapping[str, Kind], finding: Finding) -> bool:
    """Return whether it is not there to be written.

    What does not act without a licence is as good as that: an object, a setting of which every tenant has one, and a
    rule whose members the service does not tell.
    """
    kind = kinds.get(finding.token)
    if kind is None or finding.live_id:
        return False
    return kind.shape is Shape.OBJECT or _is_unlicensed(finding)


def _offered(
    kind: Kind, resource: DesiredResource, finding: Finding, live: Live
) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """Return what an object is made with, and what of it is left out because the service does not offer it."""
    unlicensed = {
        one.name: None
        for one in kind.fields
        if finding.status is Status.MISSING
        and one.licence
        and live.lacks(one.licence)
        and resource.inputs.get(one.name) not in (None, one.default)
    }
    return {**resource.inputs, **unlicensed}, unlicensed, ()


def _live(checked: Checked, finding: Finding) -> LiveObject | None:
    found = checked.live.objects.get(finding.token, ())
    return next((one for one in found if one.id == finding.live_id), None)


def _left(
    kind: Kind, resource: DesiredResource, finding: Finding, live: LiveObject, checked: Checked
) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """Return what may be written, what of it is the live value by path, and the paths where that cannot be said."""
    accepted = [one.path for one in finding.differences if one.accepted and one.path not in live.unmodelled]
    inputs, left = dict(resource.inputs), {}
    for path in accepted:
        value = at(live.inputs, steps(path))
        try:
            inputs = placed(inputs, path, value)
        except TypeError:
            continue  # told below: it is still different
        left[path] = value
    if not accepted:
        return inputs, {}, ()
    directory, parts = checked.live.directory, torn(kind, finding, resource.inputs)
    differing = {one.path for one in compare(kind, resolve(kind.fields, inputs, directory), live, directory)}
    return inputs, left, tuple(path for path in accepted if path in differing or path in parts)


def torn(kind: Kind, finding: Finding, declared: Mapping[str, Any]) -> frozenset[str]:
    """Return what is accepted of a thing that several properties say, where another one of them would be put right.

    What is stricter than declared is not: no apply takes it back.
    """
    changed = {
        without_items(one.path)
        for one in finding.differences
        if not one.accepted and not exceeds(kind, [one], declared)
    }
    groups = [group for group in kind.said_together if changed & set(group)]
    accepted = (one.path for one in finding.differences if one.accepted)
    return frozenset(path for path in accepted if any(without_items(path) in group for group in groups))


def _refuse_needed(
    kinds: Mapping[str, Kind],
    declared: Sequence[DesiredResource],
    written: Sequence[DesiredResource],
    absent: frozenset[str],
) -> None:
    names = {
        (one.token, kinds[one.token].normal_key(kinds[one.token].key_of(one.inputs))): one.name
        for one in declared
        if one.urn in absent
    }
    told = [
        f"{one.name} refers to {names[needed]}"
        for one in written
        for needed in _named(kinds, one)
        if needed in names
    ]
    if told:
        raise RefusedError(
            "accepted-missing-needed",
            f"{'; '.join(told)}, whose absence an exception accepts: nothing was changed; take the exception out of "
            "the client file, so that it is made, or accept that what refers to it is missing too",
        )


def _named(kinds: Mapping[str, Kind], resource: DesiredResource) -> Iterator[tuple[str, str]]:
    for token, key in references(resource.inputs):
        if token in kinds:
            yield token, kinds[token].normal_key(key)
