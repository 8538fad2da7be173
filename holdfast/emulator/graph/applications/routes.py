"""Applications: list, count, read, change, and register what they sign in with; application_lifecycle makes them.

Certificates go with a PATCH of `keyCredentials` (key_credentials.py).
Federated credentials have routes of their own (federated_credentials.py). What is registered here, sign-in checks
(signin/assertions.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.applications import federated_credentials
from holdfast.emulator.graph.applications.key_credentials import asks_for_keys, registered, shown_key
from holdfast.emulator.graph.applications.types import APPLICATION_TABLE, application_id, given, whole
from holdfast.emulator.graph.directory_objects.membership import ids_of, mixed_bodies
from holdfast.emulator.graph.directory_objects.state import existing
from holdfast.emulator.odata.advanced_query import counting, directory_count, directory_list
from holdfast.emulator.odata.directory_types import by_default, checked_body
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.expansion import Relation, expanded, unselective
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.signin.applications import COLLECTION
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_READ = (
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadWrite.OwnedBy",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_WRITE = ("Application.ReadWrite.All",)
_ACTIVITY = "Update application"
_EXACT = frozenset({"eq", "ne", "in", "not eq", "not in"})
APPLICATION_FILTERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("id", "appId"), _EXACT),
    "displayName": _EXACT | {"startswith", "not startswith"},
    **dict.fromkeys(("identifierUris/any", "tags/any"), frozenset({"eq"})),
    "signInAudience": frozenset({"eq", "ne", "not eq"}),
    "publisherDomain": frozenset({"eq", "ne", "startswith"}),
    "createdDateTime": frozenset({"eq", "ne", "ge", "le"}),
    **dict.fromkeys(("keyCredentials/$count", "passwordCredentials/$count"), frozenset({"eq", "ne"})),
}
"""What applications are filtered by."""
APPLICATIONS_ADVANCED = frozenset({"signInAudience", "publisherDomain", "createdDateTime"})
"""Of that, what needs the parameters of an advanced query by any operator (assumed: never laxer than the service)."""
_LISTING = Listing(
    context="applications",
    entity="microsoft.graph.application",
    properties=frozenset(APPLICATION_TABLE),
    default_properties=by_default(APPLICATION_TABLE),
    filters=APPLICATION_FILTERS | {"owners/$count": frozenset({"eq", "ne"})},
    orders=frozenset({"displayName", "createdDateTime"}),
    advanced=APPLICATIONS_ADVANCED,
)
_PUBLISHING = "onPremisesPublishing"
_LISTING_OF_BETA = replace(
    _LISTING,
    properties=_LISTING.properties | {_PUBLISHING},
    filters={**_LISTING.filters, f"{_PUBLISHING}/isOnPremPublishingEnabled": frozenset({"eq"})},
)
"""Beta knows by which proxy an application of one's own network is published; here none is."""


def shown_application(tenant: Tenant, document: dict[str, Any], *, keys: bool = False) -> dict[str, Any]:
    """An application as Graph shows it, with what it signs in with; with `keys` the certificates themselves too."""
    return whole(document) | {
        _PUBLISHING: None,
        "publisherDomain": tenant.domain,
        "keyCredentials": [shown_key(one, whole=keys) for one in document.get("certificates", ())],
    }


def _listing(call: Call) -> Listing:
    return _LISTING_OF_BETA if call.version == "beta" else _LISTING


def _entities(tenant: Tenant) -> list[dict[str, Any]]:
    return [shown_application(tenant, document) for document in tenant.store.all(COLLECTION)]


def _owners(tenant: Tenant, application: dict[str, Any]) -> list[str]:
    return ids_of(tenant, application["id"], "owners")


def _relations(tenant: Tenant, call: Call) -> dict[str, Relation]:
    def owners(application: dict[str, Any]) -> list[dict[str, Any]]:
        """Who owns an application, as the list of owners shows them."""
        return mixed_bodies(unselective(call), existing(tenant, _owners(tenant, application)))

    def federated(application: dict[str, Any]) -> list[dict[str, Any]]:
        """Who signs in as an application by what another issuer says."""
        return federated_credentials.all_shown(call, tenant.store.get(COLLECTION, application["appId"]) or {})

    return {"owners": owners, "federatedIdentityCredentials": federated}


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = counting(call, "owners", _entities(tenant), lambda one: _owners(tenant, one))
    return directory_list(*expanded(call, _listing(call), found, _relations(tenant, call)))


