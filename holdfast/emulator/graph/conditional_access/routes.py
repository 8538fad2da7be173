"""Conditional Access policies: list, read, create, change, delete (api-facts 2; azuread-plugin 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.graph.authentication_strengths.state import find_strength
from holdfast.emulator.graph.conditional_access.entity_set import MAY_WRITE, EntitySet
from holdfast.emulator.graph.conditional_access.managed_policies import (
    check_managed_change,
    is_managed,
    refuse_deletion,
    refuse_forged,
)
from holdfast.emulator.graph.conditional_access.preview import (
    require_readable,
    require_writable,
    visible,
)
from holdfast.emulator.graph.conditional_access.rules import check_rules
from holdfast.emulator.graph.conditional_access.state import (
    READ,
    checked_body,
    delete_softly,
    rule_refusal,
    schema_refusal,
    sent,
)
from holdfast.emulator.graph.conditional_access.types import POLICY
from holdfast.emulator.odata.query import (
    Listing,
    context_url,
    created_reply,
    list_reply,
    object_reply,
    refuse_options,
)
from holdfast.emulator.odata.schema import SchemaError, complete, require
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

COLLECTION = "conditionalAccessPolicies"
KIND = "conditionalAccessPolicy"
LIMIT = 240
"""Policies in a tenant, of any state; those that Microsoft manages do not count (api-facts 2.7)."""
_ROOT = "/identity/conditionalAccess/policies"
_ITEM = f"{_ROOT}/{{id}}"
_OLDER = "/policies/conditionalAccessPolicies"
"""Where the schema has the policies besides (graph-metadata/v1.0.csdl.xml, policyRoot); read by clients alone."""
_TIME = frozenset({"eq", "ge", "gt", "le", "lt"})
_LISTING = Listing(
    context="identity/conditionalAccess/policies",
    entity="microsoft.graph.conditionalAccessPolicy",
    properties=frozenset({*POLICY["beta"].fields}),
    filters={
        "id": frozenset({"eq", "in"}),
        "displayName": frozenset({"eq", "ne", "startswith", "contains", "in"}),
        "state": frozenset({"eq", "ne", "in"}),
        "templateId": frozenset({"eq", "ne"}),
        "createdDateTime": _TIME,
        "modifiedDateTime": _TIME,
    },
    orders=frozenset({"displayName", "createdDateTime", "modifiedDateTime", "state"}),
    skip=True,
    page_size=999,
)


def _shown(tenant: Tenant, call: Call, policy: dict[str, Any]) -> dict[str, Any]:
    """A policy as it is answered: every key of its version, the authentication strength whole."""
    shown: dict[str, Any] = complete(POLICY[call.version], policy)
    grant = shown["grantControls"]
    if grant is None:
        return shown
    context = context_url(call, f"{_LISTING.context}('{policy['id']}')/grantControls/authenticationStrength")
    reference = grant.pop("authenticationStrength")
    grant["authenticationStrength@odata.context"] = f"{context}/$entity"
    grant["authenticationStrength"] = None
    if reference is not None:
        strength = find_strength(tenant, reference["id"]) or reference
        grant["authenticationStrength"] = {
            **{name: value for name, value in strength.items() if name != "combinationConfigurations"},
            "combinationConfigurations@odata.context": f"{context}/combinationConfigurations",
            "combinationConfigurations": strength.get("combinationConfigurations", []),
        }
    return shown


POLICIES = EntitySet(
    collection=COLLECTION,
    entity=KIND,
    activity="conditional access policy",
    called=("policy", "policies"),
    segment="policies",
    listing=_LISTING,
    shown=_shown,
    visible=visible,
    require_readable=require_readable,
    require_writable=require_writable,
)
"""The policies of a tenant."""


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    def build() -> bytes:
        items = [
            _shown(tenant, call, policy) for policy in tenant.store.all(COLLECTION) if visible(call, policy)
        ]
        return orjson.dumps(list_reply(call, _LISTING, items).body)

    # Rebuilding 40 policies costs several times the rest of the request (perf-bounds 7).
    key = f"{COLLECTION}|{call.base_url}|{call.version}|{sorted(call.query.items())}"
    return Reply(200, tenant.store.memo(key, (COLLECTION, "authenticationStrengthPolicies"), build))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    policy = POLICIES.found(tenant, call)
    require_readable(call, policy)
    return object_reply(call, _LISTING, _shown(tenant, call, policy))


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    shape = POLICY[call.version]
    require_writable(call, call.body)
    body = checked_body(call, shape)
    try:
        require(shape, body)
    except SchemaError as error:
        raise schema_refusal(shape, error) from error
    if sum(not is_managed(one) for one in tenant.store.all(COLLECTION)) >= LIMIT:
        raise rule_refusal(f"PolicyLimitReached ({LIMIT})")
    stamps = {"createdDateTime": tenant.stamp(), "modifiedDateTime": None, "deletedDateTime": None}
    policy = _merged({}, body) | {"id": tenant.store.new_id()} | stamps
    policy["conditions"] = {"clientAppTypes": ["all"], **policy["conditions"]}
    new = _accepted(tenant, call, policy, before=None)
    POLICIES.record(tenant, principal, "Add", old=None, new=new)
    return created_reply(call, _ROOT, _LISTING.context, new)


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    before = POLICIES.found(tenant, call)
    require_writable(call, before, call.body)
    body = checked_body(call, POLICY[call.version])
    old = _shown(tenant, call, before)
    changed = _merged(before, body) | {"modifiedDateTime": tenant.stamp()}
    new = _accepted(tenant, call, changed, before=before)
    POLICIES.record(tenant, principal, "Update", old=old, new=new)
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    policy = POLICIES.found(tenant, call)
    require_writable(call, policy)
    refuse_deletion(policy)
    delete_softly(tenant, KIND, COLLECTION, policy)
    old = _shown(tenant, call, policy)
    POLICIES.record(tenant, principal, "Delete", old=old, new=None)
    return Reply(204)


def _merged(before: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Each top-level property that is named replaces the one before, as a whole (api-facts 2.5)."""
    return before | sent(body, POLICY["v1.0"])


