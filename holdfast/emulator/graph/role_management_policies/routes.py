"""Policies of PIM for directory roles: read with their rules, and changed one rule at a time.

One policy for each role that the tenant defines. That a change answers 200 with the rule is recalled (rows.md); who is
named as approver is not looked up, as nobody has said that the service does. `$filter` must name scope and its type,
says the page; status and text of the refusal are assumed, as is that the policies of `Directory`, which PIM has besides
those of `DirectoryRole`, are the same.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import Person, record_directory_change
from holdfast.emulator.graph.role_management.routes import require_pim
from holdfast.emulator.graph.role_management_policies.types import default_rules, type_of
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import SchemaError, check
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_READ = (
    "RoleManagementPolicy.Read.Directory",
    "RoleManagementPolicy.ReadWrite.Directory",
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.ReadWrite.Directory",
)
_WRITE = ("RoleManagementPolicy.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory")
_CHANGED = "roleManagementPolicyRules"
"""Collection of the rules that somebody has changed, by policy and rule."""
_POLICY = "policy"
_WITH_RULES = "policy($expand=rules)"
EVERYTHING = "*"
"""What hamilton expands, of which the azuread plugin is made up to 2.53: every relation, one step far."""
_OF_A_POLICY = ("rules", "effectiveRules")
"""Relations of a policy. That the rules in effect are its rules is assumed: no other policy is above it here."""
_SCOPES = ("scopeId", "scopeType")
LISTING = Listing(
    context="policies/roleManagementPolicyAssignments",
    entity="microsoft.graph.unifiedRoleManagementPolicyAssignment",
    properties=frozenset({"id", "policyId", "roleDefinitionId", *_SCOPES, _POLICY}),
    filters=dict.fromkeys((*_SCOPES, "roleDefinitionId"), frozenset({"eq"})),
    expands=frozenset({_POLICY, _WITH_RULES, EVERYTHING}),
    page_size=500,
)


POLICIES = Listing(
    context="policies/roleManagementPolicies",
    entity="microsoft.graph.unifiedRoleManagementPolicy",
    properties=frozenset(
        {
            *("id", "displayName", "description", "isOrganizationDefault", *_SCOPES),
            *("lastModifiedDateTime", "lastModifiedBy", *_OF_A_POLICY),
        }
    ),
    filters=dict.fromkeys(_SCOPES, frozenset({"eq"})),
    expands=frozenset({*_OF_A_POLICY, EVERYTHING}),
    count=False,
    page_size=500,
)
_RULES = Listing(
    context="policies/roleManagementPolicies/rules",
    entity="microsoft.graph.unifiedRoleManagementPolicyRule",
    properties=frozenset(),
    expands=frozenset({EVERYTHING}),
    count=False,
)
"""How rules are listed; a rule has no relation that could be expanded."""
_OF_ROLES = "DirectoryRole"
_TYPES = ("Directory", _OF_ROLES)


def _policy_id(tenant: Tenant, role_id: str, scope_type: str = _OF_ROLES) -> str:
    return f"{scope_type}_{tenant.tenant_id}_{uuid.uuid5(uuid.UUID(tenant.tenant_id), role_id)}"


def _policy(tenant: Tenant, role_id: str, scope_type: str) -> dict[str, Any]:
    return {
        "id": _policy_id(tenant, role_id, scope_type),
        "displayName": scope_type,
        "description": scope_type,
        "isOrganizationDefault": False,
        "scopeId": "/",
        "scopeType": scope_type,
        "lastModifiedDateTime": None,
        "lastModifiedBy": {"displayName": None, "id": None},
    }


def _rules(tenant: Tenant, policy_id: str) -> dict[str, dict[str, Any]]:
    """Return the rules of a policy by their ids, as they are now."""
    rules = default_rules()
    return {one: tenant.store.get(_CHANGED, f"{policy_id}/{one}") or rule for one, rule in rules.items()}


def rules_of_role(tenant: Tenant, role_id: str) -> dict[str, dict[str, Any]]:
    """Return the rules by which a role is given and activated, by their ids."""
    return _rules(tenant, _policy_id(tenant, role_id))


def _assignments(tenant: Tenant, expand: str) -> Iterator[dict[str, Any]]:
    for role in tenant.store.all("roleDefinitions"):
        policy = _policy(tenant, role["id"], _OF_ROLES)
        policy_id = policy["id"]
        if expand == _WITH_RULES:
            policy["rules"] = [*_rules(tenant, policy_id).values()]
        yield {
            "id": f"{policy_id}_{role['id']}",
            "policyId": policy_id,
            "scopeId": policy["scopeId"],
            "scopeType": policy["scopeType"],
            "roleDefinitionId": role["id"],
            **({_POLICY: policy} if expand else {}),
        }


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    _need_scope(tenant, call)
    return list_reply(call, LISTING, _assignments(tenant, call.query.get("$expand", "")))


def _get_assignment(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    require_pim(tenant)
    key = call.params["id"].lower()
    for row in _assignments(tenant, call.query.get("$expand", "")):
        if row["id"].lower() == key:
            return object_reply(call, LISTING, row)
    raise not_found(call.params["id"])


def _list_policies(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    _need_scope(tenant, call)
    roles = tenant.store.all("roleDefinitions")
    policies = [_policy(tenant, role["id"], one) for one in _TYPES for role in roles]
    return list_reply(call, POLICIES, [one | _expanded(tenant, call, one["id"]) for one in policies])


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    role = _role_of(tenant, call.params["id"])
    policy = _policy(tenant, role["id"], _OF_ROLES)
    return object_reply(call, POLICIES, policy | _expanded(tenant, call, policy["id"]))


def _expanded(tenant: Tenant, call: Call, policy_id: str) -> dict[str, Any]:
    asked = call.query.get("$expand", "")
    names = [one for one in _OF_A_POLICY if asked in (one, EVERYTHING)]
    return {one: [*_rules(tenant, policy_id).values()] for one in names}


def _list_rules(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    policy_id = _policy_id(tenant, _role_of(tenant, call.params["id"])["id"])
    listing = replace(_RULES, context=f"policies/roleManagementPolicies('{policy_id}')/rules")
    return list_reply(call, listing, _rules(tenant, policy_id).values())


def _get_rule(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call, *(("$expand",) if call.query.get("$expand") == EVERYTHING else ()))
    policy_id, rule_id = call.params["id"], call.params["ruleId"]
    rules = _rules(tenant, _policy_id(tenant, _role_of(tenant, policy_id)["id"]))
    if rule_id not in rules:
        raise not_found(rule_id)
    return Reply(200, entity(call, f"policies/roleManagementPolicies('{policy_id}')/rules", rules[rule_id]))


def _role_of(tenant: Tenant, policy_id: str) -> dict[str, Any]:
    """Return the role whose policy has the id.

    Raises:
        GraphError: 400 without PIM; 404 for no such policy.
    """
    require_pim(tenant)
    for role in tenant.store.all("roleDefinitions"):
        if _policy_id(tenant, role["id"]) == policy_id:
            return role
    raise not_found(policy_id)


def _update_policy(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    role = _role_of(tenant, call.params["id"])
    rules = call.body.get("rules") if isinstance(call.body, dict) else None
    if not isinstance(rules, list) or not all(isinstance(one, dict) and one.get("id") for one in rules):
        raise bad_request(
            "The rules of the policy are needed, each with its id: nothing else of it changes here."
        )
    before = _rules(tenant, _policy_id(tenant, role["id"]))
    for rule in rules:
        _checked(before, rule["id"], rule)
    for rule in rules:
        change(tenant, principal, role, rule["id"], rule)
    policy = _policy(tenant, role["id"], _OF_ROLES)
    return Reply(200, entity(call, POLICIES.context, policy))


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    policy_id, rule_id = call.params["id"], call.params["ruleId"]
    role = _role_of(tenant, policy_id)
    rule = change(tenant, principal, role, rule_id, call.body)
    return Reply(200, entity(call, f"policies/roleManagementPolicies('{policy_id}')/rules", rule))


def change(
    tenant: Tenant, actor: Principal | Person, role: dict[str, Any], rule_id: str, body: Any
) -> dict[str, Any]:
    """Change a rule of a role's policy, leave the audit event, and return the rule as it is now.

    Args:
        tenant: where.
        actor: who.
        role: the role's definition.
        rule_id: such as "Expiration_EndUser_Assignment".
        body: what is to be another, with the rule's `@odata.type`.

    Raises:
        GraphError: 400 without PIM, or for what is none of the rule; 404 for no such rule.
    """
    require_pim(tenant)
    policy_id = _policy_id(tenant, role["id"])
    before = _checked(_rules(tenant, policy_id), rule_id, body)
    after = {**before, **{name: one for name, one in body.items() if not name.startswith("@")}, "id": rule_id}
    tenant.store.put(_CHANGED, f"{policy_id}/{rule_id}", after)
    # Activity, category and service: Microsoft's page on operations for privileged accounts (2026-11-27). That the
    # target is the role, by its id, is assumed.
    record_directory_change(
        tenant,
        actor,
        "Update role setting in PIM",
        "RoleManagement",
        "PIM",
        target={"id": role["id"], "displayName": role["displayName"], "type": "Role"},
        old=before,
        new=after,
    )
    return after


def _checked(rules: dict[str, dict[str, Any]], rule_id: str, body: Any) -> dict[str, Any]:
    """Return the rule as it is, which the body may change.

    Raises:
        GraphError: 400 for what is none of the rule; 404 for no such rule.
    """
    if rule_id not in rules:
        raise not_found(rule_id)
    before = rules[rule_id]
    if not isinstance(body, dict) or body.get("@odata.type") != before["@odata.type"]:
        raise bad_request(f"The type of the rule is needed: {before['@odata.type']}.")
    try:
        check(type_of(before), body)
    except SchemaError as error:
        raise bad_request(f"Invalid rule: {error}.") from error
    return before


def _need_scope(tenant: Tenant, call: Call) -> None:
    require_pim(tenant)
    if not all(one in call.query.get("$filter", "") for one in _SCOPES):
        raise bad_request("The filter is invalid: scopeId and scopeType are needed.")


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/policies/roleManagementPolicyAssignments",
        _list,
        "Policies of roles (PIM), by scope alone; needs AAD_PREMIUM_P2; $expand=policy($expand=rules).",
        any_of=_READ,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicyAssignments/{id}",
        _get_assignment,
        "Read which policy a role has; $expand=policy($expand=rules).",
        any_of=_READ,
        consented=False,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicies",
        _list_policies,
        "Policies of PIM; needs AAD_PREMIUM_P2, and a $filter for scopeId and scopeType; $expand=rules.",
        any_of=_READ,
        consented=False,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicies/{id}",
        _get,
        "Read the policy of a role; $expand=rules,effectiveRules or *.",
        any_of=_READ,
        consented=False,
    ),
    Route(
        "PATCH",
        "/policies/roleManagementPolicies/{id}",
        _update_policy,
        "Change rules of a role's policy together; nothing else of it.",
        any_of=_WRITE,
        consented=False,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicies/{id}/rules",
        _list_rules,
        "The rules of a role's policy.",
        any_of=_READ,
        consented=False,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicies/{id}/rules/{ruleId}",
        _get_rule,
        "Read one rule of a role's policy.",
        any_of=_READ,
        consented=False,
    ),
    Route(
        "PATCH",
        "/policies/roleManagementPolicies/{id}/rules/{ruleId}",
        _update,
        "Change one rule of a role's policy.",
        any_of=_WRITE,
    ),
)
"""Routes of the policies of roles."""