def _count(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = counting(call, "owners", _entities(tenant), lambda one: _owners(tenant, one))
    return directory_count(call, _listing(call), found)


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = shown_application(tenant, called_application(tenant, call), keys=asks_for_keys(call))
    call, listing, (item,) = expanded(call, _listing(call), [found], _relations(tenant, call))
    return object_reply(call, listing, item)


def called_application(tenant: Tenant, call: Call) -> dict[str, Any]:
    """The application that the path names by its object id or, in the other form, by its client id.

    Raises:
        GraphError: 404 when there is none.
    """
    if "id" in call.params:
        return find_application_object(tenant, call.params["id"])
    document = tenant.store.get(COLLECTION, call.params["app_id"])
    if document is None:
        raise not_found(call.params["app_id"])
    return document


def find_application_object(tenant: Tenant, object_id: str) -> dict[str, Any]:
    """The application of that object id.

    Raises:
        GraphError: 404 when there is none.
    """
    wanted = object_id.lower()
    for document in tenant.store.all(COLLECTION):
        if application_id(document).lower() == wanted:
            return document
    raise not_found(object_id)


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    document = called_application(tenant, call)
    values = checked_body(
        APPLICATION_TABLE, call.body, creating=False, current=shown_application(tenant, document)
    )
    keys = values.pop("keyCredentials", None)
    changed = document | given(document, values)
    if keys is not None:
        changed["certificates"] = registered(tenant, document.get("certificates", ()), keys)
    store_application(tenant, principal, _ACTIVITY, changed)
    return Reply(204)


def _list_federated(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = federated_credentials.all_shown(call, called_application(tenant, call))
    return list_reply(call, federated_credentials.listing(call), found)


def _get_federated(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = federated_credentials.found(called_application(tenant, call), call.params["credential_id"])
    return object_reply(call, federated_credentials.listing(call), federated_credentials.shown(call, found))


def _add_federated(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    document = called_application(tenant, call)
    present = document.get("federatedCredentials", [])
    new = federated_credentials.made(call, present, tenant.store.new_id())
    changed = document | {"federatedCredentials": [*present, new]}
    store_application(tenant, principal, _ACTIVITY, changed)
    context = federated_credentials.listing(call).context
    return Reply(201, entity(call, context, federated_credentials.shown(call, new)))


def _change_federated(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    document = called_application(tenant, call)
    before = federated_credentials.found(document, call.params["credential_id"])
    others = [one for one in document["federatedCredentials"] if one is not before]
    changed = federated_credentials.changed(call, before, others)
    listed = [changed if one is before else one for one in document["federatedCredentials"]]
    store_application(tenant, principal, _ACTIVITY, document | {"federatedCredentials": listed})
    return Reply(204)


def _delete_federated(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    document = called_application(tenant, call)
    gone = federated_credentials.found(document, call.params["credential_id"])
    left = [one for one in document["federatedCredentials"] if one is not gone]
    store_application(tenant, principal, _ACTIVITY, document | {"federatedCredentials": left})
    return Reply(204)


def store_application(tenant: Tenant, principal: Principal, activity: str, document: dict[str, Any]) -> None:
    """Keep an application that was made or changed, and leave the event of it."""
    tenant.store.put(COLLECTION, document["appId"], document)
    record_application(tenant, principal, activity, document)


def record_application(tenant: Tenant, principal: Principal, activity: str, document: dict[str, Any]) -> None:
    """Leave the audit event of an application."""
    target = {"id": application_id(document), "displayName": document["displayName"], "type": "Application"}
    record_directory_change(
        tenant, principal, activity, "ApplicationManagement", "Core Directory", target=target
    )


def _routes_below(item: str) -> tuple[Route, ...]:
    def route(method: str, path: str, handler: Handler, doc: str) -> Route:
        reads = method == "GET"
        return Route(
            method, f"{item}{path}", handler, doc, any_of=_READ if reads else _WRITE, consented=reads
        )

    below = "/federatedIdentityCredentials"
    return (
        route("GET", "", _get, "Read an application."),
        route("PATCH", "", _update, "Change an application, or replace its certificates."),
        route("GET", below, _list_federated, "List federated credentials."),
        route(
            "GET", f"{below}/{{credential_id}}", _get_federated, "Read a federated credential, by id or name."
        ),
        route("POST", below, _add_federated, "Let an identity of another issuer sign in as the application."),
        route("PATCH", f"{below}/{{credential_id}}", _change_federated, "Change a federated credential."),
        route("DELETE", f"{below}/{{credential_id}}", _delete_federated, "Remove a federated credential."),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/applications", _list, "List applications.", any_of=_READ),
    Route("GET", "/applications/$count", _count, "Count applications, text/plain.", any_of=_READ),
    *_routes_below("/applications/{id}"),
    *_routes_below("/applications(appId='{app_id}')"),
)
"""Routes of applications."""
