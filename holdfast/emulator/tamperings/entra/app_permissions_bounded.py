"""Tampering with what applications may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.app_role_assignments.state import ASSIGNMENTS, app_role_assignment
from holdfast.emulator.graph.service_principals.types import new_service_principal
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant

_NAME = "Report Helper"
_APPLICATION = "0badcafe-0000-4000-8000-000000000401"
_OWNER = "0badcafe-0000-4000-8000-000000000400"
"""Of somebody else's tenant; both are made up."""
_PERMISSION = "RoleManagement.ReadWrite.Directory"


def let_application_in(tenant: Tenant) -> str:
    """Consent to an application of somebody else's that may give itself every role.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no Microsoft Graph.
    """
    actor = attacker(tenant)
    graph = next(
        (one for one in tenant.store.all("servicePrincipals") if one["displayName"] == "Microsoft Graph"),
        None,
    )
    if graph is None:
        raise TamperingError(f"{tenant.domain} has no Microsoft Graph.")
    object_id = stable_id(tenant.domain, "servicePrincipal", _NAME)
    principal = new_service_principal(
        object_id,
        {
            "appDisplayName": _NAME,
            "appId": _APPLICATION,
            "appOwnerOrganizationId": _OWNER,
            "displayName": _NAME,
            "servicePrincipalNames": [_APPLICATION],
            "signInAudience": "AzureADMultipleOrgs",
        },
    )
    tenant.store.put("servicePrincipals", object_id, principal)
    given = app_role_assignment(tenant, principal, graph, _PERMISSION)
    tenant.store.put(ASSIGNMENTS, given["id"], given)
    _record_consent(tenant, actor, graph, object_id)
    return f"{actor.user_principal_name} let {_NAME} in, which may give itself every role."


def _record_consent(tenant: Tenant, actor: Person, graph: Mapping[str, Any], object_id: str) -> None:
    """Write both audit events: of the principal, and of the role that it was given.

    Activities: the directory's list of audit activities; that a consent names the resource first is recalled.
    """
    target = {"id": object_id, "displayName": _NAME, "type": "ServicePrincipal"}
    record_directory_change(
        tenant,
        actor,
        "Add service principal",
        "ApplicationManagement",
        "Core Directory",
        target=target,
        new={"AppId": _APPLICATION, "DisplayName": _NAME},
    )
    record_directory_change(
        tenant,
        actor,
        "Add app role assignment to service principal",
        "ApplicationManagement",
        "Core Directory",
        target={"id": graph["id"], "displayName": graph["displayName"], "type": "ServicePrincipal"},
        also=target,
    )


TAMPERINGS = (
    Tampering(
        "let-application-in",
        "The attacker consents to an application of somebody else's that may give itself every role.",
        let_application_in,
    ),
)
