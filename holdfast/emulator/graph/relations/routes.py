"""Who belongs to what: each relation listed whole, counted, and by type of member with the filters of that type.

`/groups/{id}/members` answers users, groups and, by beta, service principals; with `/microsoft.graph.user` behind it
only the users, with everything that a list of users takes. Clients write the type shortly too: `graph.user`.

What v1.0 leaves out of members and owners is documented on the pages of both lists (2026-11-26); that the type itself
answers it, by v1.0 too, is what public clients do; that the count leaves it out as the list does is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdfast.emulator.graph.administrative_unit_members.routes import UNITS, require_unit
from holdfast.emulator.graph.applications.routes import find_application_object
from holdfast.emulator.graph.applications.types import application_id
from holdfast.emulator.graph.directory_objects.membership import (
    groups_holding,
    ids_of,
    members_told,
    mixed_list,
    reference_reply,
    require_object,
    transitive_groups_holding,
    transitive_members,
)
from holdfast.emulator.graph.directory_objects.state import (
    COLLECTION_OF_TYPE,
    default_names,
    existing,
    find_user,
)
from holdfast.emulator.graph.groups.routes import GROUP_FILTERS, require_group
from holdfast.emulator.graph.groups.types import GROUP_TABLE
from holdfast.emulator.graph.service_principals.routes import SERVICE_PRINCIPAL_FILTERS, require_principal
from holdfast.emulator.graph.service_principals.types import SERVICE_PRINCIPAL_TABLE
from holdfast.emulator.graph.users.routes import USER_FILTERS
from holdfast.emulator.graph.users.types import USER_TABLE
from holdfast.emulator.odata.advanced_query import directory_count, directory_list
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.graph.directory_objects.state import DirectoryObject
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal, Reply

    Find = Callable[[Tenant, str, frozenset[str]], list[DirectoryObject]]

_READ_GROUPS = (
    "GroupMember.Read.All",
    "GroupMember.ReadWrite.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_READ_USERS = (
    "User.Read.All",
    "GroupMember.Read.All",
    "User.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_READ_UNITS = (
    "AdministrativeUnit.Read.All",
    "AdministrativeUnit.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_READ_APPLICATIONS = (
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_READ_ANY = tuple(
    dict.fromkeys((*_READ_GROUPS, *_READ_USERS, "Application.Read.All", "Application.ReadWrite.All"))
)

_LISTINGS = {
    "user": Listing(
        context="users",
        entity="microsoft.graph.user",
        properties=frozenset(USER_TABLE) - {"signInActivity"},
        filters=USER_FILTERS,
        orders=frozenset({"displayName", "userPrincipalName", "createdDateTime"}),
    ),
    "group": Listing(
        context="groups",
        entity="microsoft.graph.group",
        properties=frozenset(GROUP_TABLE),
        filters=GROUP_FILTERS,
        orders=frozenset({"displayName", "createdDateTime"}),
    ),
    "servicePrincipal": Listing(
        context="servicePrincipals",
        entity="microsoft.graph.servicePrincipal",
        properties=frozenset(SERVICE_PRINCIPAL_TABLE),
        filters=SERVICE_PRINCIPAL_FILTERS,
        orders=frozenset({"displayName"}),
    ),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What leads from one directory object to others."""

    template: str
    """Path of the list, for example "/groups/{id}/members"."""
    doc: str
    find: Find
    """Gives the other ends, by the id in the path, of which an application with some roles is told; raises GraphError
    404 when there is no such object."""
    any_of: tuple[str, ...]
    versions: tuple[str, ...] = ("v1.0", "beta")
    unlisted: frozenset[str] = frozenset()
    """Types that v1.0 leaves out of the list that has every type."""

    def found(self, tenant: Tenant, principal: Principal, call: Call) -> list[DirectoryObject]:
        """Return the other ends of all types."""
        return self.find(tenant, call.params["id"], principal.roles)

    def listed(self, tenant: Tenant, principal: Principal, call: Call) -> list[DirectoryObject]:
        """Return the other ends as the list of every type has them."""
        unlisted = self.unlisted if call.version == "v1.0" else frozenset[str]()
        return [item for item in self.found(tenant, principal, call) if item.type not in unlisted]


def _members(tenant: Tenant, key: str, roles: frozenset[str]) -> list[DirectoryObject]:
    return members_told(tenant, require_group(tenant, key)["id"], roles)


def _nested_members(tenant: Tenant, key: str, roles: frozenset[str]) -> list[DirectoryObject]:
    return transitive_members(tenant, require_group(tenant, key)["id"], roles)


def _owners(tenant: Tenant, key: str, _roles: frozenset[str]) -> list[DirectoryObject]:
    return existing(tenant, ids_of(tenant, require_group(tenant, key)["id"], "owners"))


def _of_group(
    find: Callable[[Tenant, str], list[DirectoryObject]],
) -> Find:
    return lambda tenant, key, _roles: find(tenant, require_group(tenant, key)["id"])


def _of_user(
    find: Callable[[Tenant, str], list[DirectoryObject]],
) -> Find:
    return lambda tenant, key, _roles: find(tenant, find_user(tenant, key)["id"])


def _owners_of_application(tenant: Tenant, key: str, _roles: frozenset[str]) -> list[DirectoryObject]:
    return existing(tenant, ids_of(tenant, application_id(find_application_object(tenant, key)), "owners"))


def _of_principal(
    find: Callable[[Tenant, str], list[DirectoryObject]],
) -> Find:
    return lambda tenant, key, _roles: find(tenant, require_principal(tenant, key)["id"])


