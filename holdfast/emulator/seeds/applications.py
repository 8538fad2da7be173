"""The applications of a seeded tenant: what the token endpoint knows, and their service principals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import APPLICATION_ROLE
from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.graph.service_principals.types import new_service_principal
from holdfast.emulator.odata.dispatch import graph_routes
from holdfast.emulator.seeds.ids import client_id_of, stable_id
from holdfast.emulator.seeds.roles import ROLE_IDS
from holdfast.emulator.signin.applications import kept_credentials

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.emulator.tenant import Tenant

_MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
"""The tenant that owns Microsoft's own applications."""

_EXCHANGE = "Office 365 Exchange Online"
_FIRST_PARTY = (
    ("Microsoft Graph", "00000003-0000-0000-c000-000000000000"),
    (_EXCHANGE, "00000002-0000-0ff1-ce00-000000000000"),
    ("Office 365 SharePoint Online", "00000003-0000-0ff1-ce00-000000000000"),
    ("Windows Azure Service Management API", "797f4846-ba00-4fd7-ba43-dac1f8f63013"),
)

_ROLES = {
    "Microsoft Graph": {
        "Files.Read.All": "01d4889c-1287-42c6-ac1f-5d1e02578ef6",
        "Mail.ReadWrite": "e2a3a72e-5f79-4c64-b1b1-878b674786c9",
        "RoleManagement.ReadWrite.Directory": "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
        "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
    },
    _EXCHANGE: {"full_access_as_app": "dc890d15-9560-4a4c-9b7f-a736ec74ec40"},
    "Office 365 SharePoint Online": {"Sites.FullControl.All": "678536fe-1083-478a-9c59-b99265e6b0d3"},
}
"""Some of the application permissions that Microsoft's own applications offer, by name; the ids are recalled."""


@dataclass(frozen=True, slots=True)
class SeededApplication:
    """An application that may sign in to every seeded tenant."""

    name: str
    roles: tuple[str, ...]
    """Application roles granted."""
    directory_roles: tuple[str, ...] = ()
    """Directory roles of its service principal."""


def applications() -> tuple[SeededApplication, ...]:
    """Return the applications of every seeded tenant.

    Holdfast: the least roles of every route that an administrator does not keep for himself, so that a service that is
    added needs no other place. Reader: one role, for tests of permissions. Administrator: registers certificates and
    federated credentials by Graph, as somebody does who sets a pipeline up.
    """
    consented = frozenset(role for route in graph_routes() if route.consented for role in route.least_roles)
    return (
        SeededApplication(
            "Holdfast",
            tuple(sorted(consented | {APPLICATION_ROLE})),
            ("Compliance Administrator", "Exchange Administrator", "Global Reader"),
        ),
        SeededApplication("Reader", ("User.Read.All",)),
        SeededApplication("Administrator", ("Application.ReadWrite.All", "Directory.Read.All")),
    )


def seed_applications(tenant: Tenant) -> None:
    """Store the applications, their service principals and directory roles, and Microsoft's own principals.

    Secrets are random, made once for each tenant of a folder, and survive a reset, as do the credentials that
    `control` registered.
    """
    for application in applications():
        app_id = client_id_of(tenant.domain, application.name)
        object_id = stable_id(tenant.domain, "servicePrincipal", application.name)
        tenant.store.put(
            "applications",
            app_id,
            {
                "id": stable_id(tenant.domain, "applicationObject", application.name),
                "appId": app_id,
                "displayName": application.name,
                "servicePrincipalId": object_id,
                "secret": tenant.store.secret(f"client_secret:{app_id}"),
                "roles": list(application.roles),
                "directoryRoles": list(application.directory_roles),
                **tenant.store.kept(kept_credentials(app_id), {}),
            },
        )
        _seed_principal(tenant, object_id, application.name, app_id, tenant.tenant_id)
        for role in application.directory_roles:
            assignment = role_assignment(tenant, object_id, ROLE_IDS[role])
            tenant.store.put("roleAssignments", assignment["id"], assignment)
    for name, app_id in _FIRST_PARTY:
        object_id = stable_id(tenant.domain, "servicePrincipal", name)
        _seed_principal(tenant, object_id, name, app_id, _MICROSOFT, roles=_offered(_roles_of(name)))


def _roles_of(name: str) -> dict[str, str]:
    """Return the application permissions that one of Microsoft's own offers: those that are asked for here among them.

    Of which the id is not recalled, it is made up, the same in every tenant.
    """
    roles = dict(_ROLES.get(name, {}))
    asked = {role for one in applications() for role in one.roles}
    of_graph = asked - {APPLICATION_ROLE}
    for role in sorted({"Microsoft Graph": of_graph, _EXCHANGE: {APPLICATION_ROLE}}.get(name, set())):
        roles.setdefault(role, stable_id("application permission", name, role))
    return roles


def _offered(roles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return application permissions, given as ids by name, as a service principal offers them."""
    return [
        {
            "allowedMemberTypes": ["Application"],
            "description": name,
            "displayName": name,
            "id": role_id,
            "isEnabled": True,
            "origin": "Application",
            "value": name,
        }
        for name, role_id in roles.items()
    ]


def _seed_principal(
    tenant: Tenant,
    object_id: str,
    name: str,
    app_id: str,
    owner: str,
    *,
    roles: Sequence[Mapping[str, Any]] = (),
) -> None:
    values: dict[str, Any] = {
        "appDisplayName": name,
        "appId": app_id,
        "appOwnerOrganizationId": owner,
        "appRoles": list(roles),
        "displayName": name,
        "servicePrincipalNames": [app_id],
        "signInAudience": "AzureADMyOrg" if owner == tenant.tenant_id else "AzureADMultipleOrgs",
    }
    tenant.store.put("servicePrincipals", object_id, new_service_principal(object_id, values))
