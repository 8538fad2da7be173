"""Narrows a check to what is wanted of it, with all that is left out beside it. Pure functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.drift.accepted import except_accepted
from holdfast.drift.gate import gate
from holdfast.drift.order import in_order
from holdfast.drift.select import parted
from holdfast.drift.since import named, raise_if_of_another, split
from holdfast.gates import expiry
from holdfast.kinds.registry import kinds
from holdfast.model.control import FailOn
from holdfast.model.finding import DriftResult, View
from holdfast.model.fingerprint import stamped
from holdfast.model.plan import PlanWarning
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from holdfast.drift.recording import Recording
    from holdfast.model.control import DescribedControl
    from holdfast.model.plan import PlannedException
    from holdfast.model.wanted import Wanted


def accepted(
    result: DriftResult,
    recording: Recording,
    wanted: Wanted,
    unread: tuple[str, ...],
    today: date,
) -> DriftResult:
    """Return the whole check with what files accept, and with warnings of the file beside the client's.

    Args:
        result: of the whole check, with nothing excepted yet.
        recording: of the client.
        wanted: with a selection that is meant.
        unread: ids of the controls of which something was not read, because it is not wanted.
        today: on which what is accepted must still hold.
    """
    result = _accepted(stamped(result, recording.controls), recording, wanted, today)
    warnings = (*result.warnings, *_of_file(wanted.accepted, result, today, whole=not unread))
    return replace(result, warnings=warnings)


def narrowed(
    result: DriftResult, recording: Recording, wanted: Wanted, unread: tuple[str, ...]
) -> DriftResult:
    """Return the part of a check that is wanted, and the exit code that was asked for.

    Args:
        result: as `accepted` returns it.
        recording: of the client.
        wanted: with a selection that is meant.
        unread: ids of the controls of which something was not read, because it is not wanted.

    Raises:
        HoldfastError: `result-of-another`.
    """
    controls = recording.controls
    found = _viewed(result, controls, wanted, unread)
    if wanted.fail_on is FailOn.ANY:
        return found
    return replace(found, gate=gate(found, controls, wanted.fail_on))


def _accepted(result: DriftResult, recording: Recording, wanted: Wanted, today: date) -> DriftResult:
    """Return the result with what the client file and the file beside it accept between them."""
    exceptions = (*recording.plan.exceptions, *wanted.accepted)
    findings = except_accepted(kinds(), result.findings, exceptions, today)
    return replace(result, findings=in_order(findings))


def _viewed(
    result: DriftResult, controls: Sequence[DescribedControl], wanted: Wanted, unread: tuple[str, ...]
) -> DriftResult:
    """Return the result with what is shown of it, and all that is not beside it."""
    if not wanted.selection and wanted.since is None:
        return result
    parts = parted(kinds(), wanted.selection, result.findings, controls)
    view = View(
        selected=wanted.selection.words, findings=parts.others, controls=parts.controls, unread=unread
    )
    if wanted.since is None:
        return replace(result, findings=parts.findings, view=view)
    raise_if_of_another(wanted.since, result)
    new, known = split(wanted.since, parts.findings)
    return replace(
        result, findings=in_order(new), view=replace(view, since=named(wanted.since, result), known=known)
    )


def _of_file(
    accepted: Sequence[PlannedException], result: DriftResult, today: date, *, whole: bool
) -> Iterator[PlanWarning]:
    """Yield warnings of what the file accepts that ends soon, is over, or is for nothing any more."""
    yield from expiry.told(accepted, today)
    if not whole or any(one.status is Status.UNKNOWN for one in result.findings):
        return
    prints = {one.fingerprint for one in result.findings}
    prints |= {each.fingerprint for one in result.findings for each in one.differences}
    gone = [one for one in accepted if one.deviation and one.deviation.fingerprint not in prints]
    if gone and (first := gone[0].deviation):
        told = f"what is accepted of {first.object}{expiry.and_more(gone[1:])} is there no more"
        remedy = "remove the entries" if len(gone) > 1 else "remove the entry"
        yield PlanWarning("accepted-for-nothing", f"{told}: {remedy}", gone[0].place)