def _accepted(
    tenant: Tenant, call: Call, policy: dict[str, Any], *, before: dict[str, Any] | None
) -> dict[str, Any]:
    """Store a policy that keeps the rules; give it as it is answered."""
    # Completed as beta, which has every property: what the other version wrote must not be lost.
    whole: dict[str, Any] = complete(POLICY["beta"], policy)
    if before is None or not is_managed(before):
        refuse_forged(whole)
    check_rules(tenant, whole, None if before is None else complete(POLICY["beta"], before))
    strength = (whole["grantControls"] or {}).get("authenticationStrength")
    if strength is not None:
        whole["grantControls"]["authenticationStrength"] = {"id": strength["id"]}
    if before is not None and is_managed(before):
        check_managed_change(complete(POLICY["beta"], before), whole)
    tenant.store.put(COLLECTION, whole["id"], whole)
    return _shown(tenant, call, whole)


_WRITE_POLICY = (*MAY_WRITE, "Application.Read.All")

ROUTES: tuple[Route, ...] = (
    Route("GET", _ROOT, _list, "List policies.", all_of=READ, licence="P1"),
    Route(
        "GET", _OLDER, _list, "The same list by its older path.", all_of=READ, licence="P1", consented=False
    ),
    Route("GET", _ITEM, _get, "Read a policy.", all_of=READ, licence="P1"),
    Route(
        "POST",
        _ROOT,
        _create,
        "Create a policy; users, groups, applications and locations that it names must exist.",
        all_of=_WRITE_POLICY,
        licence="P1",
    ),
    Route(
        "PATCH",
        _ITEM,
        _update,
        "Change a policy: each top-level property that is sent replaces the one before.",
        all_of=_WRITE_POLICY,
        licence="P1",
    ),
    Route("DELETE", _ITEM, _delete, "Delete a policy; kept 30 days.", all_of=MAY_WRITE, licence="P1"),
    *POLICIES.routes_of_deleted("Bring a deleted policy back, id and state included."),
)
