"""A large tenant for benchmarks: the small one, and as many mailboxes, sites, policies and locations as asked.

Mailboxes have no user object behind them: 200,000 users would cost a gigabyte and nothing reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from holdfast.emulator.graph.conditional_access.routes import COLLECTION as POLICIES
from holdfast.emulator.graph.conditional_access.types import EVERY_LOCATION, POLICY
from holdfast.emulator.graph.named_locations.routes import COLLECTION as LOCATIONS
from holdfast.emulator.odata.schema import complete
from holdfast.emulator.seeds.errors import SeedError
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.seeds.mailboxes import numbered_mailboxes
from holdfast.emulator.seeds.sites import seed_numbered_sites
from holdfast.emulator.seeds.small import seed_small, set_security_defaults
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from holdfast.emulator.store import TenantStore

_CREATED = "2024-05-24T09:27:53Z"


def seed(
    store: TenantStore,
    _domain: str,
    clock: Callable[[], datetime],
    *,
    mailboxes: int = 0,
    sites: int = 0,
    policies: int = 0,
    named_locations: int = 0,
) -> None:
    """Empty a tenant, fill it as the small one, and add to it; with policies, security defaults are off.

    Args:
        store: the tenant's, named by its initial domain.
        _domain: the same domain.
        clock: gives the time now.
        mailboxes: how many user mailboxes besides those of the small tenant.
        sites: how many sites besides those of the small tenant.
        policies: how many Conditional Access policies; the service's limit of 240 is not applied.
        named_locations: how many IP named locations; policies exclude them in turn.

    Raises:
        SeedError: a number is negative.
    """
    if min(mailboxes, sites, policies, named_locations) < 0:
        raise SeedError(
            "A tenant cannot have a negative number of mailboxes, sites, policies or named locations."
        )
    tenant = Tenant(store, clock)
    with store.transaction():
        seed_small(tenant)
        if policies:
            set_security_defaults(tenant, enabled=False)
        locations = [_location(tenant, number) for number in range(1, named_locations + 1)]
        for location in locations:
            tenant.store.put(LOCATIONS, location["id"], location)
        for number in range(1, policies + 1):
            excluded = [locations[number % len(locations)]["id"]] if locations else []
            policy = _policy(tenant, number, excluded)
            tenant.store.put(POLICIES, policy["id"], policy)
        seed_mailboxes(store, numbered_mailboxes(tenant, mailboxes))
        seed_numbered_sites(tenant, sites)


def _location(tenant: Tenant, number: int) -> dict[str, Any]:
    name = f"Site {number:03d}"
    whole: dict[str, Any] = complete(
        EVERY_LOCATION,
        {
            "@odata.type": "#microsoft.graph.ipNamedLocation",
            "id": stable_id(tenant.domain, "namedLocation", name),
            "displayName": name,
            "createdDateTime": _CREATED,
            "modifiedDateTime": _CREATED,
            "isTrusted": number % 2 == 0,
            "ipRanges": [
                {
                    "@odata.type": "#microsoft.graph.iPv4CidrRange",
                    "cidrAddress": f"10.{number // 256}.{number % 256}.0/24",
                }
            ],
        },
    )
    return whole


def _policy(tenant: Tenant, number: int, excluded_locations: list[str]) -> dict[str, Any]:
    name = f"CA{number:03d} - MFA for application group {number:03d}"
    locations = {"includeLocations": ["All"], "excludeLocations": excluded_locations}
    whole: dict[str, Any] = complete(
        POLICY["beta"],
        {
            "id": stable_id(tenant.domain, "policy", name),
            "displayName": name,
            "createdDateTime": _CREATED,
            "state": "enabledForReportingButNotEnforced",
            "conditions": {
                "applications": {"includeApplications": [stable_id(tenant.domain, "application", name)]},
                "clientAppTypes": ["all"],
                "locations": locations if excluded_locations else None,
                "users": {
                    "includeUsers": ["All"],
                    "excludeGroups": [stable_id(tenant.domain, "group", "SG-Service-Accounts")],
                },
            },
            "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
        },
    )
    return whole
