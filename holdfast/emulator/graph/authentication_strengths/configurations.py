"""Which keys or certificates alone count for a combination of a strength: list, read, make, change, delete.

Types and properties: authenticationCombinationConfiguration and those derived from it in the schema (graph-metadata,
2026-08); statuses as with strengths (assumed), and that `appliesToCombinations` names combinations that the strength
allows. At most one configuration can be of a type and combination in the service; that is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.authentication_strengths.changes import (
    MAY_READ,
    MAY_WRITE,
    checked,
    custom,
    found,
    refused,
    store,
)
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.odata.schema import TYPE_KEY, Many, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_TEXTS = Many(Text(nullable=False))
_OF = {
    "fido2CombinationConfiguration": ("allowedAAGUIDs",),
    "x509CertificateCombinationConfiguration": ("allowedIssuerSkis", "allowedPolicyOIDs"),
}
CONFIGURATION = StructuredType(
    "authenticationCombinationConfiguration",
    {},
    nullable=False,
    subtypes={
        name: StructuredType(
            name, dict.fromkeys(("appliesToCombinations", *names), _TEXTS), read_only=frozenset({"id"})
        )
        for name, names in _OF.items()
    },
    with_type=True,
)
"""authenticationCombinationConfiguration."""
_PART = "combinationConfigurations"


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    return Reply(200, {"@odata.context": _context(call), "value": found(tenant, call)[_PART]})


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    one = _one(found(tenant, call), call)
    return Reply(200, {"@odata.context": f"{_context(call)}/$entity", **one})


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    strength = custom(tenant, call)
    body = checked(call, CONFIGURATION)
    names = ("appliesToCombinations", *_OF[body[TYPE_KEY].removeprefix("#microsoft.graph.")])
    new = {
        TYPE_KEY: body[TYPE_KEY],
        "id": tenant.store.new_id(),
        **{name: body.get(name) or [] for name in names},
    }
    _keep(tenant, principal, strength, [*strength[_PART], new])
    return Reply(201, {"@odata.context": f"{_context(call)}/$entity", **new})


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    strength = custom(tenant, call)
    old = _one(strength, call)
    body = checked(call, CONFIGURATION.subtypes[old[TYPE_KEY].removeprefix("#microsoft.graph.")])
    new = old | {name: value for name, value in body.items() if name in old and name != "id"}
    _keep(tenant, principal, strength, [new if one is old else one for one in strength[_PART]])
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    strength = custom(tenant, call)
    old = _one(strength, call)
    _keep(tenant, principal, strength, [one for one in strength[_PART] if one is not old])
    return Reply(204)


def _keep(
    tenant: Tenant, principal: Principal, strength: dict[str, Any], configurations: list[dict[str, Any]]
) -> None:
    named = {each for one in configurations for each in one["appliesToCombinations"]}
    if unknown := sorted(named.difference(strength["allowedCombinations"])):
        raise refused(f"it does not allow the combination {unknown[0]}")
    store(tenant, principal, strength, strength | {_PART: configurations})


def _one(strength: dict[str, Any], call: Call) -> dict[str, Any]:
    wanted = call.params["configuration"].lower()
    one: dict[str, Any] | None = next((each for each in strength[_PART] if each["id"] == wanted), None)
    if one is None:
        raise not_found(wanted)
    return one


def _context(call: Call) -> str:
    return context_url(call, f"policies/authenticationStrengthPolicies('{call.params['id']}')/{_PART}")


def configuration_routes(root: str) -> tuple[Route, ...]:
    """Routes of the configurations below a path of strengths."""
    path = f"{root}/{{id}}/{_PART}"
    item = f"{path}/{{configuration}}"
    return (
        Route("GET", path, _list, "List its combination configurations.", any_of=MAY_READ),
        Route("GET", item, _get, "Read a combination configuration.", any_of=MAY_READ, consented=False),
        *(
            Route(method, where, handler, doc, any_of=MAY_WRITE, licence="P1", consented=False)
            for method, where, handler, doc in (
                ("POST", path, _create, "Let only some keys or certificates count."),
                ("PATCH", item, _update, "Change which ones."),
                ("DELETE", item, _delete, "Let all of them count again."),
            )
        ),
    )
