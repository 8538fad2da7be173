"""An exported tenant: its policies, named locations, groups and strengths, on the people and apps of the small one.

Objects are kept in their whole beta shape, as the service keeps them: a policy with a preview feature is seen through
beta only, and a location of a type that v1.0 does not have shows there as its base type. Groups keep their ids, so that
the policies' references hold; users that a policy names by id are not part of an export and stay unknown ids.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.emulator.graph.authentication_strengths.state import COLLECTION as STRENGTHS
from holdfast.emulator.graph.conditional_access.routes import COLLECTION as POLICIES
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.named_locations.routes import COLLECTION as LOCATIONS
from holdfast.emulator.seeds.export_objects import read_export
from holdfast.emulator.seeds.small import seed_small, set_security_defaults
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from holdfast.emulator.store import TenantStore

_FOUNDED = "2022-06-01T08:00:00Z"


def seed(
    store: TenantStore, domain: str, clock: Callable[[], datetime], *, directory: str | Path
) -> tuple[str, ...]:
    """Empty a tenant, fill it as the small one, and load an export into it; security defaults are off.

    Args:
        store: the tenant's, named by its initial domain.
        domain: the same domain.
        clock: gives the time now.
        directory: what an export tool wrote, see `read_export`.

    Returns:
        What was loaded, in one line, then a line for everything that was passed over or understood in another way than
        the service writes it.

    Raises:
        SeedError: the folder cannot be read as an export; the tenant is then left as it was.
    """
    export = read_export(Path(directory), domain)
    tenant = Tenant(store, clock)
    with tenant.store.transaction():
        seed_small(tenant)
        set_security_defaults(tenant, enabled=False)
        for group in export.groups:
            tenant.store.put("groups", group["id"], new_group(group["id"], _FOUNDED, group))
        for location in export.named_locations:
            tenant.store.put(LOCATIONS, location["id"], location)
        for strength in export.strengths:
            strength_id = strength["id"].lower()
            tenant.store.put(STRENGTHS, strength_id, strength | {"id": strength_id})
        for policy in export.policies:
            tenant.store.put(POLICIES, policy["id"], policy)
    return export.told()
