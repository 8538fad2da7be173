"""Get-, New-, Set- and Remove-RetentionCompliancePolicy (api-facts 5.3; learn, the pages of that name)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import (
    COMPLIANCE_READERS,
    COMPLIANCE_WRITERS,
    CmdletOutput,
    Edit,
    Noun,
    Parameter,
    ParameterType,
    paged,
)
from holdfast.emulator.cmdlets.errors import ambiguous_parameters, bad_value, refused
from holdfast.emulator.cmdlets.parameter_names import (
    GET_RETENTION_POLICY,
    NEW_RETENTION_POLICY,
    REMOVE_RETENTION,
    SET_RETENTION_POLICY,
)
from holdfast.emulator.exchange.mailbox.lifecycle import release_unheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

_PLACES = (
    "ExchangeLocation",
    "SharePointLocation",
    "OneDriveLocation",
    "ModernGroupLocation",
    "SkypeLocation",
)
_LOCATIONS = (*_PLACES, *(f"{place}Exception" for place in _PLACES), "PublicFolderLocation")
_TEAMS_PLACES = ("TeamsChannelLocation", "TeamsChatLocation")
_TEAMS_LOCATIONS = (*_TEAMS_PLACES, *(f"{place}Exception" for place in _TEAMS_PLACES))
_EVERY_LOCATION = (*_LOCATIONS, *_TEAMS_LOCATIONS)
_ALL = "All"

RETENTION_POLICY_ROW = objects.rows_of(
    plain={
        "Name": "",
        "Comment": "",
        "Enabled": True,
        "Mode": "Enforce",
        "Type": "Hold",
        "Workload": "Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup",
        "DistributionStatus": "",
        "RestrictiveRetention": False,
        "TeamsPolicy": False,
        "IsSimulation": False,
        "HasRules": False,
    },
    texts={
        **{name: [] for name in _EVERY_LOCATION},
        "Applications": [],
        "DistributionResults": [],
        "RetentionRuleTypes": [],
    },
)
"""A policy as Get-RetentionCompliancePolicy gives it; Workload lists every workload regardless.

