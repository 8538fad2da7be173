"""What a policy must mean to be accepted, beyond its shape.

Numbers and texts of api-facts 2.5 and 2.6 where they give them; where they give the rule only, the text after
the number is assumed. What a policy refers to is looked up in conditional_access_references.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.authentication_strengths.state import find_strength
from holdfast.emulator.graph.conditional_access.combinations import check_combinations, is_of_workloads
from holdfast.emulator.graph.conditional_access.preview import is_set
from holdfast.emulator.graph.conditional_access.references import check_references
from holdfast.emulator.graph.conditional_access.state import rule_refusal
from holdfast.emulator.graph.security_defaults import SERVICE as SECURITY_DEFAULTS
from holdfast.emulator.odata.permissions import require_licence
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.tenant import Tenant


def check_rules(tenant: Tenant, policy: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
    """Accept a policy as it would be after the write, with every key present.

    Args:
        tenant: where.
        policy: as it would be after the write.
        before: as it is stored, every key present; None when it is made.

    Raises:
        GraphError: 400 with a number of its own, or 403 for risk conditions without Entra ID P2, and for workload
            identities without their own licence.
    """
    check_meaning(policy)
    check_combinations(policy, before)
    conditions = policy["conditions"]
    if conditions["userRiskLevels"] or conditions["signInRiskLevels"]:
        require_licence(tenant, "P2")
    if is_of_workloads(policy):
        # learn.microsoft.com, workload-identity: to create or change one takes Workload Identities Premium; those that
        # are there go on.
        require_licence(tenant, "WORKLOADS")
    _check_strength(tenant, policy["grantControls"])
    check_references(tenant, policy, before)
    if policy["state"] == "enabled" and SECURITY_DEFAULTS.value(tenant)["isEnabled"]:
        raise GraphError(
            400,
            "BadRequest",
            "Security Defaults is enabled in the tenant. You must disable Security defaults before enabling "
            "a Conditional Access policy.",
        )


def check_meaning(policy: Mapping[str, Any]) -> None:
    """Accept a policy that means something, whatever tenant it is in.

    Args:
        policy: every key present.

    Raises:
        GraphError: 400 with a number of its own.
    """
    conditions, grant = policy["conditions"], policy["grantControls"]
    _check_scope(conditions)
    if grant is not None:
        _check_grant(conditions, grant)
    if policy["sessionControls"] is not None:
        _check_session(policy["sessionControls"])
    if grant is None and policy["sessionControls"] is None:
        raise rule_refusal("NoControlsSpecified")


def _check_scope(conditions: Mapping[str, Any]) -> None:
    applications, users = conditions["applications"], conditions["users"]
    workloads = conditions["clientApplications"]
    if applications is None or not _any_of(
        applications,
        (
            "includeApplications",
            "includeUserActions",
            "includeAuthenticationContextClassReferences",
            "applicationFilter",
        ),
    ):
        raise rule_refusal("NoApplicationsSpecified")
    targets = ("includeUserActions", "includeAuthenticationContextClassReferences")
    if _any_of(applications, ("includeApplications",)) and _any_of(applications, targets):
        # ModernWorkplaceConcierge issue 50.
        raise GraphError(
            400,
            "BadRequest",
            "1012: 'applications' condition cannot include both 'includeApplications' and "
            "'includeUserActions'/'includeProtectionLevels'. Please remove one of the conditions.",
        )
    includes = ("includeUsers", "includeGroups", "includeRoles", "includeGuestsOrExternalUsers")
    if workloads is None and (users is None or not _any_of(users, includes)):
        raise rule_refusal("NoUsersSpecified")
    if not conditions["clientAppTypes"]:
        raise rule_refusal("NoClientAppTypesSpecified")


def _any_of(value: Mapping[str, Any], names: Iterable[str]) -> bool:
    return any(value[name] for name in names)


def _check_grant(conditions: Mapping[str, Any], grant: Mapping[str, Any]) -> None:
    controls, strength = grant["builtInControls"], grant["authenticationStrength"]
    others = [*grant["customAuthenticationFactors"], *grant["termsOfUse"], *([strength] if strength else [])]
    if not controls and not others:
        raise rule_refusal("NoControlsSpecified")
    if grant["operator"] is None:
        raise rule_refusal("NoGrantOperatorSpecified")
    if "block" in controls and (len(controls) > 1 or others):
        raise rule_refusal("BlockControlWithOtherControls")
    if "passwordChange" in controls and not _resets_well(conditions, grant):
        raise rule_refusal("InvalidPasswordResetControl")


def _check_strength(tenant: Tenant, grant: Mapping[str, Any] | None) -> None:
    strength = (grant or {}).get("authenticationStrength")
    if strength is not None:
        strength_id = strength.get("id") if isinstance(strength, dict) else None
        if not isinstance(strength_id, str) or find_strength(tenant, strength_id) is None:
            raise rule_refusal(f"AuthenticationStrengthNotFound ({strength_id})")


def _resets_well(conditions: Mapping[str, Any], grant: Mapping[str, Any]) -> bool:
    # learn.microsoft.com, conditionalAccessGrantControls: a password change needs multifactor authentication as well,
    # a user risk, every application without exclusion, and no condition besides; the name of the refusal, and that it
    # comes for client apps too: AlexFilipin/ConditionalAccess issue 4.
    proves_more = "mfa" in grant["builtInControls"] or grant["authenticationStrength"] is not None
    applications = conditions["applications"]
    every = "All" in applications["includeApplications"] and not _any_of(
        applications, ("excludeApplications", "applicationFilter")
    )
    asked = {"applications", "users", "userRiskLevels"}
    others = any(
        is_set(value) and value != ["all"] for name, value in conditions.items() if name not in asked
    )
    return (
        proves_more
        and grant["operator"] == "AND"
        and bool(conditions["userRiskLevels"])
        and every
        and not others
    )


def _check_session(session: Mapping[str, Any]) -> None:
    frequency = session["signInFrequency"]
    restrictions, resilience = (
        session["applicationEnforcedRestrictions"],
        session["disableResilienceDefaults"],
    )
    if frequency is not None and frequency["frequencyInterval"] == "everyTime":
        if restrictions is not None or resilience is not None:
            raise rule_refusal("EveryTimeSignInFrequencyWithOtherSessionControls")
        if frequency["value"] is not None or frequency["type"] is not None:
            raise rule_refusal("EveryTimeSignInFrequencyWithValue")
    effective = any(isinstance(value, dict) and value.get("isEnabled", True) for value in session.values())
    if not effective and not resilience:
        raise rule_refusal("IneffectualSessionControls")