def _of_unit(tenant: Tenant, key: str, _roles: frozenset[str]) -> list[DirectoryObject]:
    return existing(tenant, ids_of(tenant, require_unit(tenant, key)["id"], "members"))


def _owners_of(tenant: Tenant, key: str) -> list[DirectoryObject]:
    return existing(tenant, ids_of(tenant, key, "owners"))


_APPLICATIONS = frozenset({"servicePrincipal"})

RELATIONS = (
    Relation("/groups/{id}/members", "Direct members", _members, _READ_GROUPS, unlisted=_APPLICATIONS),
    Relation("/groups/{id}/owners", "Owners", _owners, _READ_GROUPS, unlisted=_APPLICATIONS),
    Relation(
        "/groups/{id}/transitiveMembers",
        "Members, nested too",
        _nested_members,
        _READ_GROUPS,
        unlisted=_APPLICATIONS,
    ),
    Relation("/groups/{id}/memberOf", "Groups above", _of_group(groups_holding), _READ_GROUPS),
    Relation(
        "/groups/{id}/transitiveMemberOf",
        "Groups above, nested too",
        _of_group(transitive_groups_holding),
        _READ_GROUPS,
    ),
    Relation("/users/{id}/memberOf", "Groups a user is in (no roles)", _of_user(groups_holding), _READ_USERS),
    Relation(
        "/users/{id}/transitiveMemberOf",
        "Groups a user is in, nested ones too (no roles)",
        _of_user(transitive_groups_holding),
        _READ_USERS,
    ),
    *(
        Relation(f"{unit}/members", "Members", _of_unit, _READ_UNITS, versions)
        for unit, versions in UNITS.items()
    ),
    Relation("/applications/{id}/owners", "Owners", _owners_of_application, _READ_APPLICATIONS),
    Relation("/servicePrincipals/{id}/owners", "Owners", _of_principal(_owners_of), _READ_APPLICATIONS),
    Relation(
        "/servicePrincipals/{id}/memberOf",
        "Groups a service principal is in (no roles)",
        _of_principal(groups_holding),
        _READ_APPLICATIONS,
    ),
    Relation(
        "/servicePrincipals/{id}/transitiveMemberOf",
        "Groups a service principal is in, nested ones too (no roles)",
        _of_principal(transitive_groups_holding),
        _READ_APPLICATIONS,
    ),
)
"""Every relation between directory objects."""


def _lister(relation: Relation) -> Handler:
    def listed(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        return mixed_list(call, relation.listed(tenant, principal, call))

    return listed


def _counter(relation: Relation) -> Handler:
    def counted(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        bodies = [item.body for item in relation.listed(tenant, principal, call)]
        # What is filtered by differs by type: count by type where there is a filter.
        return directory_count(
            call, Listing("directoryObjects", "microsoft.graph.directoryObject", frozenset()), bodies
        )

    return counted


def _typed_lister(relation: Relation, kind: str) -> Handler:
    def listed(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        listing = replace(_LISTINGS[kind], default_properties=default_names(kind, call.version))
        found = relation.found(tenant, principal, call)
        return directory_list(call, listing, _of_type(kind, found))

    return listed


def _typed_counter(relation: Relation, kind: str) -> Handler:
    def counted(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        found = relation.found(tenant, principal, call)
        return directory_count(call, _LISTINGS[kind], _of_type(kind, found))

    return counted


def _of_type(kind: str, found: list[DirectoryObject]) -> list[dict[str, object]]:
    return [{**item.body, "signInActivity": None} for item in found if item.type == kind]


def _reference(relation: Relation) -> Handler:
    def got(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        wanted = call.params["object_id"].lower()
        for item in relation.found(tenant, principal, call):
            if item.object_id.lower() == wanted:
                return reference_reply(call, item.object_id)
        raise not_found(call.params["object_id"])

    return got


def _typed_object(kind: str) -> Handler:
    def got(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        item = require_object(tenant, call.params["id"])
        if item.type != kind:
            raise not_found(call.params["id"])
        listing = replace(_LISTINGS[kind], default_properties=default_names(kind, call.version))
        return object_reply(call, listing, item.body)

    return got


def _routes_of(relation: Relation) -> tuple[Route, ...]:
    path, doc = relation.template, relation.doc

    def route(template: str, handler: Handler, says: str) -> Route:
        return Route("GET", template, handler, says, relation.versions, any_of=relation.any_of)

    unlisted = "; v1.0 leaves service principals out" if relation.unlisted else ""
    whole: tuple[Route, ...] = (
        route(path, _lister(relation), f"{doc}{unlisted}."),
        route(f"{path}/$count", _counter(relation), f"{doc}: how many, text/plain."),
    )
    if relation.template.endswith(("/members", "/owners")):
        one = f"{path}/{{object_id}}/$ref"
        whole = (*whole, route(one, _reference(relation), "Whether one is among them."))
    typed = []
    for kind in COLLECTION_OF_TYPE:
        cast = f"{path}/microsoft.graph.{kind}"
        counter = _typed_counter(relation, kind)
        typed += [
            route(cast, _typed_lister(relation, kind), f"{doc}: those of the type."),
            route(f"{cast}/$count", counter, f"{doc}: how many of the type."),
        ]
    return (*whole, *typed)


ROUTES: tuple[Route, ...] = (
    *(route for relation in RELATIONS for route in _routes_of(relation)),
    *(
        Route(
            "GET",
            f"/directoryObjects/{{id}}/microsoft.graph.{kind}",
            _typed_object(kind),
            "Read an object that is of the type; 404 for another.",
            any_of=_READ_ANY,
        )
        for kind in COLLECTION_OF_TYPE
    ),
)
"""Routes of relations, and of one object by its type."""
