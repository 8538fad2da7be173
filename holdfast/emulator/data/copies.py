"""Whether Microsoft 365 Backup still has a copy of something as it was within a time, by its restore points."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from holdfast.emulator.graph.backup_restore.state import Moment, unit_id

if TYPE_CHECKING:
    from holdfast.emulator.graph.backup_restore.workloads import Workload
    from holdfast.emulator.tenant import Tenant


def has_copy(tenant: Tenant, workload: Workload, name: str, born: str, left: str | None) -> bool:
    """Whether a point is kept that was taken from `born` on and before `left`.

    Args:
        tenant: where.
        workload: whose backup.
        name: what is protected, as its unit names it.
        born: the moment from which on it is in the backup, as Graph writes it.
        left: the moment from which on it is not; None where it still is.
    """
    unit = tenant.store.get(workload.collection, unit_id(tenant, workload, name))
    if unit is None:
        return False
    now, first = tenant.now(), datetime.fromisoformat(born)
    before, moment = now if left is None else datetime.fromisoformat(left), Moment(tenant, workload)
    return any(
        _first_point(begins, step, max(first, now - kept)) < min(before, ends)
        for begins, ends in moment.spans(unit)
        for step, kept in moment.tiers
    )


def _first_point(begins: datetime, step: timedelta, lower: datetime) -> datetime:
    """The first of the moments that begin with `begins` and come every `step`, from `lower` on."""
    return begins if lower <= begins else begins - ((begins - lower) // step) * step
