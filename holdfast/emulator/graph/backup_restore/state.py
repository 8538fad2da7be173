"""What the tenant keeps of its backup, and what follows from it at a moment: reads compute, and never write.

Times are the tenant's own. A unit is protected a quarter of an hour for each thousand units after it was asked for
(https://learn.microsoft.com/microsoft-365/backup/backup-view-edit-policies, 2025-04-07), and has a restore point every
ten minutes from then on for as long as it is protected and what it protects is there, or until `pointsUntil` where its
backup stands still. Those points are kept for two weeks, in Exchange for the policy's period; weekly ones for that
period everywhere (data-loss 4.3). Deleting what is protected, its account, or the unit shortens nothing: K1
(backup-faq, 2024-07-31; https://learn.microsoft.com/graph/api/resources/restorepoint, read 2026-11-27: backups of
deleted users are maintained and restorable). Assumed: the first point is a weekly one, and the longest period of its
workload counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.backup_restore.workloads import WORKLOADS, Workload
from holdfast.emulator.seeds.ids import stable_id

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_SERVICE = "backup.service"
POLICIES = "backup.policies"
"""The store's collection of the policies of all workloads."""
JOBS = "backup.jobs"
"""The store's collection of bulk jobs."""
BILLING = "backup.billing"
"""The setting that says whether pay-as-you-go billing is set up."""
_EVERY, _OFTEN_FOR, _WEEKLY = timedelta(minutes=10), timedelta(days=14), timedelta(days=7)
_WEEKLY_INTERVAL, _DEFAULT_DAYS = "R/P1W", 365
_A_THOUSAND_TAKE = timedelta(minutes=15)
_THOUSAND = 1000
NEVER_ENABLED = {
    "status": "disabled",
    "disableReason": "none",
    "backupServiceConsumer": "unknown",
    "gracePeriodDateTime": None,
    "restoreAllowedTillDateTime": None,
    "lastModifiedBy": None,
    "lastModifiedDateTime": None,
}


def service_status(tenant: Tenant) -> dict[str, Any]:
    """The wire object `serviceStatus`."""
    return {**NEVER_ENABLED, **(tenant.store.get(_SERVICE, _SERVICE) or {})}


def set_service(tenant: Tenant, **changes: Any) -> dict[str, Any]:
    """Change the service's status and give it back."""
    status = {**service_status(tenant), **changes, "lastModifiedDateTime": tenant.stamp()}
    tenant.store.put(_SERVICE, _SERVICE, status)
    return status


def policies_of(tenant: Tenant, workload: Workload) -> list[dict[str, Any]]:
    """The stored policies of a workload, in the order in which they were made."""
    return [one for one in tenant.store.all(POLICIES) if one["workload"] == workload.policies]


def unit_id(tenant: Tenant, workload: Workload, name: str) -> str:
    """The id of the unit that protects something; the same when it is protected again (assumed)."""
    return stable_id(tenant.domain, workload.unit_type, name.lower())


def stored_unit(tenant: Tenant, unit: str) -> tuple[Workload, dict[str, Any]] | None:
    """A unit by its id, whichever workload it is of."""
    for workload in WORKLOADS:
        found = tenant.store.get(workload.collection, unit)
        if found is not None:
            return workload, found
    return None


def add_unit(tenant: Tenant, workload: Workload, policy: dict[str, Any], name: str) -> dict[str, Any]:
    """Ask for the protection of something by a policy, from now on."""
    key = unit_id(tenant, workload, name)
    kept = tenant.store.get(workload.collection, key) or {}
    unit = {
        "id": key,
        "createdDateTime": tenant.stamp(),
        "error": None,
        "pointsUntil": None,
        **kept,
        "leftDateTime": None,
        workload.names: name,
        "policyId": policy["id"],
        "askedDateTime": tenant.stamp(),
        "lastModifiedDateTime": tenant.stamp(),
        "status": None,
    }
    tenant.store.put(workload.collection, key, unit)
    return unit


def remove_unit(
    tenant: Tenant, workload: Workload, unit: dict[str, Any], *, status: str = "unprotected"
) -> None:
    """End the protection of something; its restore points stay until they expire."""
    made = [one for one in Moment(tenant, workload).spans(unit) if one[0] < one[1]]
    past = dict(zip(("keptFrom", "keptTo"), map(_written, made[0]), strict=True)) if made else {}
    gone = {**unit, **past, "policyId": "", "status": status, "lastModifiedDateTime": tenant.stamp()}
    tenant.store.put(workload.collection, unit["id"], gone)


def note_left(tenant: Tenant, workload: Workload, name: str, since: datetime | None) -> None:
    """Note since when what a unit protects is there no longer, and has no new point; None: it is back."""
    unit = tenant.store.get(workload.collection, unit_id(tenant, workload, name))
    if unit is not None and bool(unit.get("leftDateTime")) is (since is None):
        left = None if since is None else _written(since)
        tenant.store.put(workload.collection, unit["id"], {**unit, "leftDateTime": left})


