"""Who belongs to what: each relation listed whole, counted, and by type of member with the filters of that type.

`/groups/{id}/members` answers users, groups and, by beta, service principals; with `/microsoft.graph.user` behind it
only the users, with everything that a list of users takes. Clients write the type shortly too: `graph.user`.

Objects are in groups, in administrative units, and in the directory roles that they hold over the whole directory
(user-list-memberof of https://learn.microsoft.com/graph/api, 2026-11-28); a role of a group is its members' by the
transitive list.

What v1.0 leaves out of members and owners is documented on the pages of both lists (2026-11-26); that the type itself
answers it, by v1.0 too, is what public clients do; that the count leaves it out as the list does is assumed. Over 400
lines because every relation between directory objects is one table, and each of its routes is made of a row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.administrative_unit_members.routes import (
    UNITS,
    require_unit,
    units_holding,
)
from holdfast.emulator.graph.administrative_units import SERVICE as ADMINISTRATIVE_UNITS
from holdfast.emulator.graph.applications.routes import (
    APPLICATION_FILTERS,
    APPLICATIONS_ADVANCED,
    find_application_object,
    shown_application,
)
from holdfast.emulator.graph.applications.types import APPLICATION_TABLE, application_id
from holdfast.emulator.graph.directory_objects.membership import (
    groups_holding,
    ids_of,
    members_told,
    mixed_list,
    reference_list,
    reference_reply,
    require_object,
    transitive_groups_holding,
    transitive_members,
)
from holdfast.emulator.graph.directory_objects.state import (
    COLLECTION_OF_TYPE,
    DirectoryObject,
    default_names,
    existing,
    find_user,
)
from holdfast.emulator.graph.directory_roles.routes import LISTING as ROLE_LISTING
from holdfast.emulator.graph.directory_roles.routes import READ as READ_ROLES
from holdfast.emulator.graph.directory_roles.routes import ROLE_PATHS, members_of_role, roles_held
from holdfast.emulator.graph.groups.routes import GROUP_FILTERS, require_group
from holdfast.emulator.graph.groups.types import GROUP_TABLE
from holdfast.emulator.graph.reporting_lines.routes import reports_of
from holdfast.emulator.graph.service_principals.routes import (
    PRINCIPALS_ADVANCED,
    SERVICE_PRINCIPAL_FILTERS,
    require_principal,
)
from holdfast.emulator.graph.service_principals.types import SERVICE_PRINCIPAL_TABLE
from holdfast.emulator.graph.users.routes import USER_FILTERS, USERS_ADVANCED
from holdfast.emulator.graph.users.types import USER_TABLE
from holdfast.emulator.odata.advanced_query import directory_count, directory_list
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.signin.applications import COLLECTION as APPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

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
_READ_OWNED = ("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
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
        advanced=USERS_ADVANCED,
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
        advanced=PRINCIPALS_ADVANCED,
    ),
    "application": Listing(
        context="applications",
        entity="microsoft.graph.application",
        properties=frozenset(APPLICATION_TABLE),
        filters=APPLICATION_FILTERS,
        orders=frozenset({"displayName"}),
        advanced=APPLICATIONS_ADVANCED,
    ),
    "directoryRole": ROLE_LISTING,
    "administrativeUnit": ADMINISTRATIVE_UNITS.listing,
}
_ANYTHING = tuple(COLLECTION_OF_TYPE)
_READERS = {"directoryRole": frozenset(READ_ROLES), "administrativeUnit": frozenset(_READ_UNITS)}
"""Application roles that read what the types say; without one an object has its id alone (user-list-memberof)."""


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
    types: tuple[str, ...] = _ANYTHING
    """Types of which there can be one at its other end, or that clients ask for by themselves."""

    def found(self, tenant: Tenant, principal: Principal, call: Call) -> list[DirectoryObject]:
        """Return the other ends of all types."""
        found = self.find(tenant, call.params["id"], principal.roles)
        return [_limited(item, principal.roles) for item in found]

    def listed(self, tenant: Tenant, principal: Principal, call: Call) -> list[DirectoryObject]:
        """Return the other ends as the list of every type has them."""
        unlisted = self.unlisted if call.version == "v1.0" else frozenset[str]()
        return [item for item in self.found(tenant, principal, call) if item.type not in unlisted]


def _limited(item: DirectoryObject, roles: frozenset[str]) -> DirectoryObject:
    """An object as an application with these roles is told of it: of a type that it may not read, the id alone."""
    if item.type not in _READERS or roles & _READERS[item.type]:
        return item
    return DirectoryObject(item.type, {**dict.fromkeys(item.body), "id": item.object_id})


def _members(tenant: Tenant, key: str, roles: frozenset[str]) -> list[DirectoryObject]:
    return members_told(tenant, require_group(tenant, key)["id"], roles)


def _nested_members(tenant: Tenant, key: str, roles: frozenset[str]) -> list[DirectoryObject]:
    return transitive_members(tenant, require_group(tenant, key)["id"], roles)


def _from(
    start: Callable[[Tenant, str], dict[str, Any]], find: Callable[[Tenant, str], list[DirectoryObject]]
) -> Find:
    return lambda tenant, key, _roles: find(tenant, start(tenant, key)["id"])


def _above(tenant: Tenant, object_id: str) -> list[DirectoryObject]:
    groups = groups_holding(tenant, object_id)
    return [*groups, *roles_held(tenant, [object_id]), *units_holding(tenant, object_id)]


def _far_above(tenant: Tenant, object_id: str) -> list[DirectoryObject]:
    groups = transitive_groups_holding(tenant, object_id)
    holders = [object_id, *(one.object_id for one in groups)]
    return [*groups, *roles_held(tenant, holders), *units_holding(tenant, object_id)]


def _owned(tenant: Tenant, object_id: str) -> list[DirectoryObject]:
    every = [
        *(DirectoryObject("group", one) for one in tenant.store.all("groups")),
        *(DirectoryObject("servicePrincipal", one) for one in tenant.store.all("servicePrincipals")),
        *(
            DirectoryObject("application", shown_application(tenant, one))
            for one in tenant.store.all(APPLICATIONS)
        ),
    ]
    wanted = object_id.lower()
    return [one for one in every if wanted in map(str.lower, ids_of(tenant, one.object_id, "owners"))]


def _application_owners(tenant: Tenant, key: str, _roles: frozenset[str]) -> list[DirectoryObject]:
    return existing(tenant, ids_of(tenant, application_id(find_application_object(tenant, key)), "owners"))


def _of_unit(tenant: Tenant, key: str, _roles: frozenset[str]) -> list[DirectoryObject]:
    return existing(tenant, ids_of(tenant, require_unit(tenant, key)["id"], "members"))


def _owners(tenant: Tenant, key: str) -> list[DirectoryObject]:
    return existing(tenant, ids_of(tenant, key, "owners"))


_APPLICATIONS = frozenset({"servicePrincipal"})
_ABOVE = (*_ANYTHING, "directoryRole", "administrativeUnit")
_OWNABLE = (*_ANYTHING, "application")

RELATIONS = (
    Relation("/groups/{id}/members", "Direct members", _members, _READ_GROUPS, unlisted=_APPLICATIONS),
    Relation(
        "/groups/{id}/owners", "Owners", _from(require_group, _owners), _READ_GROUPS, unlisted=_APPLICATIONS
    ),
    Relation(
        "/groups/{id}/transitiveMembers",
        "Members, nested too",
        _nested_members,
        _READ_GROUPS,
        unlisted=_APPLICATIONS,
    ),
    *(
        Relation(
            f"/{collection}/{{id}}/{name}",
            f"Groups, roles and administrative units that {one} is in{deep}",
            _from(start, find),
            needed,
            types=_ABOVE,
        )
        for collection, one, start, needed in (
            ("groups", "a group", require_group, _READ_GROUPS),
            ("users", "a user", find_user, _READ_USERS),
            ("servicePrincipals", "a service principal", require_principal, _READ_APPLICATIONS),
        )
        for name, find, deep in (
            ("memberOf", _above, ""),
            ("transitiveMemberOf", _far_above, ", through other groups too"),
        )
    ),
    Relation(
        "/users/{id}/ownedObjects", "What a user owns", _from(find_user, _owned), _READ_OWNED, types=_OWNABLE
    ),
    Relation(
        "/servicePrincipals/{id}/ownedObjects",
        "What a service principal owns",
        _from(require_principal, _owned),
        ("Application.Read.All", "Application.ReadWrite.OwnedBy", *_READ_APPLICATIONS[1:]),
        types=_OWNABLE,
    ),
    *(
        Relation(f"{unit}/members", "Members", _of_unit, _READ_UNITS, versions)
        for unit, versions in UNITS.items()
    ),
    *(
        Relation(f"{role}/members", "Who holds the role directly", members_of_role, READ_ROLES)
        for role in ROLE_PATHS
    ),
    Relation(
        "/users/{id}/directReports",
        "Who reports to somebody",
        _from(find_user, reports_of),
        _READ_OWNED,
        types=("user",),
    ),
    Relation("/applications/{id}/owners", "Owners", _application_owners, _READ_APPLICATIONS),
    Relation(
        "/servicePrincipals/{id}/owners", "Owners", _from(require_principal, _owners), _READ_APPLICATIONS
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


def _references(relation: Relation) -> Handler:
    def listed(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        return reference_list(call, relation.listed(tenant, principal, call))

    return listed


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
        whole = (
            *whole,
            route(f"{path}/$ref", _references(relation), f"{doc}: where they are."),
            route(one, _reference(relation), "Whether one is among them."),
        )
    typed = []
    for kind in relation.types:
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
