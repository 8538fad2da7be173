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
    from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    valid = _Exceptions(one for one in exceptions if one.expires >= today)
    over = _Exceptions(one for one in exceptions if one.expires < today)
    about = [valid.about(kinds, finding) for finding in findings]
    meant = Counter(id(one) for own in about for one in own)
    verdicts = []
    for finding, own in zip(findings, about, strict=True):
        single = [one for one in own if meant[id(one)] == 1 or is_pattern(one)]
        judged = _accepted(finding, single)
        if judged.status in DRIFT:
            twice = [one for one in own if meant[id(one)] > 1 and not is_pattern(one)]
            ended = _ended(judged, over.about(kinds, finding))
            notes = (*judged.notes, *_covering_none(judged, own, twice, meant), *ended)
            # What ended for many members of a rule at once is one sentence.
            judged = replace(judged, notes=tuple(dict.fromkeys((*notes, *_changed(judged, single)))))
        verdicts.append(judged)
    return verdicts


class _Exceptions:
    """Exceptions by what they may be about.

    Of those for a deviation there may be as many as a tenant has mailboxes, so they are found by their fingerprint, and
    never asked one by one.
    """

    def __init__(self, exceptions: Iterable[PlannedException]) -> None:
        """Keep them in their order."""
        self._plain: list[PlannedException] = []
        self._by_print: dict[str, list[PlannedException]] = {}
        self._places: dict[int, int] = {}
        for place, one in enumerate(exceptions):
            self._places[id(one)] = place
            if one.deviation is None:
                self._plain.append(one)
            else:
                self._by_print.setdefault(one.deviation.fingerprint, []).append(one)

    def about(self, kinds: Mapping[str, Kind], finding: Finding) -> list[PlannedException]:
        """Return those that are about a finding, in their order, each once."""
        own = dict.fromkeys((finding.fingerprint, *(each.fingerprint for each in finding.differences)))
        found = [one for one in self._plain if means(kinds, one, finding)]
        found += [one for each in own for one in self._by_print.get(each, ())]
        return sorted(found, key=lambda one: self._places[id(one)])

    def of_part(self, fingerprint: str) -> list[PlannedException]:
        """Return those that may cover the part of a finding that has this fingerprint, in their order."""
        found = [*self._plain, *self._by_print.get(fingerprint, ())]
        return sorted(found, key=lambda one: self._places[id(one)])


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
    shared, possible = _shared(finding.differences), _Exceptions(exceptions)
    covering = [
        None if member(one.path) in shared else _covering(finding, one, possible)
        for one in finding.differences
    ]
    noted = list(zip(finding.differences, covering, strict=True))
    if covering and all(covering) and finding.reason is None:
        told = replace(finding, differences=tuple(replace(one, accepted=True) for one, _ in noted))
        used = {id(one) for one in covering}
        return _excepted(told, [one for one in exceptions if id(one) in used])
    told = replace(finding, differences=tuple(_noted(one, by) for one, by in noted))
    # What was not read beside an accepted difference is accepted by nobody.
    return replace(told, status=Status.UNKNOWN) if covering and all(covering) else told


def _covering(finding: Finding, difference: Difference, possible: _Exceptions) -> PlannedException | None:
    own = possible.of_part(difference.fingerprint)
    return next((one for one in own if _covers(one, finding, difference)), None)


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


def _covering_none(
    finding: Finding,
    about: Sequence[PlannedException],
    twice: Iterable[PlannedException],
    meant: Mapping[int, int],
) -> Iterator[str]:
    """Yield why exceptions that are about a finding do not cover it.

    Args:
        finding: the finding.
        about: all of them.
        twice: those among them that are for one object, and name several.
        meant: how many objects each names, by its identity.
    """
    for one in twice:
        told = one.unmanaged or one.object
        yield f"the exception for {told} is for one object, and {meant[id(one)]} bear the name: it covers none"
    said = [written for one in about for written in one.property]
    for name, own in _shared(finding.differences).items():
        if any(covers(written, one.path) for written in said for one in own):
            yield f"the exception for {name} is for one member, and several may bear the name: it covers none"


def _ended(finding: Finding, over: Sequence[PlannedException]) -> Iterator[str]:
    """Yield of each exception whose last day is over what it would have covered of a finding that it is about."""
    drifted = _by_print(each for each in finding.differences if not each.accepted)
    for one in over:
        parts = (None,) if finding.status in _WHOLE else _parts(one, drifted)
        if any(_covers(one, finding, each) for each in parts):
            yield f"an exception of {one.owner} expired on {one.expires.isoformat()}: {one.reason}"


def _changed(finding: Finding, about: Sequence[PlannedException]) -> Iterator[str]:
    """Yield of each deviation that was accepted and is not as it was then that it is drift again."""
    every = _by_print(finding.differences)
    for one in about:
        if one.deviation is None:
            continue
        if not any(_covers(one, finding, each) for each in _parts(one, every) or (None,)):
            what = one.deviation.property or "it"
            yield f"{what} is not as it was when {one.owner} accepted it, or as the file tells it: drift again"


def _by_print(differences: Iterable[Difference]) -> Mapping[str, Sequence[Difference]]:
    found: dict[str, list[Difference]] = {}
    for one in differences:
        found.setdefault(one.fingerprint, []).append(one)
    return found


def _parts(one: PlannedException, by_print: Mapping[str, Sequence[Difference]]) -> Sequence[Difference]:
    """Return the differences that an exception may cover: one for a deviation only those of its fingerprint."""
    if one.deviation is not None:
        return by_print.get(one.deviation.fingerprint, ())
    return [each for own in by_print.values() for each in own]


def _excepted(finding: Finding, exceptions: Sequence[PlannedException]) -> Finding:
    told = "; ".join(dict.fromkeys(_told(one) for one in exceptions))
    return replace(finding, status=Status.EXCEPTED, reason=Reason.EXCEPTION, explanation=told)


def _told(one: PlannedException) -> str:
    return f"accepted by {one.owner} until {one.expires.isoformat()}: {one.reason}"
