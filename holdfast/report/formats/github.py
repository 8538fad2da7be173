"""A check's result as annotations of a workflow run: commands that a step prints, one a line.

No text of a tenant ends a command or begins another: what would is escaped. Source of the escapes: `escapeData` and
`escapeProperty` of `packages/core/src/command.ts` in actions/toolkit (2026-11-26).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.control import Severity
from holdfast.model.status import ExitCode, Status
from holdfast.model.value_class import value_class
from holdfast.report.causes import causes
from holdfast.report.closing import closing
from holdfast.report.inline import cut
from holdfast.report.left_out import settings_limits
from holdfast.report.published import published
from holdfast.report.rows import Row, rows
from holdfast.report.simulation import notice
from holdfast.report.text import counted, visible
from holdfast.report.worst import badness_of_row, drift_worst_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holdfast.model.report import ReportInput
    from holdfast.report.published import PublishedFinding

_SHOWN = 10
"""Annotations of one level that a step shows; the rest is dropped without a word (assumed, 2026-11-26)."""
_TITLE = 200
_MESSAGE = 2_000
"""Characters."""
_WORST = frozenset({Severity.CRITICAL, Severity.HIGH, None})
"""What is drift under these is an error; None is what no control declares."""
_FIRST = frozenset({Severity.CRITICAL, None})


@value_class
class _Annotation:
    level: str
    title: str
    message: str


def _annotations(given: ReportInput) -> Iterator[_Annotation]:
    """Yield them in the order in which they are printed."""
    result = given.result
    if told := notice(result.cloud):
        yield _Annotation("notice", "Holdfast", told)
    level = {ExitCode.IN_SYNC: "notice", ExitCode.DRIFT: "error"}.get(result.answer, "warning")
    yield _Annotation(level, f"Holdfast: {result.client}", " ".join(closing(result)))
    found = published(given)
    drift = drift_worst_first(found)
    folded = sum(1 for _ in rows(drift)) >= _SHOWN
    # What was not read may hide anything but what is the worst already.
    yield from (each for one in drift if one.severity in _FIRST for each in _of_drift(one, folded=folded))
    for cause in causes(found):
        hidden = ", ".join(one.name for one in cause.findings)
        why = cause.explanation or cause.reason
        yield _Annotation(
            "error", f"Not read: {counted(len(cause.findings), 'object')}", f"{why}; it hides {hidden}"
        )
    yield from (each for one in drift if one.severity not in _FIRST for each in _of_drift(one, folded=folded))
    for warning in result.warnings:
        yield _Annotation("warning", "Holdfast", str(warning))
    for control, limit, sentence in settings_limits(result, given.controls):
        yield _Annotation("notice", f"{limit.label}: {control.id}", sentence)
    for row in rows(one for one in found if one.status is Status.EXCEPTED):
        by = f" ({row.finding.explanation})" if row.difference else ""
        yield _Annotation("notice", "Accepted", f"{row.sentence}{by}")


def _of_drift(finding: PublishedFinding, *, folded: bool) -> Iterator[_Annotation]:
    """Yield one for each property that differs; `folded`, one for all, so that no rule takes the others' places."""
    own = sorted(rows([finding]), key=badness_of_row)
    if not folded or len(own) == 1:
        yield from map(_of_row, own)
        return
    first = _of_row(own[0])
    more = counted(len(own) - 1, "property", "properties")
    yield replace(first, title=f"{first.title} (and {more} more)")


def _of_row(row: Row) -> _Annotation:
    level = "notice" if row.accepted else "error" if row.finding.severity in _WORST else "warning"
    title = f"{row.finding.status.value} {row.finding.control or row.finding.kind}"
    return _Annotation(level, title, row.told)


def _bounded(annotations: Iterable[_Annotation]) -> Iterator[_Annotation]:
    """Yield as many of each level as a step shows; the last of them says how many more there are."""
    every = list(annotations)
    total, seen = Counter(one.level for one in every), Counter[str]()
    for one in every:
        seen[one.level] += 1
        if seen[one.level] < _SHOWN or total[one.level] == _SHOWN:
            yield one
        elif seen[one.level] == _SHOWN:
            more = total[one.level] - _SHOWN + 1
            yield _Annotation(
                one.level, "Holdfast", f"and {more} more of this level: see the JSON or the HTML"
            )


def _line(one: _Annotation) -> str:
    title = _escaped(cut(one.title, _TITLE)).replace(":", "%3A").replace(",", "%2C")
    return f"::{one.level} title={title}::{_escaped(cut(one.message, _MESSAGE))}\n"


def _escaped(text: str) -> str:
    """Return text in a command: no line ends in it, whose ends are written out as hidden characters are."""
    return visible(text).replace("%", "%25")


@value_class
class GitHubFormat:
    """Workflow commands: print the file in a step."""

    name: str = "github"
    suffix: str = ".annotations"

    def render(self, given: ReportInput) -> bytes:
        """Return the lines."""
        return "".join(_line(one) for one in _bounded(_annotations(given))).encode()


FORMAT = GitHubFormat()
