"""Marks what a client's exceptions accept. Pure functions.

An exception covers one object of one control and the properties that it names. What is wider stays drift: another
object, another property, or a name that could mean two objects. One for unmanaged objects covers several only with
a wildcard.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.accepted import MISSING, covers, names, names_one
from holdfast.model.finding import DRIFT
from holdfast.model.status import Reason, Status
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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

    An expired one accepts nothing. Drift that is accepted in a part stays drift, with a note at that part.
    """
    valid = [one for one in exceptions if one.expires >= today]
    meant = Counter(
        number for finding in findings for number, one in enumerate(valid) if _means(kinds, one, finding)
    )
    single = [one for number, one in enumerate(valid) if meant[number] == 1]
    unmanaged = [one for one in valid if one.unmanaged]
    named = Counter(one.unmanaged for finding in findings for one in unmanaged if _names(one, finding))
    return [
        _unmanaged(finding, unmanaged, named)
        if finding.status is Status.UNMANAGED
        else _accepted(finding, [one for one in single if _means(kinds, one, finding)])
        for finding in findings
    ]


def _means(kinds: Mapping[str, Kind], one: PlannedException, finding: Finding) -> bool:
    """Return whether the exception is about this object: by its natural key, or by its name in the program."""
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
    if finding.status is Status.MISSING:
        by = next((one for one in exceptions if MISSING in one.property), None)
        return _excepted(finding, [by]) if by else finding
    covering = [_covering(one, exceptions) for one in finding.differences]
    if covering and all(covering) and finding.reason is None:
        return _excepted(finding, [one for one in exceptions if one in covering])
    noted = zip(finding.differences, covering, strict=True)
    told = replace(finding, differences=tuple(_noted(one, by) for one, by in noted))
    # What was not read beside an accepted difference is accepted by nobody.
    return replace(told, status=Status.UNKNOWN) if covering and all(covering) else told


def _covering(difference: Difference, exceptions: Sequence[PlannedException]) -> PlannedException | None:
    return next(
        (one for one in exceptions if any(covers(written, difference.path) for written in one.property)), None
    )


def _noted(difference: Difference, by: PlannedException | None) -> Difference:
    notes = [part for part in (difference.note, _told(by) if by else "") if part]
    return replace(difference, note="; ".join(notes))


def _names(one: PlannedException, finding: Finding) -> bool:
    """Return whether the exception is about this unmanaged object."""
    kind = finding.token.rpartition(":")[2]
    return finding.status is Status.UNMANAGED and names(one.unmanaged, kind, finding.name)


def _unmanaged(finding: Finding, exceptions: Sequence[PlannedException], named: Mapping[str, int]) -> Finding:
    """Return the verdict on an unmanaged object; `named` says how many of them each exception is about."""
    about = [one for one in exceptions if _names(one, finding)]
    by = next((one for one in about if named[one.unmanaged] == 1 or not names_one(one.unmanaged)), None)
    if by:
        return _excepted(finding, [by])
    told = tuple(
        f"the exception for {one.unmanaged} is for one object, and {named[one.unmanaged]} bear the name: it covers none"
        for one in about
    )
    return replace(finding, notes=(*finding.notes, *told))


def _excepted(finding: Finding, exceptions: Sequence[PlannedException]) -> Finding:
    told = "; ".join(dict.fromkeys(_told(one) for one in exceptions))
    return replace(finding, status=Status.EXCEPTED, reason=Reason.EXCEPTION, explanation=told)


def _told(one: PlannedException) -> str:
    return f"accepted by {one.owner} until {one.expires.isoformat()}: {one.reason}"
