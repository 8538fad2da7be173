"""The applications of a seeded tenant: what the token endpoint knows, and their service principals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.dispatch import graph_routes
from holdfast.emulator.graph.role_management import role_assignment
from holdfast.emulator.graph.service_principal_entity import new_service_principal
from holdfast.emulator.seeds.ids import client_id_of, stable_id
from holdfast.emulator.seeds.roles import ROLE_IDS
from holdfast.emulator.signin.applications import kept_credentials

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
"""The tenant that owns Microsoft's own applications."""

_FIRST_PARTY = (
    ("Microsoft Graph", "00000003-0000-0000-c000-000000000000"),
    ("Office 365 Exchange Online", "00000002-0000-0ff1-ce00-000000000000"),
    ("Office 365 SharePoint Online", "00000003-0000-0ff1-ce00-000000000000"),
    ("Windows Azure Service Management API", "797f4846-ba00-4fd7-ba43-dac1f8f63013"),
)


@dataclass(frozen=True, slots=True)
class SeededApplication:
    """An application that may sign in to every seeded tenant."""

    name: str
    roles: tuple[str, ...]
    """Application roles granted."""
    directory_roles: tuple[str, ...] = ()
    """Directory roles of its service principal."""


_NEVER = frozenset({"Application.ReadWrite.All", "User.ReadWrite.All"})
"""What the toolkit must not hold: with it, it could make credentials or people."""


def _roles_of_routes() -> tuple[str, ...]:
    """The least role for each thing that the services offer, so that a new service needs no line here; sorted."""
    needed = {role for route in graph_routes() for role in (*route.any_of[:1], *route.all_of)}
    return tuple(sorted((needed | {"Exchange.ManageAsApp"}) - _NEVER))


APPLICATIONS = (
    SeededApplication(
        "Holdfast",
        _roles_of_routes(),
        ("Compliance Administrator", "Exchange Administrator", "Global Reader"),
    ),
    SeededApplication("Reader", ("User.Read.All",)),
    SeededApplication("Administrator", ("Application.ReadWrite.All", "Directory.Read.All")),
)
"""Holdfast: everything but what it must never hold. Reader: one role, for tests of permissions. Administrator:
registers certificates and federated credentials by Graph, as somebody does who sets a pipeline up."""


def seed_applications(tenant: Tenant) -> None:
    """Store the applications, their service principals and directory roles, and Microsoft's own principals.

    Secrets are random, made once for each tenant of a folder, and survive a reset, as do the credentials that
    `control` registered.
    """
    for application in APPLICATIONS:
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
        _seed_principal(tenant, object_id, name, app_id, _MICROSOFT)


def _seed_principal(tenant: Tenant, object_id: str, name: str, app_id: str, owner: str) -> None:
    values: dict[str, Any] = {
        "appDisplayName": name,
        "appId": app_id,
        "appOwnerOrganizationId": owner,
        "displayName": name,
        "servicePrincipalNames": [app_id],
        "signInAudience": "AzureADMyOrg" if owner == tenant.tenant_id else "AzureADMultipleOrgs",
    }
    tenant.store.put("servicePrincipals", object_id, new_service_principal(object_id, values))
