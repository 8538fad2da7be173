"""Templates of Conditional Access policies: Microsoft's own, the same in every tenant, read only.

Path, roles and the first template: https://learn.microsoft.com/graph/api/conditionalaccessroot-list-templates (stored
text, read 2026-11-28). Ids, names and scenarios of the others, and what each makes, are recalled; there are more of
them than these, and their descriptions are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_PATH = "/identity/conditionalAccess/templates"
_READ = ("Policy.Read.All",)
_LISTING = Listing(
    context=_PATH.removeprefix("/"),
    entity="microsoft.graph.conditionalAccessTemplate",
    properties=frozenset({"id", "name", "description", "scenarios", "details"}),
    filters={"scenarios": frozenset({"has"})},
)
_ADMINISTRATORS = (
    "62e90394-69f5-4237-9190-012177145e10",
    "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "b0f54661-2d74-4c50-afa3-1ec803f12efe",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
)
"""The roles of security defaults, by template id (recalled)."""
_EVERYBODY = {"includeUsers": ["All"]}
_OLD_CLIENTS = ["exchangeActiveSync", "other"]


def _template(
    template_id: str, name: str, *, scenarios: str, users: dict[str, Any], grant: str, clients: list[str]
) -> dict[str, Any]:
    return {
        "id": template_id,
        "name": name,
        "description": "",
        "scenarios": scenarios,
        "details": {
            "conditions": {
                "clientAppTypes": clients,
                "applications": {"includeApplications": ["All"]},
                "users": users,
            },
            "grantControls": {"operator": "OR", "builtInControls": [grant]},
            "sessionControls": None,
        },
    }


_TEMPLATES = (
    _template(
        "c7503427-338e-4c5e-902d-abe252abfb43",
        "Require multifactor authentication for admins",
        scenarios="secureFoundation,zeroTrust,protectAdmins",
        users={"includeRoles": list(_ADMINISTRATORS)},
        grant="mfa",
        clients=["all"],
    ),
    _template(
        "0b2282f9-2862-4178-88b5-d79340b36cb8",
        "Block legacy authentication",
        scenarios="secureFoundation,zeroTrust,remoteWork",
        users=_EVERYBODY,
        grant="block",
        clients=_OLD_CLIENTS,
    ),
    _template(
        "a3d0a415-b068-4326-9251-f9cdf9feeb64",
        "Require multifactor authentication for all users",
        scenarios="secureFoundation,zeroTrust,remoteWork",
        users=_EVERYBODY,
        grant="mfa",
        clients=["all"],
    ),
)


def _list(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _TEMPLATES)


def _get(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = next((one for one in _TEMPLATES if one["id"] == call.params["id"].lower()), None)
    if found is None:
        raise not_found(call.params["id"])
    return object_reply(call, _LISTING, found)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        _PATH,
        _list,
        "Three of Microsoft's templates, without descriptions.",
        any_of=_READ,
        consented=False,
    ),
    Route("GET", f"{_PATH}/{{id}}", _get, "Read a template.", any_of=_READ, consented=False),
)
"""Routes of templates."""
