"""What the options of a check ask for beside the check itself. Loaded only where one of them is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from holdfast.model.wanted import Selection, Wanted

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.control import FailOn, Severity
    from holdfast.model.duty import Duty
    from holdfast.model.plan import PlannedException


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """As they were typed."""

    controls: tuple[str, ...]
    duties: tuple[Duty, ...]
    severities: tuple[Severity, ...]
    frameworks: tuple[str, ...]
    accepted: Path | None
    since: Path | None
    fail_on: FailOn
    everything: bool


def wanted(client: str, options: Options) -> Wanted:
    """Return what they ask for, the files among them read.

    Raises:
        InputErrors: for mistakes in the file of accepted deviations.
        HoldfastError: `result-unusable`.
    """
    accepted: tuple[PlannedException, ...] = ()
    since = None
    if options.accepted is not None:
        from holdfast.plan.accepted_file import accepted_in

        accepted = accepted_in(options.accepted, client, datetime.now(UTC).date())
    if options.since is not None:
        from holdfast.drift.earlier import earlier_result

        since = earlier_result(options.since)
    return Wanted(
        selection=Selection(options.controls, options.duties, options.severities, options.frameworks),
        accepted=accepted,
        since=since,
        fail_on=options.fail_on,
        everything=options.everything,
    )
