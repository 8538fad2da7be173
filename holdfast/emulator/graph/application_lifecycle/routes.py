"""Applications and service principals: made, deleted softly, and given passwords.

An application that is deleted takes its service principal with it. Source:
https://learn.microsoft.com/graph/api/application-delete (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.application_lifecycle import principals
from holdfast.emulator.graph.application_lifecycle.passwords import new_password, without
from holdfast.emulator.graph.application_lifecycle.principal_keys import add_token_signing_certificate
from holdfast.emulator.graph.applications.key_credentials import NAME, registered
from holdfast.emulator.graph.applications.routes import (
    called_application,
    record_application,
    shown_application,
    store_application,
)
from holdfast.emulator.graph.applications.types import APPLICATION_TABLE, application_id, given
from holdfast.emulator.graph.directory_objects.membership import add
from holdfast.emulator.graph.directory_objects.state import (
    DirectoryObject,
    default_names,
    delete_softly,
    referenced_objects,
)
from holdfast.emulator.odata.directory_types import checked_body
from holdfast.emulator.odata.query import context_url, created_reply, project
from holdfast.emulator.routing import Route
from holdfast.emulator.signin.applications import COLLECTION
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_WRITE = ("Application.ReadWrite.All",)
_UPDATE = "Update application"


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    values = checked_body(APPLICATION_TABLE, call.body, creating=True, bindings=("owners",))
    owners = referenced_objects(tenant, call.body, "owners")
    keys = values.pop(NAME, None) or []
    document = given({}, values) | {
        "certificates": registered(tenant, (), keys),
        "id": tenant.store.new_id(),
        "appId": tenant.store.new_id(),
        "createdDateTime": tenant.stamp(),
        "servicePrincipalId": None,
    }
    store_application(tenant, principal, "Add application", document)
    add(tenant, document["id"], "owners", [one.object_id for one in owners])
    shown = project(shown_application(tenant, document), default_names("application", call.version))
    return created_reply(call, "/applications", "applications", shown)


def delete_application(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Delete the application of the path softly, and its service principal with it."""
    document = called_application(tenant, call)
    shared = tenant.store.get("servicePrincipals", document.get("servicePrincipalId") or "")
    if shared is not None:
        delete_softly(tenant, DirectoryObject("servicePrincipal", shared))
    gone = {**document, "id": application_id(document), "deletedDateTime": tenant.stamp()}
    tenant.store.put("deletedItems", gone["id"], {"type": "application", "body": gone})
    tenant.store.delete(COLLECTION, document["appId"])
    record_application(tenant, principal, "Delete application", document)
    return Reply(204)


def _add_password(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    document = called_application(tenant, call)
    shown, secret = new_password(tenant, call.body)
    credentials = {
        "passwords": [*document.get("passwords", ()), shown],
        "secrets": [*document.get("secrets", ()), {**shown, "secretText": secret}],
    }
    store_application(tenant, principal, _UPDATE, document | credentials)
    context = context_url(call, "microsoft.graph.passwordCredential")
    return Reply(200, {"@odata.context": context, **shown, "secretText": secret})


def _remove_password(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    document = called_application(tenant, call)
    left = {"passwords": without(document.get("passwords", []), call.body)}
    if document.get("secrets"):
        left["secrets"] = without(document["secrets"], call.body)
    store_application(tenant, principal, _UPDATE, document | left)
    return Reply(204)


def _route(method: str, path: str, handler: Handler, doc: str) -> Route:
    return Route(method, path, handler, doc, any_of=_WRITE, consented=False)


def _of_applications(item: str) -> tuple[Route, ...]:
    return (
        _route(
            "DELETE",
            item,
            delete_application,
            "Delete an application softly, and its service principal with it.",
        ),
        _route("POST", f"{item}/addPassword", _add_password, "Make a password of an application."),
        _route("POST", f"{item}/removePassword", _remove_password, "Take a password away."),
    )


def _of_principals(item: str) -> tuple[Route, ...]:
    return (
        _route("PATCH", item, principals.update, "Change a service principal."),
        _route("DELETE", item, principals.delete, "Delete a service principal softly."),
        _route("POST", f"{item}/addPassword", principals.add_password, "Make a password of it."),
        _route("POST", f"{item}/removePassword", principals.remove_password, "Take a password away."),
        _route(
            "POST",
            f"{item}/addTokenSigningCertificate",
            add_token_signing_certificate,
            "Make a certificate that signs SAML tokens.",
        ),
    )


ROUTES: tuple[Route, ...] = (
    _route("POST", "/applications", _create, "Make an application, owners bound."),
    *_of_applications("/applications/{id}"),
    *_of_applications("/applications(appId='{app_id}')"),
    _route("POST", "/servicePrincipals", principals.create, "Make the service principal of an application."),
    *_of_principals("/servicePrincipals/{id}"),
    *_of_principals("/servicePrincipals(appId='{app_id}')"),
)
"""Routes by which applications and service principals come and go."""
