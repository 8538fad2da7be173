"""An exported tenant: its policies, named locations and groups, on the people and apps of the small one.

Objects are kept in their whole beta shape, as the service keeps them; what v1.0 does not have (agents,
times, device states, continuous access evaluation, ...) is seen through beta only, and a location of a type
that v1.0 does not have shows there as its base type. Groups keep their ids, so that the policies' references
hold; users that a policy names by id are not part of an export and stay unknown ids.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.authentication_strength_policies import COLLECTION as STRENGTHS
from holdfast.emulator.graph.authentication_strength_policies import find_strength
from holdfast.emulator.graph.conditional_access_policies import COLLECTION as POLICIES
from holdfast.emulator.graph.conditional_access_types import EVERY_LOCATION, POLICY
from holdfast.emulator.graph.group_entity import GROUP_TABLE, new_group
from holdfast.emulator.graph.named_locations import COLLECTION as LOCATIONS
from holdfast.emulator.graph.schema import complete
from holdfast.emulator.seeds.export_files import read_export
from holdfast.emulator.seeds.small import seed_small, set_security_defaults
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from holdfast.emulator.store import TenantStore

_FOUNDED = "2022-06-01T08:00:00Z"


def seed(store: TenantStore, _domain: str, clock: Callable[[], datetime], *, directory: str | Path) -> None:
    """Empty a tenant, fill it as the small one, and load an export into it; security defaults are off.

    Args:
        store: the tenant's, named by its initial domain.
        _domain: the same domain.
        clock: gives the time now.
        directory: what an export tool wrote, see `read_export`.

    Raises:
        SeedError: the folder cannot be read as an export; the tenant is then left as it was.
    """
    export = read_export(Path(directory))
    tenant = Tenant(store, clock)
    with tenant.store.transaction():
        seed_small(tenant)
        set_security_defaults(tenant, enabled=False)
        for group in export.groups:
            values = {name: group[name] for name in GROUP_TABLE if group.get(name) is not None}
            tenant.store.put("groups", group["id"], new_group(group["id"], _FOUNDED, values))
        for location in export.named_locations:
            tenant.store.put(LOCATIONS, location["id"], complete(EVERY_LOCATION, location))
        for policy in export.policies:
            tenant.store.put(POLICIES, policy["id"], _stored(tenant, policy))


def _stored(tenant: Tenant, policy: dict[str, Any]) -> dict[str, Any]:
    """Return a policy as it is stored: every property of beta, the authentication strength by its id."""
    stored: dict[str, Any] = complete(POLICY["beta"], policy)
    strength = (stored["grantControls"] or {}).get("authenticationStrength")
    if strength is not None:
        if find_strength(tenant, strength["id"]) is None:
            tenant.store.put(STRENGTHS, strength["id"], strength | {"combinationConfigurations": []})
        stored["grantControls"]["authenticationStrength"] = {"id": strength["id"]}
    return stored
