"""What a copy in Microsoft 365 Backup changes: what goes is kept by it until its last restore point goes (K1, K2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from holdfast.grace.telling import end
from holdfast.model.horizon import Fate
from holdfast.model.keeper import Keeper

if TYPE_CHECKING:
    from holdfast.grace.facts import Copy
    from holdfast.grace.periods import Periods
    from holdfast.model.horizon import Item

BACKUP = "Microsoft 365 Backup"
"""Sort of what keeps data by a copy; its name is that of the policy."""
_RESTORE = "restore it from Microsoft 365 Backup before that day if it is still needed"


def with_copy(item: Item, copy: Copy | None, periods: Periods) -> Item:
    """Return an item as it is with a copy: kept by it as long as that is there, besides what keeps it anyway."""
    if copy is None:
        return item
    rule, until = "K1", copy.expires.astimezone(UTC).date()
    taken_out = None if copy.offboarded is None else end(copy.offboarded, periods["K2"].days)
    if taken_out is not None and taken_out <= until:
        rule, until = "K2", taken_out
    keeper = Keeper(BACKUP, copy.policy)
    if item.fate is Fate.KEPT:
        # Without an end it is kept for as long as that stays; the copy is told because it would keep it then.
        last = None if item.lost_from is None else max(item.lost_from, until)
        told = f"{item.explanation}; a copy is kept until {until}"
        return replace(item, kept_by=(*item.kept_by, keeper), lost_from=last, explanation=told)
    if item.lost_from is not None and until <= item.lost_from:
        return replace(item, explanation=f"{item.explanation}; its copy in {BACKUP} is gone from {until}")
    gone = f"itself gone from {item.lost_from}" if item.lost_from else "itself gone, nobody can say from when"
    return replace(
        item,
        rule=rule,
        fate=Fate.KEPT,
        lost_from=until,
        kept_by=(keeper,),
        explanation=f"{item.explanation}; {gone} by {item.rule}, and kept as its last restore point has it",
        to_do=_RESTORE,
    )
