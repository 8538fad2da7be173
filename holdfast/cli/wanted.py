"""What the options of a check ask for beside the check itself. Loaded only where one of them is given."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from holdfast.model.wanted import Selection, Wanted

if TYPE_CHECKING:
    from holdfast.cli.asked import Asked, Files
    from holdfast.model.plan import PlannedException


def wanted(client: str, asked: Asked, files: Files, *, everything: bool) -> Wanted:
    """Return what they ask for, the files among them read.

    Raises:
        InputErrors: for mistakes in the file of accepted deviations.
        HoldfastError: `result-unusable`.
    """
    earlier, agreed = files
    accepted: tuple[PlannedException, ...] = ()
    since = None
    if agreed is not None:
        from holdfast.plan.accepted_file import accepted_in

        accepted = accepted_in(agreed, client, datetime.now(UTC).date())
    if earlier is not None:
        from holdfast.drift.earlier import earlier_result

        since = earlier_result(earlier)
    return Wanted(
        selection=Selection(asked.controls, asked.duties, asked.severities, asked.frameworks),
        accepted=accepted,
        since=since,
        fail_on=asked.fail_on,
        everything=everything,
    )
