"""What is not as it was in the round before. Pure functions."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.report.closing import closing
from holdfast.report.json_text import as_json
from holdfast.report.published import published
from holdfast.report.rows import rows
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from holdfast.model.report import ReportInput
    from holdfast.report.published import PublishedDifference, PublishedFinding

_OF_THE_MOMENT = frozenset({"checkedAt", "change", "made", "notAttributable"})
"""What may be another in each round although nothing changed: logs are late."""


@value_class
class Round:
    """One round of a watch."""

    findings: Mapping[str, PublishedFinding]
    """By fingerprint, in the order of the check; the second of what is there twice bears its number as well."""
    closing: str
    warnings: tuple[str, ...]


def round_of(given: ReportInput) -> Round:
    """Return what a round found."""
    found: dict[str, PublishedFinding] = {}
    times = Counter[str]()
    for one in published(given):
        times[one.fingerprint] += 1
        # Never by its id: what is missing or unread has none, and is the same object all the same.
        found[f"{one.fingerprint} {times[one.fingerprint]}"] = one
    return Round(
        found,
        " ".join(closing(given.result)),
        tuple(map(str, given.result.warnings)),
    )


def told_changes(before: Round, after: Round) -> Iterator[str]:
    """Yield a line for each that came, changed or went, harmless in a terminal; the verdict last."""
    changed = False
    for line in _changes(before, after):
        changed = True
        yield visible(line)
    if changed or before.closing != after.closing:
        yield visible(after.closing)


def gone_on(before: Round, after: Round) -> Round:
    """Return a round for the next one to be compared with: what it may not have seen is in it, as not known."""
    unread = _unread(after)
    hidden = {
        key: replace(one, status=Status.UNKNOWN)
        for key, one in before.findings.items()
        if key not in after.findings and one.type in unread
    }
    return replace(after, findings={**after.findings, **hidden})


def _changes(before: Round, after: Round) -> Iterator[str]:
    for key, one in after.findings.items():
        old = before.findings.get(key)
        if old is None and one.status is Status.IN_SYNC:
            continue
        if old is None or _said(old) != _said(one):
            yield from _of_finding(old, one)
    unread = _unread(after)
    for key, one in before.findings.items():
        if key not in after.findings:
            yield from _not_there(one, unread)
    for warning in after.warnings:
        if warning not in before.warnings:
            yield f"Warning: {warning}"


def _not_there(one: PublishedFinding, unread: Collection[str]) -> Iterator[str]:
    """Yield what there is to say of a finding that this round does not have."""
    # Where its collection was not read whole, it may be there all the same.
    word, as_before = ("UNKNOWN", Status.UNKNOWN) if one.type in unread else ("GONE", Status.IN_SYNC)
    if one.status is not as_before:
        yield f"{word} (was {one.status.value})  {one.name}"


def _unread(one: Round) -> frozenset[str]:
    """Return the type tokens of which something was not read."""
    return frozenset(each.type for each in one.findings.values() if each.status is Status.UNKNOWN)


def _of_finding(old: PublishedFinding | None, one: PublishedFinding) -> Iterator[str]:
    """Yield a line for each property that is not as it was; for the whole where no single one changed."""
    was = f" (was {old.status.value})" if old is not None and old.status is not one.status else ""
    known = {_key(each): _lasting(as_json(each)) for each in old.differences} if old else {}
    every = list(rows([one]))
    new = [row for row in every if row.difference is None or not _is_known(row.difference, known)]
    still = {_key(each) for each in one.differences}
    gone = [each for each in (old.differences if old else ()) if _key(each) not in still]
    if not one.differences:
        gone = []  # the line of the whole says it
    for row in new if new or gone else every:
        yield f"{one.status.value}{was}  {'. '.join(filter(None, [row.sentence, row.who]))}"
    # Of a rule whose members could not all be judged, nobody knows what became of one.
    word = Status.UNKNOWN.value if one.reason else "GONE"
    for each in gone:
        yield f"{word} (was {old.status.value if old else ''})  {one.name}: {each.path}"


def _key(one: PublishedDifference) -> tuple[str, str]:
    return one.fingerprint, one.path


def _is_known(one: PublishedDifference, known: Mapping[tuple[str, str], Any]) -> bool:
    return known.get(_key(one)) == _lasting(as_json(one))


def _said(one: PublishedFinding) -> str:
    said = _lasting(as_json(one))
    said["differences"] = [_lasting(each) for each in said["differences"]]
    return json.dumps(said, sort_keys=True, default=str)


def _lasting(said: dict[str, Any]) -> dict[str, Any]:
    """Return what is said without what may be another in each round although nothing changed."""
    return {name: value for name, value in said.items() if name not in _OF_THE_MOMENT}
