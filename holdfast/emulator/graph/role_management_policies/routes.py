"""Policies of PIM for directory roles and groups: read with their rules, and changed one rule at a time.

One policy for each role that the tenant defines, and two for each group that PIM may have (subjects.py), each sort with
rights of its own; that a group's first rules are a role's is assumed. That a change answers 200 with the rule is
recalled (rows.md); who is named as approver is not looked up, as nobody has said that the service does. `$filter` must
name scope and its type, says the page; status and text of the refusal are assumed, as is that the policies of
`Directory`, which PIM has besides those of `DirectoryRole`, are the same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import Person, record_directory_change
from holdfast.emulator.graph.role_management.routes import require_pim
from holdfast.emulator.graph.role_management_policies.subjects import (
    OF_ROLES,
    Subject,
    find_subject,
    of_group,
    role_policy_id,
    roles,
)
from holdfast.emulator.graph.role_management_policies.types import default_rules, type_of
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import SchemaError, check
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
_READ_OF_GROUPS = (
    "RoleManagementPolicy.Read.AzureADGroup",
    "RoleManagementPolicy.ReadWrite.AzureADGroup",
)
_READERS = {False: _READ, True: _READ_OF_GROUPS}
"""Rights that read a policy, by whether it is a group's."""
_WRITERS = {False: _WRITE, True: _READ_OF_GROUPS[1:]}
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
_TYPES = ("Directory", OF_ROLES)
_A_GROUP = re.compile(r"scopeType\s+eq\s+'Group'", re.IGNORECASE)
_SCOPE_ID = re.compile(r"scopeId\s+eq\s+'(?P<id>[^']*)'", re.IGNORECASE)


def _rules(tenant: Tenant, policy_id: str) -> dict[str, dict[str, Any]]:
    """Return the rules of a policy by their ids, as they are now."""
    rules = default_rules()
    return {one: tenant.store.get(_CHANGED, f"{policy_id}/{one}") or rule for one, rule in rules.items()}


def rules_of_role(tenant: Tenant, role_id: str) -> dict[str, dict[str, Any]]:
    """Return the rules by which a role is given and activated, by their ids."""
    return _rules(tenant, role_policy_id(tenant, role_id))


def _assignments(tenant: Tenant, subjects: Iterable[Subject], expand: str) -> Iterator[dict[str, Any]]:
    for subject in subjects:
        policy = dict(subject.policy)
        if expand == _WITH_RULES:
            policy["rules"] = [*_rules(tenant, subject.policy_id).values()]
        yield {
            "id": f"{subject.policy_id}_{subject.definition}",
            "policyId": subject.policy_id,
            "scopeId": policy["scopeId"],
            "scopeType": policy["scopeType"],
            "roleDefinitionId": subject.definition,
            **({_POLICY: policy} if expand else {}),
        }


