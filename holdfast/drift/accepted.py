"""Marks what a client's exceptions accept. Pure functions.

An exception covers one object of one control and the properties that it names. What is wider stays drift: another
object, another property, or a name that could mean two objects, or two members of a rule. One for unmanaged objects
covers several only with a wildcard. What it would have covered says why it does not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.accepted import MISSING, covers, member, names, names_one
from holdfast.model.finding import DRIFT
from holdfast.model.status import Reason, Status
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from holdfast.kinds.kind import Kind
    from holdfast.model.finding import Difference, Finding
    from holdfast.model.plan import PlannedException


def except_accepted(
    kinds: Mapping[str, Kind],
    findings: Sequence[Finding],
    exceptions: Sequence[PlannedException],
    today: date,
) -> list[Finding]:
    """Return `findings` with drift that valid exceptions accept in full marked EXCEPTED.

    An expired one accepts nothing, and what it would have accepted says so. Drift that is accepted in a part stays
    drift, with a note at that part.
    """
    valid = [one for one in exceptions if one.expires >= today]
    over = [one for one in exceptions if one.expires < today]
    meant = Counter(
        number for finding in findings for number, one in enumerate(valid) if means(kinds, one, finding)
    )
    verdicts = []
    for finding in findings:
        about = [(one, meant[number]) for number, one in enumerate(valid) if means(kinds, one, finding)]
        single = [one for one, number in about if number == 1 or is_pattern(one)]
        judged = _accepted(finding, single)
        if judged.status in DRIFT:
            ended = _ended(judged, [one for one in over if means(kinds, one, finding)])
            judged = replace(judged, notes=(*judged.notes, *_covering_none(judged, about), *ended))
        verdicts.append(judged)
    return verdicts


def means(kinds: Mapping[str, Kind], one: PlannedException, finding: Finding) -> bool:
    """Return whether the exception is about this object: by its natural key, or by its name in the program.

    An unmanaged object is in no program: an exception for it says its kind and its name, or a pattern of names.
    """
    if finding.status is Status.UNMANAGED:
        return names(one.unmanaged, finding.token.rpartition(":")[2], finding.name)
    if not one.control or not one.object or one.control != finding.control:
        return False
    kind = kinds.get(finding.token)
    if finding.urn and one.object == name_of(finding.urn):
        return True
    normal = kind.normal_key if kind is not None else str
    return normal(one.object) == normal(finding.name)


def _accepted(finding: Finding, exceptions: Sequence[PlannedException]) -> Finding:
    """Return the verdict on a declared object under the exceptions that are about it."""
    if finding.status not in DRIFT or not exceptions:
        return finding
    if finding.status is Status.UNMANAGED:
        return _excepted(finding, exceptions[:1])
    if finding.status is Status.MISSING:
        by = next((one for one in exceptions if MISSING in one.property), None)
        return _excepted(finding, [by]) if by else finding
    shared = _shared(finding.differences)
    covering = [
        None if member(one.path) in shared else _covering(one, exceptions) for one in finding.differences
    ]
    noted = list(zip(finding.differences, covering, strict=True))
    if covering and all(covering) and finding.reason is None:
        told = replace(finding, differences=tuple(replace(one, accepted=True) for one, _ in noted))
        return _excepted(told, [one for one in exceptions if one in covering])
    told = replace(finding, differences=tuple(_noted(one, by) for one, by in noted))
    # What was not read beside an accepted difference is accepted by nobody.
    return replace(told, status=Status.UNKNOWN) if covering and all(covering) else told


def _covering(difference: Difference, exceptions: Sequence[PlannedException]) -> PlannedException | None:
    return next(
        (one for one in exceptions if any(covers(written, difference.path) for written in one.property)), None
    )


def _noted(difference: Difference, by: PlannedException | None) -> Difference:
    notes = [part for part in (difference.note, _told(by) if by else "") if part]
    return replace(difference, note="; ".join(notes), accepted=by is not None)


def is_pattern(one: PlannedException) -> bool:
    """Return whether the exception may be about several objects: only one for unmanaged objects ever is."""
    return bool(one.unmanaged) and not names_one(one.unmanaged)


def _shared(differences: Sequence[Difference]) -> Mapping[str, Sequence[Difference]]:
    """Return the differences by each name of a member that two may bear, as accounts do of which one was deleted.

    One member's differences have her id, and each is in another property.
    """
    by_name: dict[str, list[Difference]] = {}
    for one in differences:
        if name := member(one.path):
            by_name.setdefault(name, []).append(one)
    return {name: own for name, own in by_name.items() if len(own) > 1 and not _are_of_one(own)}


def _are_of_one(differences: Sequence[Difference]) -> bool:
    """Return whether all these differences are certainly of one and the same member."""
    ids = {one.member_id for one in differences}
    return len(ids) == 1 and "" not in ids and len({one.path for one in differences}) == len(differences)


def _covering_none(finding: Finding, about: Sequence[tuple[PlannedException, int]]) -> Iterator[str]:
    """Yield why exceptions that are about a finding, each with the number of objects that it names, do not cover it."""
    for one, number in about:
        if number > 1 and not is_pattern(one):
            told = one.unmanaged or one.object
            yield f"the exception for {told} is for one object, and {number} bear the name: it covers none"
    said = [written for one, _ in about for written in one.property]
    for name, own in _shared(finding.differences).items():
        if any(covers(written, one.path) for written in said for one in own):
            yield f"the exception for {name} is for one member, and several may bear the name: it covers none"


def _ended(finding: Finding, over: Sequence[PlannedException]) -> Iterator[str]:
    """Yield of each exception whose last day is over what it would have covered of a finding that it is about."""
    for one in over:
        drifted = (each.path for each in finding.differences if not each.accepted)
        paths = [MISSING] if finding.status is Status.MISSING else [*drifted]
        if one.unmanaged or any(covers(written, path) for written in one.property for path in paths):
            yield f"an exception of {one.owner} expired on {one.expires.isoformat()}: {one.reason}"


def _excepted(finding: Finding, exceptions: Sequence[PlannedException]) -> Finding:
    told = "; ".join(dict.fromkeys(_told(one) for one in exceptions))
    return replace(finding, status=Status.EXCEPTED, reason=Reason.EXCEPTION, explanation=told)


def _told(one: PlannedException) -> str:
    return f"accepted by {one.owner} until {one.expires.isoformat()}: {one.reason}"
