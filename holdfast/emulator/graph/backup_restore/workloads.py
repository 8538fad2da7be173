"""What the three workloads of Microsoft 365 Backup have of their own: names at the wire, and what can be protected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.graph.sites.routes import COLLECTION as SITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.tenant import Tenant


_OF_EVERY_UNIT = (
    *("id", "policyId", "status", "protectionSources", "error", "createdBy", "createdDateTime"),
    *("lastModifiedBy", "lastModifiedDateTime", "offboardRequestedDateTime"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """One workload; its names are those of the v1.0 schema."""

    policies: str
    """Segment of its policies: "exchangeProtectionPolicies"."""
    policy_type: str
    units: str
    """Property of a policy that holds its units: "mailboxProtectionUnits"."""
    unit_type: str
    jobs: str
    """Segment of its bulk addition jobs."""
    names: str
    """Property by which a unit names what it protects: "directoryObjectId"."""
    lists: str
    """Property by which a bulk job names them."""
    tells: tuple[str, ...]
    """Properties of a unit that applications get no value of, and people do."""
    exists: Callable[[Tenant, str], bool]
    """Whether there is such a thing to protect."""
    keeps_all: bool = False
    """Whether every point is kept for the policy's period; else only weekly ones are, and the others for two weeks."""

    @property
    def properties(self) -> tuple[str, ...]:
        """Every property of a unit, in the order of its answers."""
        return (*_OF_EVERY_UNIT, self.names, *self.tells)

    @property
    def collection(self) -> str:
        """The store's collection of its units."""
        return f"backup.{self.units}"


def _has_mailbox(tenant: Tenant, user_id: str) -> bool:
    found = find_mailbox(tenant.store, user_id, ("active", "inactive"))
    return found is not None and found.directory_id.lower() == user_id.lower()


def _has_drive(tenant: Tenant, user_id: str) -> bool:
    user: dict[str, Any] = tenant.store.get("users", user_id) or {}
    return any(
        plan.get("service") == "SharePoint" and plan.get("capabilityStatus") == "Enabled"
        for plan in user.get("assignedPlans", ())
    )


def _is_site(tenant: Tenant, site_id: str) -> bool:
    return tenant.store.get(SITES, site_id) is not None


_PERSON = ("displayName", "email")
WORKLOADS = (
    Workload(
        policies="exchangeProtectionPolicies",
        policy_type="exchangeProtectionPolicy",
        units="mailboxProtectionUnits",
        unit_type="mailboxProtectionUnit",
        jobs="mailboxProtectionUnitsBulkAdditionJobs",
        names="directoryObjectId",
        lists="directoryObjectIds",
        tells=_PERSON,
        exists=_has_mailbox,
        keeps_all=True,
    ),
    Workload(
        policies="oneDriveForBusinessProtectionPolicies",
        policy_type="oneDriveForBusinessProtectionPolicy",
        units="driveProtectionUnits",
        unit_type="driveProtectionUnit",
        jobs="driveProtectionUnitsBulkAdditionJobs",
        names="directoryObjectId",
        lists="directoryObjectIds",
        tells=_PERSON,
        exists=_has_drive,
    ),
    Workload(
        policies="sharePointProtectionPolicies",
        policy_type="sharePointProtectionPolicy",
        units="siteProtectionUnits",
        unit_type="siteProtectionUnit",
        jobs="siteProtectionUnitsBulkAdditionJobs",
        names="siteId",
        lists="siteIds",
        tells=("siteName", "siteWebUrl"),
        exists=_is_site,
    ),
)
"""Every workload. Source: backupRestoreRoot of the v1.0 schema (2026-11-26)."""
EXCHANGE, ONEDRIVE, SHAREPOINT = WORKLOADS
