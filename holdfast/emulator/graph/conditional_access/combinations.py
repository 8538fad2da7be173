"""What may not stand together in one policy, each refusal with its source.

That it is refused is documented; that it is refused with 1032, and under which name, is assumed. What a policy has
from before stays, as the service keeps old policies (ca-semantics S-GRT-3): only a write that brings it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.evidence import Evidence, documented
from holdfast.emulator.graph.conditional_access.state import rule_refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_DEVICE_RULE = 3072
"""Characters of a filter for devices."""
_REGISTERS_DEVICES = "urn:user:registerdevice"
_OF_MOBILE_APPS = frozenset({"approvedApplication", "compliantApplication"})
_WITHOUT_MOBILE_APPS = frozenset({"macOS", "linux"})
_ENTRA = "https://learn.microsoft.com/entra/identity/conditional-access"
_STRENGTHS = "https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths"
_GRAPH = "https://learn.microsoft.com/graph/api/resources"


@dataclass(frozen=True, slots=True)
class Combination:
    """Something that the service refuses."""

    reason: str
    """The word of the refusal."""
    stands: Callable[[Mapping[str, Any]], bool]
    """Whether a policy with every key of beta has it."""
    source: Evidence
    """Where it is documented."""


def check_combinations(policy: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
    """Let a policy pass in which nothing stands together that may not, but for what stood so before.

    Args:
        policy: as it would be after the write, every key present.
        before: as it is stored, every key present; None when it is made.

    Raises:
        GraphError: 400 with number 1032 for the first that the write brings.
    """
    for one in COMBINATIONS:
        if one.stands(policy) and not (before is not None and one.stands(before)):
            raise rule_refusal(one.reason)


def _controls(policy: Mapping[str, Any]) -> list[str]:
    """Return everything that is asked for, one name each."""
    grant = policy["grantControls"] or {}
    strength = ["authenticationStrength"] if grant.get("authenticationStrength") is not None else []
    lists = ("builtInControls", "customAuthenticationFactors", "termsOfUse")
    return [*strength, *(one for name in lists for one in grant.get(name) or ())]


def _all_are_needed(policy: Mapping[str, Any]) -> bool:
    return (policy["grantControls"] or {}).get("operator") == "AND"


def _condition(policy: Mapping[str, Any], *path: str) -> Any:
    """Return what stands at a path of the conditions; None where nothing does."""
    value: Any = policy["conditions"]
    for name in path:
        value = (value or {}).get(name)
    return value


def _mfa_twice(policy: Mapping[str, Any]) -> bool:
    return {"mfa", "authenticationStrength"} <= set(_controls(policy))


def _remedies_badly(policy: Mapping[str, Any]) -> bool:
    controls = set(_controls(policy))
    if "riskRemediation" not in controls:
        return False
    # The reference says with a strength; a live tenant's policy of 2026-08 has "mfa" in its place, as methods from
    # outside, which no strength has, need (Jhope188/ConditionalAccessPolicies, "EAM - High-Risk Users").
    proves = bool(controls & {"authenticationStrength", "mfa"}) and _all_are_needed(policy)
    return "passwordChange" in controls or not proves


def _registers_devices_otherwise(policy: Mapping[str, Any]) -> bool:
    if _REGISTERS_DEVICES not in (_condition(policy, "applications", "includeUserActions") or ()):
        return False
    rests_on_device = (
        set(_condition(policy, "clientAppTypes") or ()) != {"all"}
        or _condition(policy, "devices", "deviceFilter") is not None
        or _states_of_devices(policy)
    )
    return rests_on_device or not set(_controls(policy)) <= {"mfa", "authenticationStrength"}


def _states_of_devices(policy: Mapping[str, Any]) -> bool:
    places = (("deviceStates", "includeStates"), ("deviceStates", "excludeStates"))
    lists = ("includeDevices", "excludeDevices", "includeDeviceStates", "excludeDeviceStates")
    return any(_condition(policy, *place) for place in (*places, *(("devices", name) for name in lists)))


def _filter_and_states(policy: Mapping[str, Any]) -> bool:
    return _condition(policy, "devices", "deviceFilter") is not None and _states_of_devices(policy)


def _rule_too_long(policy: Mapping[str, Any]) -> bool:
    return len(_condition(policy, "devices", "deviceFilter", "rule") or "") > LONGEST_DEVICE_RULE


def is_of_workloads(policy: Mapping[str, Any]) -> bool:
    """Whether a policy with every key of beta is for applications or agents instead of people."""
    included = ("includeServicePrincipals", "includeAgentIdServicePrincipals")
    return any(_condition(policy, "clientApplications", name) for name in included)


def _workloads_and_people(policy: Mapping[str, Any]) -> bool:
    users = _condition(policy, "users") or {}
    more = ("includeGroups", "includeRoles", "includeGuestsOrExternalUsers")
    people = set(users.get("includeUsers") or ()) - {"None"} or any(users.get(name) for name in more)
    return is_of_workloads(policy) and bool(people)


def _workloads_not_blocked(policy: Mapping[str, Any]) -> bool:
    return is_of_workloads(policy) and policy["grantControls"] is not None and _controls(policy) != ["block"]


def _mobile_apps_on_computers(policy: Mapping[str, Any]) -> bool:
    controls, platforms = (
        set(_controls(policy)),
        set(_condition(policy, "platforms", "includePlatforms") or ()),
    )
    if not (controls & _OF_MOBILE_APPS and platforms & _WITHOUT_MOBILE_APPS):
        return False
    return controls <= _OF_MOBILE_APPS or _all_are_needed(policy)


def _tenants_of_no_type(policy: Mapping[str, Any]) -> bool:
    guests = (
        _condition(policy, "users", f"{side}GuestsOrExternalUsers") or {} for side in ("include", "exclude")
    )
    return any(
        one.get("externalTenants") is not None and not one.get("guestOrExternalUserTypes") for one in guests
    )


def _refused(reason: str, stands: Callable[[Mapping[str, Any]], bool], page: str) -> Combination:
    return Combination(reason, stands, documented(page, "2026-11-26"))


COMBINATIONS = (
    _refused("MfaWithAuthenticationStrength", _mfa_twice, _STRENGTHS),
    _refused("InvalidRiskRemediationControl", _remedies_badly, f"{_GRAPH}/conditionalaccessgrantcontrols"),
    _refused(
        "InvalidRegisterDevicePolicy",
        _registers_devices_otherwise,
        f"{_ENTRA}/concept-conditional-access-cloud-apps",
    ),
    _refused(
        "DeviceFilterWithDeviceStates", _filter_and_states, f"{_ENTRA}/concept-conditional-access-conditions"
    ),
    _refused("DeviceFilterRuleTooLong", _rule_too_long, f"{_ENTRA}/concept-condition-filters-for-devices"),
    _refused("WorkloadIdentitiesWithUsers", _workloads_and_people, f"{_ENTRA}/workload-identity"),
    _refused("WorkloadIdentitiesWithoutBlock", _workloads_not_blocked, f"{_ENTRA}/workload-identity"),
    _refused(
        "MobileApplicationControlOnComputers",
        _mobile_apps_on_computers,
        f"{_ENTRA}/concept-conditional-access-conditions",
    ),
    _refused(
        "ExternalTenantsWithoutTypes", _tenants_of_no_type, f"{_GRAPH}/conditionalaccessguestsorexternalusers"
    ),
)
"""Every one that is refused."""
