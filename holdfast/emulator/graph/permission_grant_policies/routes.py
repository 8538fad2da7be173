"""Policies of consent: which permissions whoever is given one may grant; the service's own, and those that are made.

Sources: permissiongrantpolicy-list, -get, -list-includes, -list-excludes, -post-permissiongrantpolicies of
https://learn.microsoft.com/graph/api (2026-11-27). Of the service's own the four are here that the pages show; ids of
their condition sets are made up. That they cannot be changed is recalled; status,
code and text of refusals are assumed, and so are the names of the audit events.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.fitting import completed
from holdfast.emulator.odata.query import (
    Listing,
    created_reply,
    entity,
    list_reply,
    object_reply,
    refuse_options,
)
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_READ = ("Policy.Read.PermissionGrant", "Policy.ReadWrite.PermissionGrant", "Policy.Read.All")
_WRITE = ("Policy.ReadWrite.PermissionGrant",)
_PATH = "/policies/permissionGrantPolicies"
_STORED = "permissionGrantPolicies"
_OWN = "microsoft-"
_GRAPH = "00000003-0000-0000-c000-000000000000"
"""Application id of Microsoft Graph."""
"""With this the ids of the service's own policies begin, and no other's may."""
_SETS = ("includes", "excludes")
_SET = StructuredType(
    "permissionGrantConditionSet",
    {
        "id": Text(),
        "permissionClassification": Text(choices=("all", "low", "medium", "high")),
        "permissionType": Text(choices=("application", "delegated", "delegatedUserConsentable")),
        "resourceApplication": Text(),
        "permissions": Many(Text()),
        "clientApplicationIds": Many(Text()),
        "clientApplicationTenantIds": Many(Text()),
        "clientApplicationPublisherIds": Many(Text()),
        "clientApplicationsFromVerifiedPublisherOnly": Flag(),
    },
    nullable=False,
)
_POLICY = StructuredType(
    "permissionGrantPolicy",
    {"id": Text(nullable=False), "displayName": Text(), "description": Text()},
    nullable=False,
    read_only=frozenset({"deletedDateTime"}),
)
_EVERY = (
    "clientApplicationIds",
    "clientApplicationPublisherIds",
    "clientApplicationTenantIds",
    "permissions",
)
_LISTING = Listing(
    context="policies/permissionGrantPolicies",
    entity="microsoft.graph.permissionGrantPolicy",
    properties=frozenset({"id", "displayName", "description", "deletedDateTime", *_SETS}),
    filters={"id": frozenset({"eq", "startswith"}), "displayName": frozenset({"eq", "startswith"})},
)


def _condition(policy_id: str, kind: str, classification: str, **said: Any) -> dict[str, Any]:
    """Return a whole condition set, its id made of what it says."""
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"{policy_id} {kind} {classification} {sorted(said.items())}")
    return {
        "id": str(made),
        "permissionClassification": classification,
        "permissionType": kind,
        "resourceApplication": "any",
        **{name: ["all"] for name in _EVERY},
        "clientApplicationsFromVerifiedPublisherOnly": False,
        **said,
    }


def _own_policies(tenant: Tenant) -> list[dict[str, Any]]:
    low, legacy, application, company = (
        f"{_OWN}{name}"
        for name in ("user-default-low", "user-default-legacy", "application-admin", "company-admin")
    )
    own = {"clientApplicationTenantIds": [tenant.tenant_id]}
    verified = {"clientApplicationsFromVerifiedPublisherOnly": True}
    return [
        _own_policy(
            low,
            "Default User Low Risk Policy",
            "All low risk permissions are consentable by member type users by default.",
            [_condition(low, "delegated", "low", **own), _condition(low, "delegated", "low", **verified)],
        ),
        _own_policy(
            legacy,
            "Default User Legacy Consent Policy",
            "All user consentable permissions are consentable by member type users by default.",
            [_condition(legacy, "delegatedUserConsentable", "all")],
        ),
        _own_policy(
            application,
            "Application Admin Policy",
            "Permissions consentable by Application Administrators.",
            [_condition(application, "delegated", "all"), _condition(application, "application", "all")],
            excludes=[_condition(application, "application", "all", resourceApplication=_GRAPH)],
        ),
        _own_policy(
            company,
            "Company Admin Policy",
            "Permissions consentable by Company Administrators.",
            [_condition(company, "application", "all"), _condition(company, "delegated", "all")],
        ),
    ]


def _own_policy(
    policy_id: str,
    name: str,
    text: str,
    includes: list[dict[str, Any]],
    *,
    excludes: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    return {
        "id": policy_id,
        "deletedDateTime": None,
        "displayName": name,
        "description": text,
        "includes": includes,
        "excludes": excludes or [],
    }


def _policies(tenant: Tenant) -> list[dict[str, Any]]:
    return [*_own_policies(tenant), *tenant.store.all(_STORED)]


def _found(tenant: Tenant, call: Call) -> dict[str, Any]:
    wanted = call.params["id"].lower()
    for policy in _policies(tenant):
        if policy["id"].lower() == wanted:
            return policy
    raise not_found(call.params["id"])


def _changeable(tenant: Tenant, call: Call) -> dict[str, Any]:
    refuse_options(call)
    policy = _found(tenant, call)
    if policy["id"].startswith(_OWN):
        raise GraphError(
            403, "Authorization_RequestDenied", "A permission grant policy of the service cannot be changed."
        )
    return policy


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _policies(tenant))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _found(tenant, call))


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    given = completed(_POLICY, call.body)
    if not all(given.get(name) for name in _POLICY.fields):
        raise bad_request("The properties id, displayName and description are required.")
    key = given["id"]
    if key.startswith(_OWN) or any(one["id"] == key for one in _policies(tenant)):
        raise bad_request(
            "A conflicting object with one or more of the specified property values is present."
        )
    made = {"deletedDateTime": None, **given, "includes": [], "excludes": []}
    tenant.store.put(_STORED, key, made)
    _record(tenant, principal, "Add permission grant policy", None, made)
    return created_reply(call, _PATH, _LISTING.context, made)


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    before = _changeable(tenant, call)
    after = {**before, **completed(_POLICY, call.body), "id": before["id"]}
    tenant.store.put(_STORED, before["id"], after)
    _record(tenant, principal, "Update permission grant policy", before, after)
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    gone = _changeable(tenant, call)
    tenant.store.delete(_STORED, gone["id"])
    _record(tenant, principal, "Delete permission grant policy", gone, None)
    return Reply(204)


def _lister(sets: str) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        policy = _found(tenant, call)
        listing = Listing(
            context=f"policies/permissionGrantPolicies('{policy['id']}')/{sets}",
            entity="microsoft.graph.permissionGrantConditionSet",
            properties=frozenset(_SET.fields),
        )
        return list_reply(call, listing, policy[sets])

    return listed


def _adder(sets: str) -> Handler:
    def added(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        policy = _changeable(tenant, call)
        given = completed(_SET, call.body)
        kind = given.get("permissionType")
        if kind is None:
            raise bad_request("The property 'permissionType' is required.")
        said = {name: one for name, one in given.items() if one not in (None, [])}
        made = {**_condition(policy["id"], kind, "all"), **said, "id": tenant.store.new_id()}
        _put(tenant, principal, policy, sets, [*policy[sets], made])
        context = f"policies/permissionGrantPolicies('{policy['id']}')/{sets}"
        return Reply(201, entity(call, context, made))

    return added


def _remover(sets: str) -> Handler:
    def removed(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        policy = _changeable(tenant, call)
        kept = [one for one in policy[sets] if one["id"] != call.params["set_id"]]
        if len(kept) == len(policy[sets]):
            raise not_found(call.params["set_id"])
        _put(tenant, principal, policy, sets, kept)
        return Reply(204)

    return removed


def _put(
    tenant: Tenant, principal: Principal, policy: dict[str, Any], sets: str, conditions: list[dict[str, Any]]
) -> None:
    after = {**policy, sets: conditions}
    tenant.store.put(_STORED, policy["id"], after)
    _record(tenant, principal, "Update permission grant policy", policy, after)


def _record(tenant: Tenant, principal: Principal, activity: str, old: Any, new: Any) -> None:
    shown = new or old
    target = {"id": shown["id"], "displayName": shown["displayName"], "type": "Policy"}
    record_directory_change(
        tenant, principal, activity, "Policy", "Core Directory", target=target, old=old, new=new
    )


_ITEM = f"{_PATH}/{{id}}"
ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        _PATH,
        _list,
        "Policies of consent: four of the service's own, and those that were made.",
        any_of=_READ,
        consented=False,
    ),
    Route("GET", _ITEM, _get, "Read a policy of consent.", any_of=_READ, consented=False),
    Route(
        "POST",
        _PATH,
        _create,
        "Make a policy of consent, without conditions.",
        any_of=_WRITE,
        consented=False,
    ),
    Route("PATCH", _ITEM, _update, "Change a policy of consent.", any_of=_WRITE, consented=False),
    Route("DELETE", _ITEM, _delete, "Delete a policy of consent.", any_of=_WRITE, consented=False),
    *(
        Route(method, f"{_ITEM}/{sets}{end}", handler(sets), doc.format(sets), any_of=any_of, consented=False)
        for sets in _SETS
        for method, end, handler, doc, any_of in (
            ("GET", "", _lister, "What a policy of consent {}.", _READ),
            ("POST", "", _adder, "Add a condition set that it {}.", _WRITE),
            ("DELETE", "/{set_id}", _remover, "Remove a condition set that it {}.", _WRITE),
        )
    ),
)
"""Routes of the policies of consent."""
