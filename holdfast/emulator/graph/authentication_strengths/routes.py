"""Authentication strengths: list, read, create, change, delete, usage; under both paths (api-facts 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.authentication_strengths.changes import (
    MAY_READ,
    MAY_WRITE,
    checked,
    custom,
    found,
    record,
    refused,
    store,
)
from holdfast.emulator.graph.authentication_strengths.configurations import configuration_routes
from holdfast.emulator.graph.authentication_strengths.state import (
    COLLECTION,
    combination,
    every_strength,
    requirements_of,
)
from holdfast.emulator.odata.query import (
    Listing,
    context_url,
    entity,
    list_reply,
    object_reply,
    refuse_options,
)
from holdfast.emulator.odata.schema import Many, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

CUSTOM_LIMIT = 15
"""Strengths of its own that a tenant may have (api-facts 2.7)."""
_ROOTS = (
    "/policies/authenticationStrengthPolicies",
    "/identity/conditionalAccess/authenticationStrength/policies",
)
_READ_ONLY = frozenset(
    {
        "id",
        "policyType",
        "requirementsSatisfied",
        "createdDateTime",
        "modifiedDateTime",
        "combinationConfigurations",
    }
)
_COMBINATIONS = Many(Text(nullable=False))
_NEW = StructuredType(
    "authenticationStrengthPolicy",
    {"displayName": Text(nullable=False), "description": Text(), "allowedCombinations": _COMBINATIONS},
    nullable=False,
    read_only=_READ_ONLY,
    required=frozenset({"displayName", "allowedCombinations"}),
)
_CHANGED = StructuredType(
    "authenticationStrengthPolicy",
    {"displayName": Text(nullable=False), "description": Text()},
    nullable=False,
    read_only=_READ_ONLY,
)
_ACTION = StructuredType(
    "updateAllowedCombinations",
    {"allowedCombinations": _COMBINATIONS},
    nullable=False,
    required=frozenset({"allowedCombinations"}),
)
_LISTING = Listing(
    context="policies/authenticationStrengthPolicies",
    entity="microsoft.graph.authenticationStrengthPolicy",
    properties=frozenset({*_READ_ONLY, *_NEW.fields}),
    filters={"policyType": frozenset({"eq"}), "displayName": frozenset({"eq"}), "id": frozenset({"eq"})},
    expands=frozenset({"combinationConfigurations"}),
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, every_strength(tenant))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, found(tenant, call))


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    body = checked(call, _NEW)
    if tenant.store.count(COLLECTION) >= CUSTOM_LIMIT:
        raise refused(f"the limit of {CUSTOM_LIMIT} custom authentication strengths is reached")
    if any(one["displayName"].lower() == body["displayName"].lower() for one in every_strength(tenant)):
        raise refused(f"an authentication strength named '{body['displayName']}' exists")
    combinations = _combinations(body)
    stamp = tenant.stamp()
    new = {
        "id": tenant.store.new_id(),
        "createdDateTime": stamp,
        "modifiedDateTime": stamp,
        "displayName": body["displayName"],
        "description": body.get("description") or "",
        "policyType": "custom",
        "requirementsSatisfied": requirements_of(combinations),
        "allowedCombinations": combinations,
        "combinationConfigurations": [],
    }
    tenant.store.put(COLLECTION, new["id"], new)
    record(tenant, principal, "Add", None, new)
    return Reply(201, entity(call, _LISTING.context, new))


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    old = custom(tenant, call)
    body = checked(call, _CHANGED)
    named = {name: body[name] for name in _CHANGED.fields if name in body}
    store(tenant, principal, old, old | named)
    return Reply(204)


def _update_combinations(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    old = custom(tenant, call)
    combinations = _combinations(checked(call, _ACTION))
    satisfied = requirements_of(combinations)
    store(
        tenant,
        principal,
        old,
        old | {"allowedCombinations": combinations, "requirementsSatisfied": satisfied},
    )
    result = {
        "@odata.context": context_url(call, "microsoft.graph.updateAllowedCombinationsResult"),
        "previousCombinations": old["allowedCombinations"],
        "currentCombinations": combinations,
        "conditionalAccessReferences": [policy["id"] for policy in _users_of(tenant, old["id"])],
        "additionalInformation": None,
    }
    return Reply(200, result)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    old = custom(tenant, call)
    if any(_users_of(tenant, old["id"])):
        raise refused("it is in use by a Conditional Access policy")
    tenant.store.delete(COLLECTION, old["id"])
    record(tenant, principal, "Delete", old, None)
    return Reply(204)


def _usage(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    strength = found(tenant, call)
    users = [
        {"id": one["id"], "displayName": one["displayName"]} for one in _users_of(tenant, strength["id"])
    ]
    satisfies = strength["requirementsSatisfied"] == "mfa"
    body = {
        "@odata.context": context_url(call, "microsoft.graph.authenticationStrengthUsage"),
        "mfa": users if satisfies else [],
        "none": [] if satisfies else users,
    }
    return Reply(200, body)


def _combinations(body: dict[str, Any]) -> list[str]:
    known = [combination(text) for text in body["allowedCombinations"]]
    if not known or None in known:
        raise refused("allowedCombinations must name at least one combination, and known methods only")
    return [one for one in known if one is not None]


def _users_of(tenant: Tenant, strength_id: str) -> Iterator[dict[str, Any]]:
    for policy in tenant.store.all("conditionalAccessPolicies"):
        reference = (policy.get("grantControls") or {}).get("authenticationStrength")
        if reference is not None and reference["id"].lower() == strength_id.lower():
            yield policy


def _routes(root: str) -> tuple[Route, ...]:
    item = f"{root}/{{id}}"
    return (
        Route("GET", root, _list, "List strengths, the three built-in ones first.", any_of=MAY_READ),
        Route("GET", item, _get, "Read a strength.", any_of=MAY_READ),
        Route("GET", f"{item}/usage", _usage, "List the policies that ask for it.", any_of=MAY_READ),
        Route("POST", root, _create, "Create a custom strength.", any_of=MAY_WRITE, licence="P1"),
        Route("PATCH", item, _update, "Change name and description.", any_of=MAY_WRITE, licence="P1"),
        Route(
            "POST",
            f"{item}/updateAllowedCombinations",
            _update_combinations,
            "Replace the combinations; additionalInformation stays null.",
            any_of=MAY_WRITE,
            licence="P1",
        ),
        Route(
            "DELETE",
            item,
            _delete,
            "Delete a custom strength that no policy asks for.",
            any_of=MAY_WRITE,
            licence="P1",
        ),
        Route(
            "DELETE",
            f"{item}/$ref",
            _delete,
            "Delete it, as hamilton and older azuread plugins write it.",
            any_of=MAY_WRITE,
            licence="P1",
        ),
    )


ROUTES: tuple[Route, ...] = tuple(
    route for root in _ROOTS for route in (*_routes(root), *configuration_routes(root))
)
