"""The template of an application that is in no gallery, by which SAML applications are made; the gallery is left out.

Sources: https://learn.microsoft.com/graph/api/applicationtemplate-instantiate (2026-11-30) with the template's ids by
cloud, of which that of the global service is here; graph-metadata/v1.0.csdl.xml. What the template says, the roles and
tags of what it makes, and who may list it are recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.application_lifecycle import principals
from holdfast.emulator.graph.applications.routes import shown_application, store_application
from holdfast.emulator.graph.applications.types import given
from holdfast.emulator.graph.directory_objects.state import default_names
from holdfast.emulator.odata.directory_types import DirectoryProperty, checked_body
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, context_url, list_reply, object_reply, project
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_READ = ("Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_WRITE = ("Application.ReadWrite.OwnedBy", "Application.ReadWrite.All", "Directory.ReadWrite.All")
_PATH = "/applicationTemplates"
_CUSTOM: dict[str, Any] = {
    "id": "8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
    "categories": [],
    "description": None,
    "displayName": "Custom",
    "homePageUrl": None,
    "logoUrl": None,
    "publisher": None,
    "supportedProvisioningTypes": ["sync"],
    "supportedSingleSignOnModes": ["password", "saml", "external"],
}
_LISTING = Listing(
    context="applicationTemplates",
    entity="microsoft.graph.applicationTemplate",
    properties=frozenset(_CUSTOM),
    filters={
        **dict.fromkeys(("id", "publisher"), frozenset({"eq"})),
        "displayName": frozenset({"eq", "startswith", "contains"}),
    },
)
_BODY = {"displayName": DirectoryProperty("String", required=True)}
_ROLES = (
    ("18d14569-c3bd-439b-9a66-3a2aee01d14f", "User"),
    ("b9632174-c057-4f7e-951b-be3adc52bfe6", "msiam_access"),
)
_TAGS = [
    "WindowsAzureActiveDirectoryCustomSingleSignOnApplication",
    "WindowsAzureActiveDirectoryIntegratedApp",
]


def _list(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, [_CUSTOM])


def _get(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    _require_custom(call)
    return object_reply(call, _LISTING, _CUSTOM)


def _require_custom(call: Call) -> None:
    if call.params["id"].lower() != _CUSTOM["id"]:
        raise not_found(call.params["id"])


def _instantiate(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    _require_custom(call)
    name = checked_body(_BODY, call.body, creating=True)["displayName"]
    roles = [
        {
            "allowedMemberTypes": ["User"],
            "description": role,
            "displayName": role,
            "id": key,
            "isEnabled": True,
            "origin": "Application",
            "value": None,
        }
        for key, role in _ROLES
    ]
    document = given({}, {"displayName": name, "appRoles": roles, "signInAudience": "AzureADMyOrg"}) | {
        "id": tenant.store.new_id(),
        "appId": tenant.store.new_id(),
        "applicationTemplateId": _CUSTOM["id"],
        "createdDateTime": tenant.stamp(),
        "servicePrincipalId": None,
    }
    store_application(tenant, principal, "Add application", document)
    values = {"appId": document["appId"], "tags": _TAGS, "applicationTemplateId": _CUSTOM["id"]}
    made = principals.make(tenant, principal, values)
    application = project(shown_application(tenant, document), default_names("application", call.version))
    both = {
        "application": application,
        "servicePrincipal": project(made, default_names("servicePrincipal", call.version)),
    }
    context = context_url(call, "microsoft.graph.applicationServicePrincipal")
    return Reply(201, {"@odata.context": context, **both})


def _route(method: str, end: str, handler: Handler, doc: str, roles: tuple[str, ...]) -> Route:
    return Route(method, f"{_PATH}{end}", handler, doc, any_of=roles, consented=False)


ROUTES: tuple[Route, ...] = (
    _route(
        "GET",
        "",
        _list,
        "The template of applications that are in no gallery; the gallery is left out.",
        _READ,
    ),
    _route("GET", "/{id}", _get, "Read that template.", _READ),
    _route(
        "POST",
        "/{id}/instantiate",
        _instantiate,
        "Make an application that is in no gallery, with its service principal.",
        _WRITE,
    ),
)
"""Routes of templates of applications."""
