"""Many clients as a comment or a job's summary: what nobody can overlook first, in as much as a comment holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class
from holdfast.report.code_span import code
from holdfast.report.formats.markdown import fitted
from holdfast.report.many.summary import STATES
from holdfast.report.many.words import cause_head, drift_head, duties_of, duty_counts, some_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.report.many.line import ClientLine
    from holdfast.report.many.summary import SharedCause, Summary

_SENTENCE = 1_000
"""Characters shown of one sentence that quotes a tenant."""


def _entries(given: Summary) -> Iterator[tuple[str, str]]:
    """Yield heading and text of everything that is told, what matters most first."""
    for note in given.notes:
        yield "Notes", f"- {code(note, _SENTENCE)}"
    for one in given.unreached:
        yield "Not reached", _cause(one, ", ".join(one.clients))
    for one in given.causes:
        yield "Not read", _cause(one, some_of(one.clients))
    for shared in given.drift:
        yield "Drift", f"- {code(drift_head(shared))}\n  - {code(some_of(shared.clients), _SENTENCE)}"
    for duty, counts in given.duties:
        yield "Duties", f"- {duty.label}: {duty_counts(counts)}"
    for line in given.worst_first:
        yield "Clients", _client(line)


def _cause(one: SharedCause, clients: str) -> str:
    return f"- **{cause_head(one)}**: {code(one.sentence, _SENTENCE)}\n  - {code(clients, _SENTENCE)}"


def _client(line: ClientLine) -> str:
    duties = duties_of(line)
    return (
        f"- **{STATES[line.state]}** {code(line.client)}{line.mark}: {code(line.told, _SENTENCE)}"
        f"{f' ({duties})' if duties else ''}"
    )


@value_class
class MarkdownOfMany:
    """GitHub's Markdown, no longer than a comment may be."""

    name: str = "markdown"

    def render(self, given: Summary) -> bytes:
        """Return the comment."""
        head = [f"### Holdfast: {given.headline}", *([f"\n> {given.notice}"] if given.notice else [])]
        return fitted("\n".join(head), list(_entries(given))).encode()


FORMAT = MarkdownOfMany()
