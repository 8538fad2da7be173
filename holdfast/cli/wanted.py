"""What the options of a check ask for beside the check itself. Loaded only where one of them is given."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from holdfast.model.wanted import Wanted

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.control import FailOn
    from holdfast.model.plan import PlannedException
    from holdfast.model.wanted import Selection

Files = tuple["Path | None", "Path | None"]
"""An earlier result, and a file of accepted deviations; None for what there is not."""


def wanted(client: str, selection: Selection, files: Files, fail_on: FailOn, *, everything: bool) -> Wanted:
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
        selection=selection,
        accepted=accepted,
        since=since,
        meant=since.meant if since else {},
        fail_on=fail_on,
        everything=everything,
    )
