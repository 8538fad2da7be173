"""Security defaults: the one policy of a tenant without Conditional Access (api-facts 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.odata import Listing, context_url, project, refuse_options, selected
from holdfast.emulator.graph.schema import Flag, SchemaError, Shape, Text, check
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

COLLECTION = "identitySecurityDefaultsEnforcementPolicy"
POLICY_ID = "00000000-0000-0000-0000-000000000005"
_PATH = "/policies/identitySecurityDefaultsEnforcementPolicy"
_SHAPE = Shape(
    "identitySecurityDefaultsEnforcementPolicy",
    {"isEnabled": Flag(nullable=False), "displayName": Text(), "description": Text()},
    nullable=False,
    read_only=frozenset({"id"}),
)
_LISTING = Listing(
    context="policies/identitySecurityDefaultsEnforcementPolicy",
    entity="microsoft.graph.identitySecurityDefaultsEnforcementPolicy",
    properties=frozenset({"id", "displayName", "description", "isEnabled"}),
)
_DEFAULT = {
    "id": POLICY_ID,
    "displayName": "Security Defaults",
    "description": (
        "Security defaults is a set of basic identity security mechanisms recommended by Microsoft. When "
        "enabled, these recommendations will be automatically enforced in your organization. Administrators "
        "and users will be better protected from common identity related attacks."
    ),
    "isEnabled": False,
}


def security_defaults(tenant: Tenant) -> dict[str, Any]:
    """The tenant's security defaults, wire shape; off in a tenant that was never told."""
    stored = tenant.store.all(COLLECTION)
    return stored[0] if stored else dict(_DEFAULT)


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call, "$select")
    names = selected(call.query, _LISTING)
    context = context_url(call, f"{_LISTING.context}/$entity")
    return Reply(200, {"@odata.context": context, **project(security_defaults(tenant), names)})


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    try:
        check(_SHAPE, call.body)
    except SchemaError as error:
        raise GraphError(400, "BadRequest", f"Invalid security defaults policy: {error}.") from error
    old = security_defaults(tenant)
    new = old | {name: call.body[name] for name in _SHAPE.fields if name in call.body}
    if new["isEnabled"] and not old["isEnabled"]:
        _refuse_beside_policies(tenant)
    tenant.store.put(COLLECTION, old["id"], new)
    target = {"id": new["id"], "displayName": new["displayName"], "type": "Policy"}
    record_directory_change(
        tenant,
        principal,
        "Update security defaults",
        "Policy",
        "Core Directory",
        target=target,
        old=old,
        new=new,
    )
    return Reply(204)


def _refuse_beside_policies(tenant: Tenant) -> None:
    enabled = [one for one in tenant.store.all("conditionalAccessPolicies") if one["state"] == "enabled"]
    if enabled:
        # The rule is documented, the text assumed.
        raise GraphError(
            400,
            "BadRequest",
            f"Security Defaults cannot be enabled: {len(enabled)} Conditional Access policies are enabled.",
        )


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        _PATH,
        _get,
        "Read the security defaults.",
        any_of=("Policy.Read.All", "Policy.ReadWrite.SecurityDefaults"),
    ),
    Route(
        "PATCH",
        _PATH,
        _update,
        "Switch the security defaults; refused while a policy is enabled.",
        any_of=("Policy.ReadWrite.SecurityDefaults", "Policy.ReadWrite.ConditionalAccess"),
        all_of=("Policy.Read.All",),
    ),
)
