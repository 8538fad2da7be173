"""Shows what the engine does, one line a step, and asks where only a person can answer."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Self

from rich.text import Text

from holdfast.apply.event import QUIET, UNSEEN, Diagnostic, StepEvent
from holdfast.apply.plan import Act, begun, in_tenant, warnings
from holdfast.apply.stack import NOT_A_REASON
from holdfast.model.urn import name_of, token_of
from holdfast.report.console import open_console
from holdfast.report.text import visible, visible_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.apply.gates.consent import Ask
    from holdfast.apply.plan import ApplyPlan

_DONE = {
    "create": "created",
    "update": "updated",
    "delete": "deleted",
    "import": "taken over",
    "refresh": "read",
    "replace": "replaced",
    "create-replacement": "replaced",
    "delete-replaced": "old one deleted",
    "discard": "left in the tenant",
    "remove-pending-replace": "forgotten",
    "import-replacement": "taken over",
    "read": "read",
    UNSEEN: "looked for first",
}
_KEPT = "left in the tenant"


class Progress:
    """A spinner with the current step; finished changes stay above it."""

    def __init__(self, *, planned: bool = False) -> None:
        """Write to standard error, so that standard output holds results only; `planned` shows a preview's steps."""
        self._console = open_console(stderr=True)
        self._status = self._console.status("starting")
        self._planned = planned
        self.kept: frozenset[str] = frozenset()
        """URNs of what stays in the tenant when its code goes."""
        self.counts: Counter[str] = Counter()
        """Steps shown so far, by the word they were shown with."""

    def __enter__(self) -> Self:
        """Start the spinner; in a pipeline nothing moves and only lines are written."""
        self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the spinner."""
        self._status.stop()

    def say(self, line: str) -> None:
        """Say what is being done now."""
        self._status.update(Text(line))
        if not self._console.is_terminal:
            self._console.print(line, markup=False, soft_wrap=True)

    def on_event(self, event: StepEvent | Diagnostic) -> None:
        """Show one event of the engine, where it says something."""
        if isinstance(event, StepEvent):
            if event.done != self._planned:
                self._show(event)
            if not event.done:
                self._status.update(Text(f"{event.operation} {_name(event)}"))
        elif event.severity in {"error", "warning"}:
            self._diagnose(event)

    def show_plan(self, plan: ApplyPlan) -> None:
        """Say what protects less afterwards, or means something else, before it is done; remember what stays."""
        self.kept |= {step.urn for step in plan.of(Act.LEFT)}
        for line in warnings(plan):
            self._console.print(visible(f"  {line}"), markup=False, soft_wrap=True)

    def pause(self) -> None:
        """Stop the spinner while a question is asked."""
        self._status.stop()

    def _diagnose(self, diagnostic: Diagnostic) -> None:
        message = visible_lines(diagnostic.message.strip())
        if not message or "from $PATH at" in message or NOT_A_REASON.fullmatch(message):
            return
        about = "" if not diagnostic.urn or "::pulumi:" in diagnostic.urn else f"{_name(diagnostic)}: "
        self._console.print(f"{diagnostic.severity}: {about}{message}", markup=False, soft_wrap=True)

    def _show(self, event: StepEvent) -> None:
        operation, urn = event.operation, event.urn
        if operation in QUIET or not in_tenant(urn):
            return
        if operation == "create" and begun(token_of(urn)) is Act.CHANGED:
            operation = "update"
        word = _KEPT if operation == "delete" and urn in self.kept else _DONE.get(operation, operation)
        self.counts[word] += 1
        line = f"  {'to be ' if self._planned else ''}{word:<20} {_name(event)}"
        self._console.print(line, markup=False, soft_wrap=True)


def asking(progress: Progress) -> Ask:
    """Return what asks in the terminal; no, where nobody can answer."""

    def ask(question: str, about: Sequence[str]) -> bool:
        if not sys.stdin.isatty():
            return False
        import typer

        progress.pause()
        told = "\n".join(visible(f"  {line}") for line in about)
        return typer.confirm(f"{told}\n{question}")

    return ask


def changes_sentence(counts: Mapping[str, int], *, would: bool = False) -> str:
    """Return the steps that were shown as a sentence."""
    if not counts:
        return "Nothing to change." if would else "Nothing changed."
    told = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
    return f"{'To be done' if would else 'Done'}: {told}."


def _name(told: StepEvent | Diagnostic) -> str:
    """Return the logical name of what is told of."""
    return name_of(told.urn)
