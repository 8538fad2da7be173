"""Users: list, count, read by id or userPrincipalName, create, change, delete softly, memberships.

`signInActivity` comes only when it is selected, with AuditLog.Read.All besides the right to read users, and
in a tenant with P1 (api-facts 4.3). Passwords are taken and forgotten; licences are assigned by seeds only.
Whoever may do no more than enable and disable accounts changes `accountEnabled` alone: that
User.EnableDisableAccount.All is for this and nothing else is documented on the page of user-update (recalled).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.data.accounts import account_deleted
from holdfast.emulator.exchange.mailbox.lifecycle import account_switched
from holdfast.emulator.graph.directory_objects.membership import groups_holding, mixed_bodies
from holdfast.emulator.graph.directory_objects.state import (
    DirectoryObject,
    default_names,
    delete_softly,
    find_user,
    record,
    record_switch,
)
from holdfast.emulator.graph.reporting_lines.routes import manager_of
from holdfast.emulator.graph.users.licences import assign_license
from holdfast.emulator.graph.users.types import USER_TABLE, new_user
from holdfast.emulator.odata.advanced_query import directory_count, directory_list
from holdfast.emulator.odata.directory_types import checked_body
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.expansion import Relation, expanded, unselective
from holdfast.emulator.odata.permissions import require_premium
from holdfast.emulator.odata.query import Listing, entity, object_reply, project
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_TEXT = frozenset(
    {"eq", "ne", "in", "startswith", "endswith", "not eq", "not in", "not startswith", "not endswith"}
)
_EXACT = frozenset({"eq", "ne", "in", "not eq", "not in"})
_TIME = frozenset({"eq", "ne", "ge", "le", "gt", "lt"})
USER_FILTERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "displayName",
            "givenName",
            "surname",
            "mail",
            "mailNickname",
            "userPrincipalName",
            "otherMails/any",
        ),
        _TEXT,
    ),
    **dict.fromkeys(("department", "jobTitle", "companyName", "city", "country", "employeeId"), _TEXT),
    **dict.fromkeys(("id", "accountEnabled", "userType", "onPremisesSyncEnabled", "usageLocation"), _EXACT),
    **dict.fromkeys(("createdDateTime", "signInActivity/lastSignInDateTime"), _TIME),
    "signInActivity/lastSuccessfulSignInDateTime": _TIME,
    "assignedLicenses/any": frozenset({"any", "not any"}),
    "assignedLicenses/any/skuId": _EXACT,
    "assignedPlans/any/servicePlanId": _EXACT,
    "assignedPlans/any/capabilityStatus": _EXACT,
    "assignedLicenses/$count": frozenset({"eq", "ne"}),
    **dict.fromkeys(("creationType", "externalUserState"), _EXACT),
    "proxyAddresses/any": frozenset({"eq", "startswith", "endswith", "not startswith", "not endswith"}),
    **dict.fromkeys(("identities/any/issuer", "identities/any/issuerAssignedId"), frozenset({"eq"})),
    "employeeType": _EXACT | {"startswith"},
    "employeeHireDate": _TIME,
    "onPremisesImmutableId": frozenset({"eq", "ne", "in"}),
    "passwordPolicies": frozenset({"eq", "ne"}),
}
"""What users are filtered by."""
USERS_ADVANCED = frozenset(
    {"companyName", "employeeType", "employeeHireDate", "onPremisesImmutableId", "passwordPolicies"}
)
"""Of that, what needs the parameters of an advanced query by any operator.

Source: the table of https://learn.microsoft.com/graph/aad-advanced-queries (2026-11-28).
"""

_READ = ("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_WRITE = ("User.ReadWrite.All", "Directory.ReadWrite.All")
_SWITCH = "User.EnableDisableAccount.All"
_SIGN_IN_PAGE = 500
_LISTING = Listing(
    context="users",
    entity="microsoft.graph.user",
    properties=frozenset(USER_TABLE),
    filters=USER_FILTERS,
    orders=frozenset({"displayName", "userPrincipalName", "createdDateTime"}),
    advanced=USERS_ADVANCED,
)


def _listing(call: Call) -> Listing:
    names = default_names("user", call.version)
    asked = f"{call.query.get('$select', '')} {call.query.get('$filter', '')}".lower()
    if "signinactivity" in asked:
        return replace(_LISTING, default_properties=names, page_cap=_SIGN_IN_PAGE)
    return replace(_LISTING, default_properties=names)


def _with_or_without_sign_in(
    tenant: Tenant, principal: Principal, call: Call, users: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Keep `signInActivity` only where the query names it; naming it needs licence and permission.

    Of a user who never signed in it is left out (https://learn.microsoft.com/graph/api/resources/user, 2026-11-28).
    """
    named = "signinactivity" in " ".join(call.query.values()).lower()
    shown = [
        user
        if named and user.get("signInActivity")
        else {name: value for name, value in user.items() if name != "signInActivity"}
        for user in users
    ]
    if not named:
        return shown
    require_premium(tenant)
    if "AuditLog.Read.All" not in principal.roles:
        raise GraphError(
            403,
            "Authentication_MSGraphPermissionMissing",
            "Calling principal does not have required MSGraph permissions AuditLog.Read.All",
        )
    return shown


