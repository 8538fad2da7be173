"""Whether Microsoft 365 Backup still has a copy of something as it was within a time.

Restore points, as research notes data-loss 4.3 and K1 have them (verified): every ten minutes for two weeks, in
Exchange for as long as points are kept; weekly for the policy's period, which counts from each point. Deleting what is
backed up, its account, or the unit shortens nothing. Assumed: the first point is a weekly one, and of something that is
in no policy any longer the longest period of its workload counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.backup_restore.state import Moment, policies_of, unit_id
from holdfast.emulator.graph.backup_restore.workloads import WORKLOADS, Workload

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

EXCHANGE, ONEDRIVE, _ = WORKLOADS
_OFTEN, _OFTEN_FOR, _WEEKLY = timedelta(minutes=10), timedelta(days=14), timedelta(days=7)
_WEEKLY_INTERVAL = "R/P1W"
_DEFAULT_DAYS = 365


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
    before = now if left is None else datetime.fromisoformat(left)
    period = timedelta(days=_days(tenant, workload))
    often_for = period if workload is EXCHANGE else _OFTEN_FOR
    return any(
        _first_point(begins, step, max(first, now - kept)) < min(before, ends)
        for begins, ends in Moment(tenant, workload).spans(unit)
        for step, kept in ((_OFTEN, often_for), (_WEEKLY, period))
    )


def _first_point(begins: datetime, step: timedelta, lower: datetime) -> datetime:
    """The first of the moments that begin with `begins` and come every `step`, from `lower` on."""
    return begins if lower <= begins else begins - ((begins - lower) // step) * step


def _days(tenant: Tenant, workload: Workload) -> int:
    periods = [
        _in_days(setting)
        for policy in policies_of(tenant, workload)
        for setting in policy["retentionSettings"]
        if setting["interval"] == _WEEKLY_INTERVAL
    ]
    return max(periods, default=_DEFAULT_DAYS)


def _in_days(setting: dict[str, Any]) -> int:
    """Days of a period: "P1Y" of a policy that nobody gave one, else "P365D"."""
    period = str(setting["period"])
    return _DEFAULT_DAYS * int(period[1:-1]) if period.endswith("Y") else int(period[1:-1])
