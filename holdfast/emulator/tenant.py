"""A tenant as the services see it: its store, its clock, its licences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from holdfast.emulator.service_plans import PLANS

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.store import TenantStore

_CLOCK = "clock"
"""The store's setting of how many seconds the tenant is ahead, and the name under which its changes are counted."""


def timestamp(moment: datetime) -> str:
    """A moment as Graph writes it, UTC to the second: "2026-01-31T12:00:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Tenant:
    """One tenant at work."""

    store: TenantStore
    clock: Callable[[], datetime]
    """Gives the machine's time now, with a time zone."""

    @property
    def tenant_id(self) -> str:
        """The organization's id, "" for a tenant that was never seeded."""
        return self.store.memo("tenant.id", ("organization",), self._organization_id)

    @property
    def domain(self) -> str:
        """The initial domain, which is also the name of the store's file."""
        return self.store.path.stem

    @property
    def service_plans(self) -> frozenset[str]:
        """Names of the service plans that an enabled SKU provides, for example "AAD_PREMIUM"."""
        return self.store.memo("tenant.plans", ("subscribedSkus",), self._enabled_plans)

    def has_licence(self, licence: str) -> bool:
        """Whether the tenant has a plan that brings one of `PLANS`, such as "P1", or a plan of that name."""
        return bool(self.service_plans & PLANS.get(licence, frozenset({licence})))

    @property
    def ahead(self) -> timedelta:
        """How far the tenant's clock was moved; it goes back to nothing when the tenant is seeded or reset."""
        return self.store.memo(
            "tenant.ahead", (_CLOCK,), lambda: timedelta(seconds=self.store.setting(_CLOCK, 0))
        )

    def now(self) -> datetime:
        """The time now in the tenant, UTC."""
        return self.machine_now() + self.ahead

    def machine_now(self) -> datetime:
        """The time now on this machine, UTC: that of sign-in, whose other side nobody moves."""
        return self.clock().astimezone(UTC)

    def move_clock(self, by: timedelta) -> None:
        """Put the tenant's clock forward; what is due by then goes with `passing.pass_time` alone."""
        with self.store.transaction():
            self.store.set_setting(_CLOCK, (self.ahead + by).total_seconds())
            self.store.touch(_CLOCK)

    def stamp(self) -> str:
        """The time now as Graph writes it."""
        return timestamp(self.now())

    def exact_stamp(self) -> str:
        """The time now as audit events have it, in ticks of 100 nanoseconds: "2026-01-31T12:00:00.1234560Z"."""
        return self.now().strftime("%Y-%m-%dT%H:%M:%S.%f0Z")

    def _organization_id(self) -> str:
        organizations = self.store.all("organization")
        return str(organizations[0]["id"]) if organizations else ""

    def _enabled_plans(self) -> frozenset[str]:
        return frozenset(
            plan["servicePlanName"]
            for sku in self.store.all("subscribedSkus")
            if sku.get("capabilityStatus") in {"Enabled", "Warning"}
            for plan in sku.get("servicePlans", ())
            if plan.get("provisioningStatus", "Success") == "Success"
        )