A policy that publishes labels and one that retains by itself differ in their rules only: `HasRules` (recalled) says
that there are any, `RetentionRuleTypes` of which kind, and only where it is asked for. `Type` is the same for both
(rows.json, recalled).
"""


def get_retention_policy(invocation: Invocation) -> CmdletOutput:
    """Get-RetentionCompliancePolicy; locations and distribution only with DistributionDetail."""
    given = invocation.given
    policies = objects.found_or_all(invocation.tenant, objects.POLICIES, given.get("Identity", ""))
    if given.get("TeamsPolicyOnly") and given.get("ExcludeTeamsPolicy"):
        raise ambiguous_parameters(["ExcludeTeamsPolicy", "TeamsPolicyOnly"])
    if given.get("TeamsPolicyOnly"):
        policies = [policy for policy in policies if policy.get("TeamsPolicy")]
    if given.get("ExcludeTeamsPolicy"):
        policies = [policy for policy in policies if not policy.get("TeamsPolicy")]
    shown = [
        _row(
            invocation,
            policy,
            detail=given.get("DistributionDetail", False),
            rule_types=given.get("RetentionRuleTypes", False),
        )
        for policy in policies
    ]
    return paged(invocation, shown)


def new_retention_policy(invocation: Invocation) -> CmdletOutput:
    """New-RetentionCompliancePolicy: one location at least, Teams apart from the others."""
    given = invocation.given
    objects.require_new_name(
        objects.living(invocation.tenant, objects.POLICIES), given["Name"], "retention policy"
    )
    locations = {name: list(given[name]) for name in _EVERY_LOCATION if given.get(name)}
    _check_sets(locations, locations)
    if not any(not name.endswith("Exception") for name in locations):
        raise refused(
            "At least one location must be specified to create a retention policy.",
            "UnifiedPolicy.LocationMissingException",
        )
    _check_all(locations)
    policy = {
        **locations,
        "Name": given["Name"],
        "Comment": given.get("Comment", ""),
        "Enabled": given.get("Enabled", True),
        "RestrictiveRetention": given.get("RestrictiveRetention", False),
        "Applications": list(given.get("Applications", ())),
        "TeamsPolicy": any(name in locations for name in _TEAMS_LOCATIONS),
        "Mode": "Enforce",
        "Priority": len(objects.living(invocation.tenant, objects.POLICIES)),
    }
    created = objects.create(invocation, objects.POLICIES, policy)
    return CmdletOutput([_row(invocation, created, detail=True)])


def set_retention_policy(invocation: Invocation) -> CmdletOutput:
    """Set-RetentionCompliancePolicy: comment, switch, locations; or a new attempt at distribution."""
    given = invocation.given
    policy = objects.get(invocation.tenant, objects.POLICIES, given["Identity"])
    objects.require_not_removed(policy)
    if given.get("RetryDistribution"):
        others = sorted(set(given) - {"Identity", "RetryDistribution"})
        if others:
            raise ambiguous_parameters(["RetryDistribution", *others])
        objects.change(invocation, objects.POLICIES, policy, {})
        return CmdletOutput()
    locations = _changed_locations(policy, given)
    _check_lock(policy, given, locations)
    plain = {name: given[name] for name in ("Comment", "Enabled", "RestrictiveRetention") if name in given}
    if "Applications" in given:
        plain["Applications"] = list(given["Applications"])
    objects.change(invocation, objects.POLICIES, policy, {**plain, **locations})
    release_unheld(invocation.tenant)
    return CmdletOutput()


def remove_retention_policy(invocation: Invocation) -> CmdletOutput:
    """Remove-RetentionCompliancePolicy: goes, with its rules, when the removal has been distributed."""
    policy = objects.get(invocation.tenant, objects.POLICIES, invocation.given["Identity"])
    objects.require_not_removed(policy)
    if policy.get("RestrictiveRetention"):
        raise locked(policy, "removed")
    rules = rules_of(invocation.tenant, policy)
    objects.remove(invocation, objects.POLICIES, policy, rules)
    release_unheld(invocation.tenant)
    return CmdletOutput()


def rules_of(tenant: Tenant, policy: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rules of a policy that are there now, those being removed included."""
    return [rule for rule in objects.living(tenant, objects.RULES) if rule.get("Policy") == policy["Guid"]]


def _rule_type(rule: Mapping[str, Any]) -> str:
    """Return what a rule does with content, in the word of `-RetentionRuleTypes`."""
    if rule.get("_publishes"):
        return "Publish"
    return "Apply" if rule.get("_applies") else "Hold"


def _row(
    invocation: Invocation, policy: Mapping[str, Any], *, detail: bool, rule_types: bool = False
) -> dict[str, Any]:
    rules = rules_of(invocation.tenant, policy)
    policy = {**policy, "HasRules": bool(rules)}
    if rule_types:
        policy["RetentionRuleTypes"] = sorted({_rule_type(rule) for rule in rules})
    if detail:
        status = "Pending" if objects.is_pending(invocation.tenant, policy) else "Success"
        shown = {**policy, "DistributionStatus": policy.get("DistributionStatus") or status}
    else:
        shown = {name: value for name, value in policy.items() if name not in _EVERY_LOCATION}
        shown["DistributionStatus"] = ""
    return RETENTION_POLICY_ROW.row(shown, invocation.select)


def _changed_locations(policy: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, list[str]]:
    changed: dict[str, list[str]] = {}
    for name in _EVERY_LOCATION:
        edit = Edit(add=given.get(f"Add{name}", ()), remove=given.get(f"Remove{name}", ()))
        if edit.add or edit.remove:
            changed[name] = edit.apply(policy.get(name, ()))
    locations = {name: changed.get(name, policy.get(name, [])) for name in _EVERY_LOCATION}
    kept = {name: value for name, value in locations.items() if value}
    _check_sets(changed, kept)
    if not any(not name.endswith("Exception") for name in kept):
        raise refused(
            f"The last location of the policy '{policy['Name']}' cannot be removed.",
            "UnifiedPolicy.LocationMissingException",
        )
    _check_all(kept)
    return changed


