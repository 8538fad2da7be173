"""Which policy was given to which application or service principal: one collection, by the object's id and the sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.membership import mixed_bodies
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, find_any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from holdfast.emulator.odata.expansion import Relation
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call

_COLLECTION = "givenPolicies"


def given_policies(tenant: Tenant, object_id: str, sort: str) -> list[str]:
    """Ids of the policies of a sort, such as "claimsMappingPolicies", that an object was given."""
    kept = tenant.store.get(_COLLECTION, f"{object_id}/{sort}")
    ids: list[str] = [] if kept is None else kept["ids"]
    return ids


def keep_given(tenant: Tenant, object_id: str, sort: str, ids: Iterable[str]) -> None:
    """Replace the policies of a sort that an object was given."""
    document = {"objectId": object_id, "sort": sort, "ids": list(ids)}
    tenant.store.put(_COLLECTION, f"{object_id}/{sort}", document)


def applied_to(tenant: Tenant, sort: str, policy_id: str) -> list[DirectoryObject]:
    """The live objects that were given a policy."""
    kept = [one for one in tenant.store.all(_COLLECTION) if one["sort"] == sort and policy_id in one["ids"]]
    found = (find_any(tenant, one["objectId"]) for one in kept)
    return [one for one in found if one is not None]


def applies_to(sort: str, tenant: Tenant, call: Call) -> Relation:
    """Gives what a policy of a sort was given to, as a list of directory objects shows it."""

    def objects(policy: dict[str, Any]) -> list[dict[str, Any]]:
        """The objects of a policy."""
        return mixed_bodies(call, applied_to(tenant, sort, policy["id"]))

    return objects
