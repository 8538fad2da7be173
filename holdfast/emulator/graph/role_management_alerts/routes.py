"""Alerts of PIM, what each is about, how it is set, and what it found: beta alone, read only.

Source: https://learn.microsoft.com/graph/api/rolemanagementalert-list-alertdefinitions (2026-11-28) and the pages
beside it, by which `$filter` names scope and type of scope; that it is refused without is assumed. What an alert says
at length is left out, and so are changes of its settings and the scan that somebody starts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.role_management.routes import require_pim
from holdfast.emulator.graph.role_management_alerts.incidents import ALERTS
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.graph.role_management_alerts.incidents import Alert
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal, Reply

_BELOW = "/identityGovernance/roleManagementAlerts"
_SCOPE = {"scopeId": "/", "scopeType": "DirectoryRole"}
_ROLES = (
    "RoleManagementAlert.Read.Directory",
    "RoleManagementAlert.ReadWrite.Directory",
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
)
_INCIDENTS = "alertIncidents"
_EQUAL = frozenset({"eq", "ne"})


def _id(tenant: Tenant, alert: Alert) -> str:
    return f"DirectoryRole_{tenant.tenant_id}_{alert.name}"


def _incidents(tenant: Tenant, alert: Alert) -> list[dict[str, Any]]:
    return [
        {"@odata.type": f"#microsoft.graph.{alert.type}AlertIncident", **one} for one in alert.find(tenant)
    ]


def _definition(tenant: Tenant, alert: Alert) -> dict[str, Any]:
    return {
        "id": _id(tenant, alert),
        "displayName": alert.title,
        **_SCOPE,
        "description": alert.title,
        "severityLevel": alert.severity,
        "isRemediatable": alert.remediable,
        "isConfigurable": bool(alert.settings),
    }


def _configuration(tenant: Tenant, alert: Alert) -> dict[str, Any]:
    return {
        "@odata.type": f"#microsoft.graph.{alert.type}AlertConfiguration",
        "id": _id(tenant, alert),
        "alertDefinitionId": _id(tenant, alert),
        **_SCOPE,
        "isEnabled": True,
        **alert.settings,
    }


def _alert(tenant: Tenant, alert: Alert) -> dict[str, Any]:
    found = len(_incidents(tenant, alert))
    return {
        "id": _id(tenant, alert),
        "alertDefinitionId": _id(tenant, alert),
        **_SCOPE,
        "incidentCount": found,
        "isActive": found > 0,
        "lastModifiedDateTime": tenant.stamp(),
        "lastScannedDateTime": tenant.stamp(),
    }


_RELATIONS: dict[str, Callable[[Tenant, Alert], Any]] = {
    "alertDefinition": _definition,
    "alertConfiguration": _configuration,
    _INCIDENTS: _incidents,
}
_PROPERTIES = frozenset(
    {"id", "alertDefinitionId", *_SCOPE, "isActive", "isEnabled", "incidentCount", "displayName"}
)
_MORE = frozenset({"description", "severityLevel", "isRemediatable", "isConfigurable"})
_STAMPS = frozenset({"lastModifiedDateTime", "lastScannedDateTime"})
_LISTS: dict[str, tuple[Callable[[Tenant, Alert], dict[str, Any]], frozenset[str]]] = {
    "alerts": (_alert, frozenset(_RELATIONS)),
    "alertConfigurations": (_configuration, frozenset({"alertDefinition"})),
    "alertDefinitions": (_definition, frozenset()),
}


def _listing(name: str) -> Listing:
    return Listing(
        context=f"identityGovernance/roleManagementAlerts/{name}",
        entity="microsoft.graph.unifiedRoleManagementAlert",
        properties=_PROPERTIES | _MORE | _STAMPS,
        filters=dict.fromkeys(
            (*_SCOPE, "isActive", "isEnabled", "alertDefinitionId", "severityLevel"), _EQUAL
        ),
        count=False,
    )


def _related(tenant: Tenant, call: Call, name: str, alert: Alert) -> dict[str, Any]:
    shape, known = _LISTS[name]
    asked = _relations(call)
    if not set(asked) <= known:
        raise bad_request(f"Could not find a property named '{min(set(asked) - known)}'.")
    return {**shape(tenant, alert), **{one: _RELATIONS[one](tenant, alert) for one in asked}}


def _relations(call: Call) -> list[str]:
    return [one.strip() for one in call.query.get("$expand", "").split(",") if one.strip()]


def _with_expanded(call: Call, listing: Listing) -> Listing:
    asked = call.query.get("$expand")
    if asked is None:
        return listing
    properties = listing.properties | frozenset(_relations(call))
    return replace(listing, expands=frozenset({asked}), properties=properties)


def _lister(name: str) -> Handler:
    listing = _listing(name)

    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        if not all(one in call.query.get("$filter", "") for one in _SCOPE):
            raise bad_request("The filter is invalid: scopeId and scopeType are needed.")
        rows = [_related(tenant, call, name, one) for one in ALERTS]
        return list_reply(call, _with_expanded(call, listing), rows)

    return listed


def _getter(name: str) -> Handler:
    listing = _listing(name)

    def got(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        row = _related(tenant, call, name, _called(tenant, call))
        return object_reply(call, _with_expanded(call, listing), row)

    return got


def _called(tenant: Tenant, call: Call) -> Alert:
    require_pim(tenant)
    wanted = call.params["id"].lower()
    found = next((one for one in ALERTS if _id(tenant, one).lower() == wanted), None)
    if found is None:
        raise not_found(call.params["id"])
    return found


def _list_incidents(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    listing = replace(_listing(_INCIDENTS), properties=frozenset(), filters={})
    return list_reply(call, listing, _incidents(tenant, _called(tenant, call)))


def _route(path: str, handler: Handler, doc: str) -> Route:
    return Route("GET", f"{_BELOW}/{path}", handler, doc, ("beta",), any_of=_ROLES, consented=False)


ROUTES: tuple[Route, ...] = (
    *(_route(name, _lister(name), "What PIM warns of; needs PIM and a $filter.") for name in _LISTS),
    *(_route(f"{name}/{{id}}", _getter(name), "One of it.") for name in _LISTS),
    _route(f"alerts/{{id}}/{_INCIDENTS}", _list_incidents, "What an alert found."),
)
"""Routes of alerts."""