def _list(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    subjects = _listed(tenant, principal, call, (OF_ROLES,))
    return list_reply(call, LISTING, _assignments(tenant, subjects, call.query.get("$expand", "")))


def _get_assignment(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    subject = _named(tenant, principal, call.params["id"].rpartition("_")[0], _READERS)
    (row,) = _assignments(tenant, [subject], call.query.get("$expand", ""))
    if row["id"].lower() != call.params["id"].lower():
        raise not_found(call.params["id"])
    return object_reply(call, LISTING, row)


def _list_policies(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    policies = [one.policy for one in _listed(tenant, principal, call, _TYPES)]
    return list_reply(call, POLICIES, [one | _expanded(tenant, call, one["id"]) for one in policies])


def _listed(tenant: Tenant, principal: Principal, call: Call, types: tuple[str, ...]) -> list[Subject]:
    """Return whose policies a filter means.

    Raises:
        GraphError: 400 without PIM or a whole filter; 403 for a right of the other sort alone.
    """
    require_pim(tenant)
    where = call.query.get("$filter", "")
    if not all(one in where for one in _SCOPES):
        raise bad_request("The filter is invalid: scopeId and scopeType are needed.")
    of_groups = _A_GROUP.search(where) is not None
    _admit(principal, _READERS[of_groups])
    if not of_groups:
        return [one for kind in types for one in roles(tenant, kind)]
    named = _SCOPE_ID.search(where)
    return [] if named is None else list(of_group(tenant, named["id"]))


def _get(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    policy = _named(tenant, principal, call.params["id"], _READERS).policy
    return object_reply(call, POLICIES, policy | _expanded(tenant, call, policy["id"]))


def _expanded(tenant: Tenant, call: Call, policy_id: str) -> dict[str, Any]:
    asked = call.query.get("$expand", "")
    names = [one for one in _OF_A_POLICY if asked in (one, EVERYTHING)]
    return {one: [*_rules(tenant, policy_id).values()] for one in names}


def _list_rules(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    policy_id = _named(tenant, principal, call.params["id"], _READERS).policy_id
    listing = replace(_RULES, context=f"policies/roleManagementPolicies('{policy_id}')/rules")
    return list_reply(call, listing, _rules(tenant, policy_id).values())


def _get_rule(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call, *(("$expand",) if call.query.get("$expand") == EVERYTHING else ()))
    policy_id, rule_id = call.params["id"], call.params["ruleId"]
    rules = _rules(tenant, _named(tenant, principal, policy_id, _READERS).policy_id)
    if rule_id not in rules:
        raise not_found(rule_id)
    return Reply(200, entity(call, f"policies/roleManagementPolicies('{policy_id}')/rules", rules[rule_id]))


def _named(
    tenant: Tenant, principal: Principal, policy_id: str, rights: Mapping[bool, tuple[str, ...]]
) -> Subject:
    """Return whose policy has the id.

    Raises:
        GraphError: 400 without PIM; 403 for a right of the other sort alone; 404 for no such policy.
    """
    require_pim(tenant)
    _admit(principal, rights[policy_id.lower().startswith("group_")])
    return find_subject(tenant, policy_id)


def _admit(principal: Principal, any_of: tuple[str, ...]) -> None:
    if not principal.roles & set(any_of):
        raise GraphError(
            403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
        )


def _update_policy(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    subject = _named(tenant, principal, call.params["id"], _WRITERS)
    rules = call.body.get("rules") if isinstance(call.body, dict) else None
    if not isinstance(rules, list) or not all(isinstance(one, dict) and one.get("id") for one in rules):
        raise bad_request(
            "The rules of the policy are needed, each with its id: nothing else of it changes here."
        )
    before = _rules(tenant, subject.policy_id)
    for rule in rules:
        _checked(before, rule["id"], rule)
    for rule in rules:
        _change(tenant, principal, subject, rule["id"], rule)
    return Reply(200, entity(call, POLICIES.context, subject.policy))


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    policy_id, rule_id = call.params["id"], call.params["ruleId"]
    subject = _named(tenant, principal, policy_id, _WRITERS)
    rule = _change(tenant, principal, subject, rule_id, call.body)
    return Reply(200, entity(call, f"policies/roleManagementPolicies('{policy_id}')/rules", rule))


def change(
    tenant: Tenant, actor: Principal | Person, role: dict[str, Any], rule_id: str, body: Any
) -> dict[str, Any]:
    """Change a rule of a policy, leave the audit event, and return the rule as it is now.

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
    return _change(tenant, actor, find_subject(tenant, role_policy_id(tenant, role["id"])), rule_id, body)


def _change(
    tenant: Tenant, actor: Principal | Person, subject: Subject, rule_id: str, body: Any
) -> dict[str, Any]:
    policy_id = subject.policy_id
    before = _checked(_rules(tenant, policy_id), rule_id, body)
    after = {**before, **{name: one for name, one in body.items() if not name.startswith("@")}, "id": rule_id}
    tenant.store.put(_CHANGED, f"{policy_id}/{rule_id}", after)
    # Activity, category and service: Microsoft's page on operations for privileged accounts (2026-11-27). That the
    # target is the role or the group, by its id, is assumed.
    record_directory_change(
        tenant,
        actor,
        "Update role setting in PIM",
        "RoleManagement",
        "PIM",
        target=subject.target,
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


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/policies/roleManagementPolicyAssignments",
        _list,
        "Policies of roles and groups (PIM), by scope alone; needs AAD_PREMIUM_P2; $expand=policy($expand=rules).",
        any_of=(*_READ, *_READ_OF_GROUPS),
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicyAssignments/{id}",
        _get_assignment,
        "Read which policy a role or group has; $expand=policy($expand=rules).",
        any_of=(*_READ, *_READ_OF_GROUPS),
        consented=False,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicies",
        _list_policies,
        "Policies of PIM; needs AAD_PREMIUM_P2, and a $filter for scopeId and scopeType; $expand=rules.",
        any_of=(*_READ, *_READ_OF_GROUPS),
        consented=False,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicies/{id}",
        _get,
        "Read the policy of a role or group; $expand=rules,effectiveRules or *.",
        any_of=(*_READ, *_READ_OF_GROUPS),
        consented=False,
    ),
    Route(
        "PATCH",
        "/policies/roleManagementPolicies/{id}",
        _update_policy,
        "Change rules of a policy together; nothing else of it.",
        any_of=(*_WRITE, *_READ_OF_GROUPS[1:]),
        consented=False,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicies/{id}/rules",
        _list_rules,
        "The rules of a policy.",
        any_of=(*_READ, *_READ_OF_GROUPS),
        consented=False,
    ),
    Route(
        "GET",
        "/policies/roleManagementPolicies/{id}/rules/{ruleId}",
        _get_rule,
        "Read one rule of a policy.",
        any_of=(*_READ, *_READ_OF_GROUPS),
        consented=False,
    ),
    Route(
        "PATCH",
        "/policies/roleManagementPolicies/{id}/rules/{ruleId}",
        _update,
        "Change one rule of a policy.",
        any_of=(*_WRITE, *_READ_OF_GROUPS[1:]),
    ),
)
"""Routes of the policies of roles."""
