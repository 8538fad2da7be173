"""What each alert of PIM finds in the tenant, as it is now.

Types and names: the resources below https://learn.microsoft.com/graph/api/resources/unifiedrolemanagementalert
(2026-11-28). The numbers of the one that counts administrators are those of the example of a configuration. The thirty
days of the two that count days are assumed, and that who never signed in is stale; nobody activates a role here often
enough to be told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.state import find_object
from holdfast.emulator.graph.role_management.routes import eligible_now
from holdfast.emulator.graph.role_management_policies.routes import rules_of_role
from holdfast.emulator.graph.role_schedules.routes import BY_PIM
from holdfast.emulator.seeds.roles import ROLE_IDS

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

Incidents = Iterator[dict[str, Any]]
_DAYS = 30
_MOST_ADMINISTRATORS, _MOST_PERCENT = 2, 4
_ACTIVATION = "Enablement_EndUser_Assignment"


@dataclass(frozen=True)
class Alert:
    """One sort of alert."""

    name: str
    """Of its id, behind the tenant's."""
    type: str
    """What the types of its configuration and incidents begin with."""
    title: str
    severity: str
    find: Callable[[Tenant], Incidents]
    settings: dict[str, Any] = field(default_factory=dict)
    """What its configuration says besides."""
    remediable: bool = True


def _nothing(_tenant: Tenant) -> Incidents:
    return iter(())


def _held(tenant: Tenant) -> Incidents:
    """Who holds which role, in force or by a right to activate it."""
    return (one for one in (*tenant.store.all("roleAssignments"), *eligible_now(tenant)))


def _told(tenant: Tenant, held: dict[str, Any]) -> dict[str, Any] | None:
    """What every incident about a role of somebody says; None of one that is gone."""
    who = find_object(tenant, held["principalId"])
    role = tenant.store.get("roleDefinitions", held["roleDefinitionId"])
    if who is None or role is None:
        return None
    return {
        "id": held["id"],
        "assigneeDisplayName": who.body.get("displayName"),
        "assigneeId": who.object_id,
        "assigneeUserPrincipalName": who.body.get("userPrincipalName"),
        "assignmentCreatedDateTime": held.get("startDateTime"),
        "roleDefinitionId": role["id"],
        "roleDisplayName": role["displayName"],
        "roleTemplateId": role["templateId"],
    }


def _outside(tenant: Tenant) -> Incidents:
    for held in tenant.store.all("roleAssignments"):
        by_pim = tenant.store.get(BY_PIM, held["id"]) or tenant.store.get("roleActivations", held["id"])
        told = None if by_pim else _told(tenant, held)
        if told is not None:
            yield told


def _stale(tenant: Tenant) -> Incidents:
    oldest = tenant.now() - timedelta(days=_DAYS)
    for held in _held(tenant):
        user, told = tenant.store.get("users", held["principalId"]), _told(tenant, held)
        if user is None or told is None:
            continue
        last = (user.get("signInActivity") or {}).get("lastSignInDateTime")
        if last is None or datetime.fromisoformat(last) < oldest:
            yield {**told, "lastSignInDateTime": last}


def _unused(tenant: Tenant) -> Incidents:
    oldest = tenant.now() - timedelta(days=_DAYS)
    for held in eligible_now(tenant):
        since, told = held.get("startDateTime"), _told(tenant, held)
        if told is not None and since is not None and datetime.fromisoformat(since) < oldest:
            yield {**told, "lastActivationDateTime": None}


def _without_mfa(tenant: Tenant) -> Incidents:
    for role in tenant.store.all("roleDefinitions"):
        rules = rules_of_role(tenant, role["id"])
        context = rules["AuthenticationContext_EndUser_Assignment"]
        if "MultiFactorAuthentication" in rules[_ACTIVATION]["enabledRules"] or context["isEnabled"]:
            continue
        yield {"id": role["id"], "roleDisplayName": role["displayName"], "roleTemplateId": role["templateId"]}


def _administrators(tenant: Tenant) -> Incidents:
    found = [(one, _told(tenant, one)) for one in _held(tenant)]
    held = [(one, told) for one, told in found if told is not None]
    top = [told for one, told in held if one["roleDefinitionId"] == ROLE_IDS["Global Administrator"]]
    if len(top) < _MOST_ADMINISTRATORS or 100 * len(top) < _MOST_PERCENT * len(held):
        return
    for told in top:
        yield {name: told[name] for name in told if name == "id" or name.startswith("assignee")}


_ACCOUNT_OF_DAYS = {"duration": f"P{_DAYS}D"}
ALERTS = (
    Alert(
        "InvalidLicenseAlert",
        "invalidLicense",
        "The tenant has no licence for PIM",
        "high",
        _nothing,
        {},
        False,
    ),
    Alert(
        "NoMfaOnRoleActivationAlert",
        "noMfaOnRoleActivation",
        "Roles don't require multi-factor authentication for activation",
        "medium",
        _without_mfa,
    ),
    Alert(
        "RedundantAssignmentAlert",
        "redundantAssignment",
        "Eligible administrators aren't activating their privileged role",
        "low",
        _unused,
        _ACCOUNT_OF_DAYS,
    ),
    Alert(
        "RolesAssignedOutsidePimAlert",
        "rolesAssignedOutsidePrivilegedIdentityManagement",
        "Roles are being assigned outside of Privileged Identity Management",
        "high",
        _outside,
    ),
    Alert(
        "SequentialActivationRenewalsAlert",
        "sequentialActivationRenewals",
        "Roles are being activated too frequently",
        "medium",
        _nothing,
        {"sequentialActivationCounterThreshold": 5, "timeIntervalBetweenActivations": "PT1H"},
        False,
    ),
    Alert(
        "StaleSignInAlert",
        "staleSignIn",
        "Potential stale accounts in a privileged role",
        "medium",
        _stale,
        _ACCOUNT_OF_DAYS,
    ),
    Alert(
        "TooManyGlobalAdminsAssignedToTenantAlert",
        "tooManyGlobalAdminsAssignedToTenant",
        "There are too many global administrators",
        "low",
        _administrators,
        {
            "globalAdminCountThreshold": _MOST_ADMINISTRATORS,
            "percentageOfGlobalAdminsOutOfRolesThreshold": _MOST_PERCENT,
        },
    ),
)
"""Every sort, in the order of the service's list."""
