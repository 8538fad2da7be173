"""Service principals, made of an application of the tenant or of Microsoft, changed, deleted softly.

While its service principal is gone an application cannot sign in. Source:
https://learn.microsoft.com/graph/api/serviceprincipal-post-serviceprincipals (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.application_lifecycle.passwords import new_password, without
from holdfast.emulator.graph.application_lifecycle.principal_keys import keep_keys
from holdfast.emulator.graph.applications.key_credentials import NAME
from holdfast.emulator.graph.applications.types import whole
from holdfast.emulator.graph.conditional_access.first_party_applications import FIRST_PARTY_APPLICATIONS
from holdfast.emulator.graph.directory_objects.membership import add
from holdfast.emulator.graph.directory_objects.state import (
    DirectoryObject,
    default_names,
    delete_softly,
    record,
    referenced_objects,
)
from holdfast.emulator.graph.service_principals.routes import called_principal
from holdfast.emulator.graph.service_principals.types import SERVICE_PRINCIPAL_TABLE, new_service_principal
from holdfast.emulator.odata.directory_types import checked_body
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.query import context_url, created_reply, project
from holdfast.emulator.signin.applications import COLLECTION
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
_OF_ITS_APPLICATION = ("addIns", "appRoles", "info", "signInAudience")


def create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Make the service principal of an application."""
    values = checked_body(SERVICE_PRINCIPAL_TABLE, call.body, creating=True, bindings=("owners",))
    if values.pop("passwordCredentials", None):
        raise bad_request("New password credentials must be generated with service actions.")
    owners = referenced_objects(tenant, call.body, "owners")
    made = make(tenant, principal, values)
    add(tenant, made["id"], "owners", [one.object_id for one in owners])
    shown = project(made, default_names("servicePrincipal", call.version))
    return created_reply(call, "/servicePrincipals", "servicePrincipals", shown)


def make(tenant: Tenant, principal: Principal, values: dict[str, Any]) -> dict[str, Any]:
    """Make the service principal of the application that `values` name by its appId, and leave the event.

    Raises:
        GraphError: 400 for no such application or what is no certificate; 409 where it has one.
    """
    app_id = values["appId"]
    application = tenant.store.get(COLLECTION, app_id)
    if application is None and app_id not in FIRST_PARTY_APPLICATIONS:
        raise bad_request(
            f"The appId '{app_id}' of the service principal does not reference a valid application."
        )
    if any(one["appId"] == app_id for one in tenant.store.all("servicePrincipals")):
        raise GraphError(
            409,
            "Request_MultipleObjectsWithSameKeyValue",
            f"The service principal cannot be created, updated, or restored because the service principal name "
            f"{app_id} is already in use.",
        )
    inherited = {"createdDateTime": tenant.stamp(), **_inherited(tenant, app_id, application)}
    made = new_service_principal(tenant.store.new_id(), inherited | values)
    made[NAME] = keep_keys(tenant, made["id"], values.get(NAME) or [])
    tenant.store.put("servicePrincipals", made["id"], made)
    tie(tenant, made, made["id"])
    record(tenant, principal, "Add", DirectoryObject("servicePrincipal", made), new=made)
    return made


def _inherited(tenant: Tenant, app_id: str, application: dict[str, Any] | None) -> dict[str, Any]:
    if application is None:
        names = {"appDisplayName": app_id, "displayName": app_id, "appOwnerOrganizationId": _MICROSOFT}
        return {**names, "servicePrincipalNames": [app_id]}
    shown = whole(application)
    return {
        **{name: shown[name] for name in _OF_ITS_APPLICATION},
        "appDescription": shown["description"],
        "appDisplayName": shown["displayName"],
        "appOwnerOrganizationId": tenant.tenant_id,
        "displayName": shown["displayName"],
        "homepage": shown["web"]["homePageUrl"],
        "logoutUrl": shown["web"]["logoutUrl"],
        "oauth2PermissionScopes": shown["api"]["oauth2PermissionScopes"],
        "replyUrls": [url for part in ("web", "spa", "publicClient") for url in shown[part]["redirectUris"]],
        "servicePrincipalNames": [app_id, *shown["identifierUris"]],
    }


