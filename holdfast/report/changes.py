"""What is not as it was in the round before. Pure functions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.model.status import Status
from holdfast.report.closing import closing
from holdfast.report.json_text import as_json
from holdfast.report.published import published
from holdfast.report.rows import rows
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.model.report import ReportInput
    from holdfast.report.published import PublishedFinding

_OF_THE_MOMENT = frozenset({"checkedAt", "change", "made", "notAttributable"})
"""What may be another in each round although nothing changed: logs are late."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a watch."""

    findings: Mapping[str, PublishedFinding]
    """By fingerprint, in the order of the check."""
    closing: str
    warnings: tuple[str, ...]


def round_of(given: ReportInput) -> Round:
    """Return what a round found."""
    return Round(
        {f"{one.fingerprint} {one.id}": one for one in published(given)},
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


def _changes(before: Round, after: Round) -> Iterator[str]:
    for key, one in after.findings.items():
        old = before.findings.get(key)
        if old is None and one.status is Status.IN_SYNC:
            continue
        if old is None or _said(old) != _said(one):
            was = f" (was {old.status.value})" if old is not None and old.status is not one.status else ""
            for row in rows([one]):
                yield f"{one.status.value}{was}  {'. '.join(filter(None, [row.sentence, row.who]))}"
    for key, one in before.findings.items():
        if key not in after.findings and one.status is not Status.IN_SYNC:
            yield f"GONE (was {one.status.value})  {one.name}"
    for warning in after.warnings:
        if warning not in before.warnings:
            yield f"Warning: {warning}"


def _said(one: PublishedFinding) -> str:
    said = {name: value for name, value in as_json(one).items() if name not in _OF_THE_MOMENT}
    for each in said["differences"]:
        for name in _OF_THE_MOMENT & each.keys():
            del each[name]
    return json.dumps(said, sort_keys=True, default=str)
