"""Marks what a client's exceptions accept. Pure functions.

An exception covers one object of one control and the properties that it names. What is wider stays drift: another
object, another property, or a name that could mean two objects, or two members of a rule. One for unmanaged objects
covers several only with a wildcard. One for a deviation (`--accepted FILE`) covers that one with the values that it
had: a further change of the same property is drift again. What an exception would have covered says why it does not.
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

_WHOLE = frozenset({Status.UNMANAGED, Status.MISSING})
"""What is drift as a whole object, and not in single properties."""


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
            judged = replace(
                judged,
                notes=(*judged.notes, *_covering_none(judged, about), *ended, *_changed(judged, single)),
            )
        verdicts.append(judged)
    return verdicts


def means(kinds: Mapping[str, Kind], one: PlannedException, finding: Finding) -> bool:
    """Return whether the exception is about this object: by its natural key, or by its name in the program.

    An unmanaged object is in no program: an exception for it says its kind and its name, or a pattern of names. One for
    a deviation knows it by its fingerprint, so the findings have to be stamped.
    """
    if one.deviation is not None:
        own = {finding.fingerprint, *(each.fingerprint for each in finding.differences)}
        return one.deviation.fingerprint in own
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
    if finding.status in _WHOLE:
        by = next((one for one in exceptions if _covers(one, finding)), None)
        return _excepted(finding, [by]) if by else finding
    shared = _shared(finding.differences)
    covering = [
        None if member(one.path) in shared else _covering(finding, one, exceptions)
        for one in finding.differences
    ]
    noted = list(zip(finding.differences, covering, strict=True))
    if covering and all(covering) and finding.reason is None:
        told = replace(finding, differences=tuple(replace(one, accepted=True) for one, _ in noted))
        return _excepted(told, [one for one in exceptions if one in covering])
    told = replace(finding, differences=tuple(_noted(one, by) for one, by in noted))
    # What was not read beside an accepted difference is accepted by nobody.
    return replace(told, status=Status.UNKNOWN) if covering and all(covering) else told


def _covering(
    finding: Finding, difference: Difference, exceptions: Sequence[PlannedException]
) -> PlannedException | None:
    return next((one for one in exceptions if _covers(one, finding, difference)), None)


def _covers(one: PlannedException, finding: Finding, difference: Difference | None = None) -> bool:
    """Return whether an exception that is about a finding covers one of its differences, or the object as a whole."""
    if one.deviation is not None:
        from holdfast.model.deviation import deviation, reads_alike, same

        found = deviation(finding, difference)
        return found is not None and same(found) == same(one.deviation) and reads_alike(found, one.deviation)
    if difference is not None:
        return any(covers(written, difference.path) for written in one.property)
    return bool(one.unmanaged) or MISSING in one.property


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
        drifted = [each for each in finding.differences if not each.accepted]
        parts = (None,) if finding.status in _WHOLE else drifted
        if any(_covers(one, finding, each) for each in parts):
            yield f"an exception of {one.owner} expired on {one.expires.isoformat()}: {one.reason}"


def _changed(finding: Finding, about: Sequence[PlannedException]) -> Iterator[str]:
    """Yield of each deviation that was accepted and is not as it was then that it is drift again."""
    for one in about:
        if one.deviation is None:
            continue
        parts = [each for each in finding.differences if each.fingerprint == one.deviation.fingerprint]
        if not any(_covers(one, finding, each) for each in parts or (None,)):
            what = one.deviation.property or "it"
            yield f"{what} is not as it was when {one.owner} accepted it, or as the file tells it: drift again"


def _excepted(finding: Finding, exceptions: Sequence[PlannedException]) -> Finding:
    told = "; ".join(dict.fromkeys(_told(one) for one in exceptions))
    return replace(finding, status=Status.EXCEPTED, reason=Reason.EXCEPTION, explanation=told)


def _told(one: PlannedException) -> str:
    return f"accepted by {one.owner} until {one.expires.isoformat()}: {one.reason}"
