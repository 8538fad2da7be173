"""A check's result as a comment on a pull request: the verdict first, then what differs, in as much as a comment holds.

Whatever a tenant's text contains stands in code spans: it links nothing, mentions nobody, and opens no table or tag.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.report.causes import Cause, causes
from holdfast.report.closing import closing
from holdfast.report.code_span import code
from holdfast.report.coverage import coverage
from holdfast.report.inline import told_sides
from holdfast.report.left_out import settings_limits
from holdfast.report.published import published
from holdfast.report.sentences import coverage_sentence
from holdfast.report.simulation import notice
from holdfast.report.text import counted
from holdfast.report.worst import drift_worst_first, open_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.model.report import ReportInput
    from holdfast.report.published import PublishedDifference, PublishedFinding

MOST = 65_000
"""Characters of the whole; a comment on GitHub takes 65,536 (assumed, 2026-11-26)."""
_SENTENCE = 1_000
"""Characters shown of one sentence that quotes a tenant."""
_SHOWN = 20
"""Properties shown of one object, and objects of one cause; the rest is counted."""
_ENTRY = 20_000
"""Characters of one entry: no object of a tenant, whatever is in its names, leaves no room for the others."""
_RESERVED = 300
"""Characters kept for the line that counts what is left out."""


def _head(given: ReportInput) -> str:
    result = given.result
    word, sentence = closing(result)
    told = notice(result.cloud)
    checked = f"Checked at {code(result.checked_at)} against {code(result.baseline)}."
    return "\n".join(
        [
            f"### Holdfast: {code(result.client)} ({code(result.tenant)})",
            "",
            *([f"> {told}", ""] if told else []),
            f"**{word}** {sentence}",
            "",
            f"{coverage_sentence(coverage(result))} {checked}",
        ]
    )


def _entries(given: ReportInput) -> Iterator[tuple[str, str]]:
    """Yield heading and text of everything that is told, what matters most first."""
    found = published(given)
    for one in drift_worst_first(found):
        yield "Drift", _finding(one)
    for cause in causes(found):
        yield "Not read", _unread(cause)
    for warning in given.result.warnings:
        yield "Warnings", f"- Warning: {code(str(warning), _SENTENCE)}"
    for control, limit, sentence in settings_limits(given.result, given.controls):
        yield limit.label, f"- Control {code(control.id)}: {code(sentence, _SENTENCE)}"
    for one in found:
        if one.status in {Status.EXCEPTED, Status.NOT_APPLICABLE, Status.EXCEEDS}:
            yield "Besides", _finding(one)


def _finding(one: PublishedFinding) -> str:
    of_control = f" of {code(one.control)}" if one.control else ""
    severity = f", {one.severity.value}" if one.severity else ""
    lines = [f"- **{one.status.value}** {code(one.name)} ({code(one.kind)}{of_control}{severity})"]
    if one.explanation:
        lines.append(f"  - Told: {code(one.explanation, _SENTENCE)}")
    if one.ranking:
        lines.append(f"  - What it can do: {code(one.ranking, _SENTENCE)}")
    lines += [_difference(each) for each in open_first(one.differences)[:_SHOWN]]
    if len(one.differences) > _SHOWN:
        lines.append(f"  - and {counted(len(one.differences) - _SHOWN, 'property', 'properties')} more")
    lines += [f"  - Note: {code(each, _SENTENCE)}" for each in one.notes[:_SHOWN]]
    if one.made:
        lines.append(f"  - Made by {code(one.made.actor)} at {code(one.made.time)}")
    if one.change:
        lines.append(f"  - Changed by {code(one.change.actor)} at {code(one.change.time)}")
    elif one.not_attributable:
        lines.append(f"  - Not attributable: {code(one.not_attributable, _SENTENCE)}")
    if one.drift:
        lines.append(f"  - {one.remediation.sentence}")
    return "\n".join(lines)


def _difference(one: PublishedDifference) -> str:
    expected, found = told_sides(one.expected, one.found)
    note = f" ({code(one.note)})" if one.note else ""
    who = f", changed by {code(one.change.actor)} at {code(one.change.time)}" if one.change else ""
    return f"  - Property {code(one.path)}: expected {code(expected)}, found {code(found)}{note}{who}"


def _unread(cause: Cause) -> str:
    why = f" ({code(cause.explanation, _SENTENCE)})" if cause.explanation else ""
    lines = [f"- **{Status.UNKNOWN.value}** for {cause.reason or 'a reason that is not known'}{why}"]
    lines += [f"  - Hides {code(one.name)} ({code(one.kind)})" for one in cause.findings[:_SHOWN]]
    if len(cause.findings) > _SHOWN:
        lines.append(f"  - and {len(cause.findings) - _SHOWN} more")
    return "\n".join(lines)


def fitted(head: str, entries: Sequence[tuple[str, str]]) -> str:
    """Return the head and as many entries as the comment holds, with the number of those that it does not."""
    parts, room, last = [head], MOST - len(head) - _RESERVED, ""
    for number, (heading, whole) in enumerate(entries):
        text = _shortened(whole)
        part = text if heading == last else f"\n#### {heading}\n\n{text}"
        if len(part) + 1 > room:
            left = counted(len(entries) - number, "entry", "entries")
            parts.append(
                f"\n**{left} left out:** a comment holds no more. The JSON and the HTML have all of them."
            )
            break
        parts.append(part)
        room, last = room - len(part) - 1, heading
    return "\n".join(parts) + "\n"


def _shortened(entry: str) -> str:
    """Return as many lines of an entry as one may have, with the number of those that it has besides."""
    if len(entry) <= _ENTRY:
        return entry
    lines, kept = entry.split("\n"), 0
    room = _ENTRY - _RESERVED
    while len(lines[kept]) < room:
        room -= len(lines[kept]) + 1
        kept += 1
    return "\n".join([*lines[:kept], f"  - and {counted(len(lines) - kept, 'line')} more"])


@value_class
class MarkdownFormat:
    """A comment in GitHub's Markdown of at most `MOST` characters."""

    name: str = "markdown"
    suffix: str = ".md"

    def render(self, given: ReportInput) -> bytes:
        """Return the comment."""
        return fitted(_head(given), list(_entries(given))).encode()


FORMAT = MarkdownFormat()
