"""The last line of a check: how it stands, in one word and one sentence. Accepted deviations are never left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from holdfast.report.coverage import all_read, was_read
from holdfast.report.text import counted

if TYPE_CHECKING:
    from holdfast.model.finding import DriftResult, View


def closing(result: DriftResult) -> tuple[str, str]:
    """Return how a check stands: `In sync:` and what that means, with what of it is not shown, or fails nothing."""
    if result.view is None and result.gate is None:
        return _whole(result)
    from holdfast.report.part import gated, part

    word, sentence = _whole(result) if result.view is None else _shown(result, result.view)
    return word, "; ".join(filter(None, [sentence, gated(result), part(result)]))


def _shown(result: DriftResult, view: View) -> tuple[str, str]:
    """Return how the part stands that is shown, in words that nobody takes for the whole."""
    word, sentence = _whole(result)
    if result.answer == ExitCode.NO_ANSWER and not result.findings:
        return "No answer:", "nothing that was asked for was checked"
    if result.answer:
        return word, sentence
    accepted, read = _accepted(result), was_read(result)
    if view.since:
        besides = f"; besides, {accepted}" if accepted else ""
        return "Nothing new:", f"everything that was asked for {read}, and all drift in it is known{besides}"
    if accepted:
        return (
            f"In sync in part but for {accepted}:",
            f"what is shown {read} and the rest of it is as declared",
        )
    return "In sync in part:", f"what is shown {read} and is as declared"


def _accepted(result: DriftResult) -> str:
    """Return how many deviations are accepted; empty where none is."""
    number = result.count(Status.EXCEPTED)
    return counted(number, "accepted deviation") if number else ""


def _whole(result: DriftResult) -> tuple[str, str]:
    accepted = _accepted(result)
    besides = f"; besides, {accepted}" if accepted else ""
    if any(finding.status in DRIFT for finding in result.findings):
        counts = (
            f"{result.count(status)} {status.value}" for status in sorted(DRIFT) if result.count(status)
        )
        unread = result.count(Status.UNKNOWN)
        # Less drift than yesterday is no good news where it could not be looked for.
        hidden = f", and {counted(unread, 'object')} not read" if unread else ""
        return "Drift:", f"{', '.join(counts)}{hidden}{besides}"
    if all(finding.status is Status.UNKNOWN for finding in result.findings):
        return "No answer:", "nothing could be read"
    if result.count(Status.UNKNOWN):
        return "No full answer:", f"what was read is in sync, the rest is unknown{besides}"
    if accepted:
        return f"In sync but for {accepted}:", f"{all_read(result)} and the rest is as declared"
    return "In sync:", f"{all_read(result)} and is as declared"