def update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Change a service principal."""
    before = called_principal(tenant, call)
    values = checked_body(SERVICE_PRINCIPAL_TABLE, call.body, creating=False, current=before)
    if values.get("appId", before["appId"]) != before["appId"]:
        raise bad_request("Property 'appId' is immutable and cannot be changed after creation.")
    if "info" in values:
        values["info"] = {**before["info"], **(values["info"] or {})}
    if "passwordCredentials" in values:
        values["passwordCredentials"] = _left(tenant, before, values["passwordCredentials"] or [])
    if NAME in values:
        values[NAME] = keep_keys(tenant, before["id"], values[NAME] or [])
    after = before | values
    tenant.store.put("servicePrincipals", before["id"], after)
    item = DirectoryObject("servicePrincipal", after)
    record(tenant, principal, "Update", item, old=before, new=after)
    return Reply(204)


def delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Delete a service principal softly."""
    item = DirectoryObject("servicePrincipal", called_principal(tenant, call))
    delete_softly(tenant, item)
    tie(tenant, item.body, None)
    record(tenant, principal, "Delete", item, old=item.body)
    return Reply(204)


def tie(tenant: Tenant, principal: dict[str, Any], object_id: str | None) -> None:
    """Let the application of a service principal sign in as it; with None, no longer."""
    application = tenant.store.get(COLLECTION, principal["appId"])
    if application is not None:
        tied = application | {"servicePrincipalId": object_id}
        tenant.store.put(COLLECTION, application["appId"], tied)


def add_password(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Make a password of a service principal; its application signs in with it as with its own."""
    found = called_principal(tenant, call)
    shown, secret = new_password(tenant, call.body)
    _with_passwords(tenant, principal, found, [*found["passwordCredentials"], shown])
    application = tenant.store.get(COLLECTION, found["appId"])
    if application is not None:
        kept = [*application.get("secrets", ()), {**shown, "secretText": secret}]
        tenant.store.put(COLLECTION, application["appId"], application | {"secrets": kept})
    context = context_url(call, "microsoft.graph.passwordCredential")
    return Reply(200, {"@odata.context": context, **shown, "secretText": secret})


def _left(tenant: Tenant, found: dict[str, Any], credentials: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The passwords that a body leaves; with what it leaves out nobody signs in any more."""
    keys = {one.get("keyId") for one in credentials}
    left = [one for one in found["passwordCredentials"] if one["keyId"] in keys]
    if len(left) != len(keys):
        raise bad_request("New password credentials must be generated with service actions.")
    application = tenant.store.get(COLLECTION, found["appId"])
    if application is not None:
        ended = {one["keyId"] for one in found["passwordCredentials"]} - keys
        kept = [one for one in application.get("secrets", ()) if one["keyId"] not in ended]
        tenant.store.put(COLLECTION, application["appId"], application | {"secrets": kept})
    return left


def remove_password(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Take a password of a service principal away."""
    found = called_principal(tenant, call)
    _with_passwords(tenant, principal, found, without(found["passwordCredentials"], call.body))
    application = tenant.store.get(COLLECTION, found["appId"])
    if application is not None:
        kept = without(application["secrets"], call.body)
        tenant.store.put(COLLECTION, application["appId"], application | {"secrets": kept})
    return Reply(204)


def _with_passwords(
    tenant: Tenant, principal: Principal, found: dict[str, Any], credentials: list[dict[str, Any]]
) -> None:
    changed = found | {"passwordCredentials": credentials}
    tenant.store.put("servicePrincipals", found["id"], changed)
    item = DirectoryObject("servicePrincipal", changed)
    record(tenant, principal, "Update", item, old=found, new=changed)