def _list(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    shown = _with_or_without_sign_in(tenant, principal, call, tenant.store.all("users"))
    return directory_list(*expanded(call, _listing(call), shown, _relations(tenant, call)))


def _relations(tenant: Tenant, call: Call) -> dict[str, Relation]:
    def above(user: dict[str, Any]) -> list[dict[str, Any]]:
        """The groups that a user is in."""
        return mixed_bodies(unselective(call), groups_holding(tenant, user["id"]))

    def manager(user: dict[str, Any]) -> dict[str, Any] | None:
        """The manager of a user."""
        found = manager_of(tenant, user)
        return mixed_bodies(unselective(call), [found])[0] if found else None

    def sponsors(_user: dict[str, Any]) -> list[dict[str, Any]]:
        """Who answers for a guest: that nobody was named is assumed."""
        return []

    return {"memberOf": above, "manager": manager, "sponsors": sponsors}


def _count(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    if "signInActivity" in call.query.get("$filter", ""):
        # Measured: api-facts 4.3; the collection with $count=true answers it.
        raise GraphError(502, "BadGateway", "Bad Gateway")
    return directory_count(call, _LISTING, tenant.store.all("users"))


def _get(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    user = find_user(tenant, call.params["id"])
    shown = _with_or_without_sign_in(tenant, principal, call, [user])
    call, listing, (item,) = expanded(call, _listing(call), shown, _relations(tenant, call))
    return object_reply(call, listing, item)


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    values = checked_body(USER_TABLE, call.body, creating=True)
    _check_name(tenant, values["userPrincipalName"], own_id="")
    user = new_user(tenant.store.new_id(), tenant.stamp(), values)
    tenant.store.put("users", user["id"], user)
    record(tenant, principal, "Add", DirectoryObject("user", user), new=user)
    return Reply(201, entity(call, "users", project(user, default_names("user", call.version))))


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    user = find_user(tenant, call.params["id"])
    values = checked_body(USER_TABLE, call.body, creating=False, current=user)
    if not principal.roles & {*_WRITE} and set(values) - {"accountEnabled"}:
        raise GraphError(
            403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
        )
    if "userPrincipalName" in values:
        _check_name(tenant, values["userPrincipalName"], own_id=user["id"])
    changed = user | values | {"passwordProfile": None}
    tenant.store.put("users", user["id"], changed)
    if "accountEnabled" in values:
        account_switched(tenant, user["id"], enabled=values["accountEnabled"])
    record(tenant, principal, "Update", DirectoryObject("user", changed), old=user, new=changed)
    record_switch(tenant, principal, user, changed)
    return Reply(204)


def delete_user(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Delete the user of the path softly."""
    item = DirectoryObject("user", find_user(tenant, call.params["id"]))
    delete_softly(tenant, item)
    account_deleted(tenant, item.object_id)
    record(tenant, principal, "Delete", item, old=item.body)
    return Reply(204)


def _check_name(tenant: Tenant, name: Any, own_id: str) -> None:
    """Refuse a userPrincipalName outside the verified domains, or one that another user has."""
    alias, _, domain = str(name).lower().rpartition("@")
    organization: dict[str, Any] = next(iter(tenant.store.all("organization")), {})
    verified = {entry["name"].lower() for entry in organization.get("verifiedDomains", ())}
    if not alias or domain not in verified:
        raise bad_request(
            "The domain portion of the userPrincipalName property is invalid. You must use one of the "
            "verified domain names in your organization."
        )
    for other in tenant.store.all("users"):
        if other["userPrincipalName"].lower() == str(name).lower() and other["id"] != own_id:
            raise bad_request(
                "Another object with the same value for property userPrincipalName already exists."
            )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/users", _list, "List users; $search and delta are left out.", any_of=_READ),
    Route("GET", "/users/$count", _count, "Count users, text/plain.", any_of=_READ),
    Route("GET", "/users/{id}", _get, "Read a user by id or userPrincipalName.", any_of=_READ),
    Route(
        "POST",
        "/users",
        _create,
        "Create a user; it gets no licence and no mailbox.",
        any_of=_WRITE,
        consented=False,
    ),
    Route(
        "PATCH",
        "/users/{id}",
        _update,
        "Change a user; with User.EnableDisableAccount.All only whether the account is enabled.",
        any_of=(_SWITCH, *_WRITE),
    ),
    Route(
        "DELETE",
        "/users/{id}",
        delete_user,
        "Delete a user softly; a mailbox that is held turns inactive, another is soft-deleted.",
        any_of=_WRITE,
        consented=False,
    ),
    Route(
        "POST",
        "/users/{id}/assignLicense",
        assign_license,
        "Give and take licences of a user; a mailbox without one has 30 days.",
        any_of=("LicenseAssignment.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"),
        consented=False,
    ),
)
"""Routes of users."""