def _check_sets(named: Iterable[str], locations: Mapping[str, Any]) -> None:
    teams = sorted(name for name in locations if name in _TEAMS_LOCATIONS)
    others = sorted(name for name in locations if name in _LOCATIONS)
    if teams and others:
        raise ambiguous_parameters([*teams, *others, *named])


def _check_all(locations: Mapping[str, list[str]]) -> None:
    """Refuse All beside other values, and exceptions without All (learn; texts assumed)."""
    for name, values in locations.items():
        has_all = any(value.lower() == _ALL.lower() for value in values)
        if has_all and len(values) > 1:
            raise bad_value(name, "The value All can only be used by itself.")
        place = name.removesuffix("Exception")
        if place != name and not any(value.lower() == _ALL.lower() for value in locations.get(place, ())):
            raise bad_value(name, f"Exceptions need the value All in {place}.")


def _check_lock(
    policy: Mapping[str, Any], given: Mapping[str, Any], locations: Mapping[str, list[str]]
) -> None:
    """Refuse what makes a policy with a Preservation Lock less strict (learn, RestrictiveRetention)."""
    if not policy.get("RestrictiveRetention"):
        return
    if given.get("RestrictiveRetention") is False or given.get("Enabled") is False:
        raise locked(policy, "turned off")
    for name, values in locations.items():
        before, after = set(policy.get(name, ())), set(values)
        if (before - after) if not name.endswith("Exception") else (after - before):
            raise locked(policy, "made less restrictive")


def locked(policy: Mapping[str, Any], what: str) -> Exception:
    """The refusal of what a Preservation Lock forbids: a policy "cannot be <what>" (text assumed)."""
    return refused(
        f"The policy '{policy['Name']}' has a Preservation Lock and cannot be {what}.",
        "UnifiedPolicy.PreservationLockException",
    )


_SHARED = (
    Parameter("Comment", ParameterType.TEXT),
    Parameter("Enabled", ParameterType.BOOLEAN),
    Parameter("RestrictiveRetention", ParameterType.BOOLEAN),
    Parameter("Applications", ParameterType.TEXTS),
)

_NOUN = Noun("RetentionCompliancePolicy", "compliance", COMPLIANCE_READERS, COMPLIANCE_WRITERS)
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT),
            Parameter("DistributionDetail", ParameterType.SWITCH),
            Parameter("RetentionRuleTypes", ParameterType.SWITCH),
            Parameter("TeamsPolicyOnly", ParameterType.SWITCH),
            Parameter("ExcludeTeamsPolicy", ParameterType.SWITCH),
        ),
        get_retention_policy,
        "Retention and label policies; an Identity that is not there gives them all.",
        GET_RETENTION_POLICY,
    ),
    _NOUN.cmdlet(
        "New",
        (
            Parameter("Name", ParameterType.TEXT, required=True),
            *_SHARED,
            *(Parameter(name, ParameterType.TEXTS) for name in _EVERY_LOCATION),
        ),
        new_retention_policy,
        "A new policy over static locations; that a location exists is not checked.",
        NEW_RETENTION_POLICY,
    ),
    _NOUN.cmdlet(
        "Set",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            Parameter("RetryDistribution", ParameterType.SWITCH),
            *_SHARED,
            *(
                Parameter(f"{verb}{name}", ParameterType.TEXTS)
                for name in _EVERY_LOCATION
                for verb in ("Add", "Remove")
            ),
        ),
        set_retention_policy,
        "Locations, comment and switch of a policy; a Preservation Lock holds.",
        SET_RETENTION_POLICY,
    ),
    _NOUN.cmdlet(
        "Remove",
        (Parameter("Identity", ParameterType.TEXT, required=True),),
        remove_retention_policy,
        "Removes a policy and its rules, in the background when distribution takes time.",
        REMOVE_RETENTION,
    ),
)