class Moment:
    """The units of a workload as they are now."""

    def __init__(self, tenant: Tenant, workload: Workload) -> None:
        """Look once at what all units share."""
        self.tenant, self.workload = tenant, workload
        self._now = self.tenant.now()
        policies = policies_of(self.tenant, self.workload)
        self._activated = {one["id"]: one for one in policies if one["activatedDateTime"]}
        self._active = {
            key: datetime.fromisoformat(one["activatedDateTime"])
            for key, one in self._activated.items()
            if one["status"].startswith("active")
        }
        thousands = -(-self.tenant.store.count(self.workload.collection) // _THOUSAND)
        self._takes = _A_THOUSAND_TAKE * thousands
        days = [_days(one) for policy in policies for one in policy["retentionSettings"] if _is_weekly(one)]
        period = timedelta(days=max(days, default=_DEFAULT_DAYS))
        self.tiers = ((_EVERY, period if workload.keeps_all else _OFTEN_FOR), (_WEEKLY, period))
        """How often a point is made, and how long it is kept."""

    def protected_since(self, unit: dict[str, Any]) -> datetime | None:
        """Since when a unit is protected; None while it is not."""
        activated = self._active.get(unit["policyId"])
        if activated is None or unit["status"] or self.error(unit):
            return None
        since = max(activated, datetime.fromisoformat(unit["askedDateTime"])) + self._takes
        return since if since <= self._now else None

    def spans(self, unit: dict[str, Any]) -> list[tuple[datetime, datetime]]:
        """The times in which restore points of a unit were made, whatever has become since of what it protects."""
        spans, policy = [], self._activated.get(unit["policyId"])
        if policy is not None and not unit["status"] and unit["error"] is None:
            begun = max(policy["activatedDateTime"], unit["askedDateTime"])
            paused = None if policy["id"] in self._active else policy["lastModifiedDateTime"]
            ends = [one for one in (unit["pointsUntil"], paused, unit.get("leftDateTime")) if one]
            until = min(map(datetime.fromisoformat, ends), default=self._now)
            spans.append((datetime.fromisoformat(begun) + self._takes, until))
        if unit.get("keptFrom"):
            spans.append((datetime.fromisoformat(unit["keptFrom"]), datetime.fromisoformat(unit["keptTo"])))
        return spans

    def error(self, unit: dict[str, Any]) -> dict[str, Any] | None:
        """The public error of a unit: one that was put there, or that there is nothing to protect."""
        if unit["error"] is not None or not unit["policyId"]:
            return unit["error"]  # type: ignore[no-any-return] # a stored document
        if self.workload.exists(self.tenant, unit[self.workload.names]):
            return None
        return public_error("ProtectionUnitNotFound", "The protection unit was not found.")

    def status(self, unit: dict[str, Any]) -> str:
        """The `protectionUnitStatus` of a unit."""
        if unit["status"]:
            return str(unit["status"])
        if unit["policyId"] not in self._active:
            return "unprotected"
        return "protected" if self.protected_since(unit) else "protectRequested"

    def restore_point(
        self, unit: dict[str, Any], start: datetime, end: datetime
    ) -> tuple[datetime, datetime] | None:
        """The newest restore point of a unit within a time that is kept by now, and its end; None: there is none."""
        newest = [
            (taken, taken + kept)
            for begins, ends in self.spans(unit)
            for step, kept in self.tiers
            if (taken := _newest(begins, min(ends, end), step)) is not None
        ]
        return max((one for one in newest if one[0] >= start and one[1] > self._now), default=None)


def public_error(code: str, message: str) -> dict[str, Any]:
    """The wire object `publicError`."""
    return {"code": code, "message": message, "target": None, "details": [], "innerError": None}


def is_running(tenant: Tenant, job: dict[str, Any]) -> bool:
    """Whether a bulk job is still adding; a quarter of an hour for each thousand (assumed)."""
    takes = _A_THOUSAND_TAKE * -(-job["size"] // _THOUSAND)
    return bool(datetime.fromisoformat(job["createdDateTime"]) + takes > tenant.now())


def _newest(first: datetime, last: datetime, step: timedelta) -> datetime | None:
    """The last of the moments that begin with `first` and come every `step`, up to `last`."""
    return None if last < first else first + ((last - first) // step) * step


def _is_weekly(setting: dict[str, Any]) -> bool:
    return bool(setting["interval"] == _WEEKLY_INTERVAL)


def _days(setting: dict[str, Any]) -> int:
    """Days of a period: "P1Y" of a policy that nobody gave one, else "P365D"."""
    period = str(setting["period"])
    return _DEFAULT_DAYS * int(period[1:-1]) if period.endswith("Y") else int(period[1:-1])


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
