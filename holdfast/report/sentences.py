"""Says coverage and verdict in plain sentences. Every number comes from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.status import Status
from holdfast.report.coverage import all_read
from holdfast.report.text import counted, listed
from holdfast.report.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.model.finding import DriftResult
    from holdfast.report.coverage import Coverage

_DRIFT = {
    Status.DRIFTED: ("was changed", "were changed"),
    Status.MISSING: ("is missing", "are missing"),
    Status.UNMANAGED: (
        "is in the tenant without being in the plan",
        "are in the tenant without being in the plan",
    ),
}
_LIMITED = {
    Verdict.NOT_POSSIBLE: (
        "is not possible with the tenant's licences and protects nobody",
        "are not possible with the tenant's licences and protect nobody",
    ),
    Verdict.FOR_NOBODY: (
        "excludes everybody whom a rule is for: nobody is left to judge",
        "exclude everybody whom a rule is for: nobody is left to judge",
    ),
    Verdict.WATCHING: ("is in report-only and stops nobody yet", "are in report-only and stop nobody yet"),
    Verdict.TOO_LITTLE: (
        "is agreed to be too little for what it is to bring about",
        "are agreed to be too little for what they are to bring about",
    ),
    Verdict.OFF: ("is switched off and protects nobody", "are switched off and protect nobody"),
}


def coverage_sentence(seen: Coverage) -> str:
    """Return how many objects were read and how many were not."""
    if not seen.total:
        return "Nothing was checked."
    parts = [f"{seen.read} of {counted(seen.total, 'object')} {_was(seen.read)} read"]
    if seen.attested:
        parts.append(f"{seen.attested} {_was(seen.attested)} attested and not looked at")
    if seen.unread:
        parts.append(f"{len(seen.unread)} {_was(len(seen.unread))} not")
    if seen.not_applicable:
        parts.append(f"{seen.not_applicable} cannot apply to this tenant")
    return f"{', '.join(parts)}."


def verdict_sentences(
    result: DriftResult, verdict: Verdict, controls: Sequence[Verdict], *, silent: int
) -> tuple[str, ...]:
    """Return the verdict on the tenant in one sentence, then what limits it.

    Args:
        result: One client's check.
        verdict: The verdict on the tenant.
        controls: The verdict on each control.
        silent: How many controls have no finding at all.
    """
    whole = all_read(result).capitalize()
    unread, accepted = result.count(Status.UNKNOWN), result.count(Status.EXCEPTED)
    first = {
        Verdict.NOT_MET: f"The tenant is not as agreed: {_drift(result)}.",
        Verdict.NOT_KNOWN: f"No verdict is possible: {listed(_gaps(unread, silent))}. {_rest(result)}",
        Verdict.NOT_POSSIBLE: "Not all of the plan is possible with the tenant's licences; the rest is as agreed.",
        Verdict.FOR_NOBODY: "The client's settings leave a rule nobody to judge; the rest is as agreed.",
        Verdict.ACCEPTED: f"{whole}. The tenant is as agreed but for "
        f"{counted(accepted, 'accepted deviation')}.",
        Verdict.MET: f"{whole}, and the tenant is as agreed.",
    }[verdict]
    limits = []
    if verdict is Verdict.NOT_MET and (unread or silent):
        limits.append(f"There may be more: {listed(_gaps(unread, silent))}.")
    if accepted and verdict is not Verdict.ACCEPTED:
        more = "deviation is" if accepted == 1 else "deviations are"
        limits.append(f"{accepted} further {more} accepted with an end date.")
    for limited, (one, many) in _LIMITED.items():
        if number := sum(control is limited for control in controls):
            limits.append(f"{counted(number, 'control')} {one if number == 1 else many}.")
    return (first, *limits)


def _drift(result: DriftResult) -> str:
    """Return `2 objects were changed, 1 is missing and 1 is in the tenant without being in the plan`."""
    parts: list[str] = []
    for status, (one, many) in _DRIFT.items():
        if number := result.count(status):
            subject = str(number) if parts else counted(number, "object")
            parts.append(f"{subject} {one if number == 1 else many}")
    return listed(parts)


def _gaps(unread: int, silent: int) -> list[str]:
    gaps = [f"{counted(unread, 'object')} could not be read"] if unread else []
    gaps += [f"{counted(silent, 'control')} gave no answer"] if silent else []
    return gaps or ["nothing was checked"]


def _rest(result: DriftResult) -> str:
    """Return what there is to say of the rest, after the gaps."""
    read = len(result.findings) - result.count(Status.UNKNOWN)
    rest = "What was read is as agreed, but for what was accepted." if result.count(Status.EXCEPTED) else ""
    return (rest or "What was read is as agreed.") if read else "Nothing was read."


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
