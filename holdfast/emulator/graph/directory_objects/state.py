"""Directory objects seen together: find one by id, show it with its type, delete it softly, bring it back.

Users, groups, service principals and applications share one id space; their own files hold what is theirs alone. An
application is in nothing: it is found here, and leads to it alone what somebody owns. Roles and administrative units
are shown as what somebody is in, and not found by an id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.applications.types import APPLICATION_TABLE, application_id, whole
from holdfast.emulator.graph.groups.types import GROUP_TABLE
from holdfast.emulator.graph.service_principals.types import SERVICE_PRINCIPAL_TABLE
from holdfast.emulator.graph.users.types import USER_DEFAULTS_V1, USER_TABLE
from holdfast.emulator.odata.changes import modified_properties
from holdfast.emulator.odata.directory_types import by_default
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import project
from holdfast.emulator.signin.applications import COLLECTION as APPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.audit import Person
    from holdfast.emulator.odata.directory_types import DirectoryProperty
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Principal

COLLECTION_OF_TYPE: Mapping[str, str] = {
    "user": "users",
    "group": "groups",
    "servicePrincipal": "servicePrincipals",
}
"""Store collection by Graph type name, for every kind of directory object there is here."""
_UNITS = "administrativeUnit"
"""Graph type, and store collection, of what has a bin and no owner, member or reference of its own sort."""

_TABLES: Mapping[str, Mapping[str, DirectoryProperty]] = {
    "group": GROUP_TABLE,
    "servicePrincipal": SERVICE_PRINCIPAL_TABLE,
    "application": APPLICATION_TABLE,
}
_MOST_BINDINGS = 20
_REFERENCE = re.compile(
    r"(?:^|/)(?:directoryObjects|users|groups|servicePrincipals)(?:/+|\(')(?P<id>[^/'()]+)(?:'\))?"
    r"(?:/Microsoft\.DirectoryServices\.\w+)?/*$",
    re.IGNORECASE,
)

_AUDITED: Mapping[str, tuple[str, str]] = {
    "user": ("UserManagement", "user"),
    "group": ("GroupManagement", "group"),
    "servicePrincipal": ("ApplicationManagement", "service principal"),
    "application": ("ApplicationManagement", "application"),
    _UNITS: ("AdministrativeUnit", "administrative unit"),
}
"""Category of an event and what it calls the object, by type."""


@dataclass(frozen=True, slots=True)
class DirectoryObject:
    """A directory object and what it is."""

    type: str
    """"user", "group", "servicePrincipal", "application", "directoryRole" or "administrativeUnit"."""
    body: dict[str, Any]

    @property
    def object_id(self) -> str:
        """Its object id."""
        return str(self.body["id"])


def find_object(tenant: Tenant, object_id: str) -> DirectoryObject | None:
    """Return the live directory object of that id, or None."""
    for kind, collection in COLLECTION_OF_TYPE.items():
        body = tenant.store.get(collection, object_id)
        if body is not None:
            return DirectoryObject(kind, body)
    return None


def find_any(tenant: Tenant, object_id: str) -> DirectoryObject | None:
    """Return the live directory object of that id, an application too, or None."""
    found = find_object(tenant, object_id)
    if found is not None:
        return found
    for document in tenant.store.all(APPLICATIONS):
        if application_id(document).lower() == object_id.lower():
            return DirectoryObject("application", whole(document))
    return None


def find_user(tenant: Tenant, key: str) -> dict[str, Any]:
    """Return the user whose id or userPrincipalName is `key`.

    Raises:
        GraphError: 404 when there is none.
    """
    user = tenant.store.get("users", key)
    if user is None and "@" in key:
        wanted = key.lower()
        user = next((u for u in tenant.store.all("users") if u["userPrincipalName"].lower() == wanted), None)
    if user is None:
        raise not_found(key)
    return user


def default_names(kind: str, version: str) -> tuple[str, ...]:
    """Return the properties of a directory object that come without `$select`; v1.0 shows few of a user.

    () = all of them: roles and administrative units have nothing that comes with `$select` alone.
    """
    if kind == "user":
        return USER_DEFAULTS_V1 if version == "v1.0" else by_default(USER_TABLE)
    return by_default(_TABLES[kind]) if kind in _TABLES else ()


def shown(item: DirectoryObject, version: str) -> dict[str, Any]:
    """Return the object as a mixed list shows it: `@odata.type`, then its default properties."""
    return {
        "@odata.type": f"#microsoft.graph.{item.type}",
        **project(item.body, default_names(item.type, version)),
    }


def existing(tenant: Tenant, ids: Iterable[str]) -> list[DirectoryObject]:
    """Return the live objects among `ids`, in their order; a softly deleted one is not live."""
    found = (find_object(tenant, object_id) for object_id in ids)
    return [item for item in found if item is not None]


def referenced_object(tenant: Tenant, reference: Any) -> DirectoryObject:
    """Return the object that an `@odata.id` or a member of `...@odata.bind` points to.

    Any host is taken: the azuread plugin writes the base URL it was given, others graph.microsoft.com.

    Raises:
        GraphError: 400 for text that is no reference, or an object that does not exist.
    """
    match = _REFERENCE.search(reference) if isinstance(reference, str) else None
    if match is None:
        raise bad_request(f"Invalid URL format specified for the reference '{reference}'.")
    item = find_object(tenant, match["id"])
    if item is None:
        missing = not_found(match["id"])
        raise bad_request(missing.message)
    return item


def referenced_objects(tenant: Tenant, body: dict[str, Any], relation: str) -> list[DirectoryObject]:
    """Return what a body binds to a new object: `owners@odata.bind` and its like.

    Raises:
        GraphError: 400 for more than 20, for text that is no reference, or an object that does not exist.
    """
    references = body.get(f"{relation}@odata.bind", [])
    if not isinstance(references, list) or len(references) > _MOST_BINDINGS:
        raise bad_request(f"The property '{relation}@odata.bind' takes a list of at most 20 references.")
    return [referenced_object(tenant, reference) for reference in references]


def delete_softly(tenant: Tenant, item: DirectoryObject, moment: str = "") -> None:
    """Move an object to deletedItems, from where it can be restored; now, or at a `moment` as Graph writes it."""
    deleted = item.body | {"deletedDateTime": moment or tenant.stamp()}
    tenant.store.put("deletedItems", item.object_id, {"type": item.type, "body": deleted})
    tenant.store.delete(COLLECTION_OF_TYPE[item.type], item.object_id)


def deleted_object(tenant: Tenant, object_id: str) -> DirectoryObject:
    """Return a softly deleted object.

    Raises:
        GraphError: 404 when there is none.
    """
    kept = tenant.store.get("deletedItems", object_id)
    # Deleted policies and locations lie there too, but have routes of their own.
    if kept is None or kept["type"] not in _AUDITED:
        raise not_found(object_id)
    return as_deleted(kept)


def as_deleted(kept: Mapping[str, Any]) -> DirectoryObject:
    """Return what the bin keeps as a directory object."""
    body = kept["body"]
    return DirectoryObject(kept["type"], whole(body) if kept["type"] == "application" else body)


def forget(tenant: Tenant, object_id: str) -> None:
    """Take a softly deleted object away for good."""
    for collection in ("deletedItems", "group_members", "group_owners"):
        tenant.store.delete(collection, object_id)


def restore(tenant: Tenant, item: DirectoryObject) -> DirectoryObject:
    """Bring a softly deleted object back, with its id, its memberships and its members."""
    body = item.body | {"deletedDateTime": None}
    if item.type == "application":
        kept = tenant.store.get("deletedItems", item.object_id) or {}
        document = kept["body"] | {"deletedDateTime": None, "servicePrincipalId": None}
        tenant.store.put(APPLICATIONS, body["appId"], document)
    else:
        collection = COLLECTION_OF_TYPE.get(item.type, _UNITS)
        tenant.store.put(collection, item.object_id, body)
    tenant.store.delete("deletedItems", item.object_id)
    return DirectoryObject(item.type, body)


def audit_target(item: DirectoryObject) -> dict[str, Any]:
    """Return `targetResources[0]` of an event about the object."""
    target: dict[str, Any] = {
        "id": item.object_id,
        "displayName": item.body.get("displayName"),
        "type": item.type[0].upper() + item.type[1:],
    }
    if item.type == "user":
        target["userPrincipalName"] = item.body["userPrincipalName"]
    if item.type == "group":
        target["groupType"] = "unifiedGroups" if "Unified" in item.body["groupTypes"] else "azureAD"
    return target


def record(
    tenant: Tenant,
    principal: Principal | Person,
    verb: str,
    item: DirectoryObject,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    """Leave the audit event of an object that is made, changed, deleted, restored or purged.

    Args:
        tenant: where.
        principal: who.
        verb: "Add", "Update", "Delete", "Restore", "Hard Delete".
        item: the object; of a change, as it is afterwards.
        old: its properties before; None where the event shows none.
        new: the same after. With both, each property that differs is shown by itself.
    """
    target = audit_target(item)
    if old is not None and new is not None:
        target["modifiedProperties"] = modified_properties(old, new)
    category, name = _AUDITED[item.type]
    activity = f"{verb} {name}"
    record_directory_change(
        tenant, principal, activity, category, "Core Directory", target=target, old=old, new=new
    )


def record_switch(
    tenant: Tenant, principal: Principal | Person, was: Mapping[str, Any], becomes: dict[str, Any]
) -> None:
    """Leave the second event that the log has of an account that is switched on or off (recalled)."""
    if bool(was["accountEnabled"]) != bool(becomes["accountEnabled"]):
        activity = "Enable account" if becomes["accountEnabled"] else "Disable account"
        target = audit_target(DirectoryObject("user", becomes))
        record_directory_change(
            tenant, principal, activity, "UserManagement", "Core Directory", target=target
        )
