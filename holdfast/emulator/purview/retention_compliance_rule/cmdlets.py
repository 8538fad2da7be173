"""Get-, New-, Set- and Remove-RetentionComplianceRule (api-facts 5.3; learn, New-RetentionComplianceRule).

A rule retains for itself (Name), publishes a label or applies one; the three parameter sets do not mix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import (
    COMPLIANCE_READERS,
    COMPLIANCE_WRITERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
    paged,
)
from holdfast.emulator.cmdlets.errors import ambiguous_parameters, bad_value, missing_parameters, refused
from holdfast.emulator.cmdlets.parameter_names import REMOVE_RETENTION, RETENTION_RULE
from holdfast.emulator.cmdlets.values import UNLIMITED
from holdfast.emulator.exchange.mailbox.lifecycle import release_unheld
from holdfast.emulator.purview.retention_compliance_policy.cmdlets import locked, rules_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

RETENTION_RULE_ROW = objects.rows_of(
    plain={
        "Name": "",
        "Policy": "",
        "Comment": "",
        "RetentionDuration": None,
        "RetentionDurationDisplayHint": None,
        "RetentionComplianceAction": None,
        "ExpirationDateOption": None,
        "PublishComplianceTag": "",
        "ApplyComplianceTag": "",
        "ContentMatchQuery": "",
        "Workload": "Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup",
        "Mode": "Enforce",
        "Disabled": False,
        "PriorityCleanup": False,
    },
    texts={"ExcludedItemClasses": []},
)
"""A rule; Policy is the policy's id, a label is "id,name" (as Microsoft's publishing script reads it)."""

_ONLY_RETAINING = frozenset(
    {"Comment", "ExcludedItemClasses", "Name", "RetentionDuration", "RetentionDurationDisplayHint"}
)
_NOT_PUBLISHING = _ONLY_RETAINING | {"ContentMatchQuery"}


def get_retention_rule(invocation: Invocation) -> CmdletOutput:
    """Get-RetentionComplianceRule: by Identity, by Policy, or all."""
    tenant, given = invocation.tenant, invocation.given
    if given.get("Policy"):
        policy = objects.get(tenant, objects.POLICIES, given["Policy"])
        rules = rules_of(tenant, policy)
    else:
        rules = objects.found_or_all(tenant, objects.RULES, given.get("Identity", ""))
    return paged(invocation, [RETENTION_RULE_ROW.row(rule, invocation.select) for rule in rules])


def new_retention_rule(invocation: Invocation) -> CmdletOutput:
    """New-RetentionComplianceRule: gives a policy what it does."""
    tenant, given = invocation.tenant, invocation.given
    _check_sets(given)
    policy = objects.get(tenant, objects.POLICIES, given["Policy"])
    objects.require_settled(tenant, policy)
    label = given.get("PublishComplianceTag") or given.get("ApplyComplianceTag")
    rule = _label_rule(tenant, policy, given) if label else _retention_rule(tenant, policy, given)
    created = objects.create(invocation, objects.RULES, {**_shared(given), **rule, "Policy": policy["Guid"]})
    objects.touch_policy(tenant, policy)
    release_unheld(tenant)
    return CmdletOutput([RETENTION_RULE_ROW.row(created, invocation.select)])


def set_retention_rule(invocation: Invocation) -> CmdletOutput:
    """Set-RetentionComplianceRule: what a rule publishes cannot be changed, only replaced by another rule."""
    tenant, given = invocation.tenant, invocation.given
    rule, policy = _rule_and_policy(invocation)
    changes = _shared(given)
    if "ApplyComplianceTag" in given:
        if not rule.get("_applies"):
            raise ambiguous_parameters(["ApplyComplianceTag", "Identity"])
        label = objects.get(tenant, objects.TAGS, given["ApplyComplianceTag"])
        changes |= {"_applies": label["Guid"], "ApplyComplianceTag": _label_text(label)}
    if policy.get("RestrictiveRetention"):
        _check_lock(rule, policy, changes)
    objects.change(invocation, objects.RULES, rule, changes)
    objects.touch_policy(tenant, policy)
    release_unheld(tenant)
    return CmdletOutput()


def remove_retention_rule(invocation: Invocation) -> CmdletOutput:
    """Remove-RetentionComplianceRule."""
    rule, policy = _rule_and_policy(invocation)
    if policy.get("RestrictiveRetention"):
        raise locked(policy, "made less restrictive")
    objects.remove(invocation, objects.RULES, rule)
    objects.touch_policy(invocation.tenant, policy)
    release_unheld(invocation.tenant)
    return CmdletOutput()


def _rule_and_policy(invocation: Invocation) -> tuple[dict[str, Any], dict[str, Any]]:
    rule = objects.get(invocation.tenant, objects.RULES, invocation.given["Identity"])
    objects.require_not_removed(rule)
    policy = objects.get(invocation.tenant, objects.POLICIES, str(rule["Policy"]))
    objects.require_settled(invocation.tenant, policy)
    return rule, policy


def _check_sets(given: Mapping[str, Any]) -> None:
    kinds = [name for name in ("Name", "PublishComplianceTag", "ApplyComplianceTag") if given.get(name)]
    if not kinds:
        raise missing_parameters(["Name"])
    if len(kinds) > 1:
        raise ambiguous_parameters(kinds)
    foreign: frozenset[str] = frozenset()
    if kinds[0] != "Name":
        foreign = _NOT_PUBLISHING if kinds[0] == "PublishComplianceTag" else _ONLY_RETAINING
    wrong = sorted(foreign.intersection(given))
    if wrong:
        raise ambiguous_parameters([kinds[0], *wrong])


def _label_rule(tenant: Tenant, policy: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    publishes = bool(given.get("PublishComplianceTag"))
    parameter = "PublishComplianceTag" if publishes else "ApplyComplianceTag"
    if policy.get("TeamsPolicy"):
        raise bad_value(parameter, "Labels cannot be used in a policy for Teams.")
    label = objects.get(tenant, objects.TAGS, given[parameter])
    objects.require_not_removed(label)
    key = "_publishes" if publishes else "_applies"
    others = rules_of(tenant, policy)
    if any(rule.get(key) == label["Guid"] for rule in others):
        raise refused(
            f"The label '{label['Name']}' is already in the policy '{policy['Name']}'.",
            "UnifiedPolicy.ComplianceRuleAlreadyExistsException",
        )
    if any(not rule.get(key) for rule in others):
        raise _one_rule_only(policy)
    # A label rule is named by the service, with an id of its own (assumed).
    return {
        "Name": tenant.store.new_id(),
        key: label["Guid"],
        parameter: _label_text(label),
    }


def _retention_rule(tenant: Tenant, policy: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    objects.require_new_name(objects.living(tenant, objects.RULES), given["Name"], "retention rule")
    if rules_of(tenant, policy):
        raise _one_rule_only(policy)
    return {"Name": given["Name"]}


def _one_rule_only(policy: Mapping[str, Any]) -> Exception:
    return refused(
        f"Only one rule can be added to the retention policy '{policy['Name']}'.",
        "UnifiedPolicy.MultipleComplianceRulesFoundInPolicyException",
    )


def _label_text(label: Mapping[str, Any]) -> str:
    return f"{label['Guid']},{label['Name']}"


def _shared(given: Mapping[str, Any]) -> dict[str, Any]:
    """Properties that New- and Set- have in common."""
    same = (
        "Comment",
        "ContentMatchQuery",
        "ExpirationDateOption",
        "RetentionComplianceAction",
        "RetentionDurationDisplayHint",
    )
    values: dict[str, Any] = {name: given[name] for name in same if name in given}
    if "ExcludedItemClasses" in given:
        values["ExcludedItemClasses"] = list(given["ExcludedItemClasses"])
    if "RetentionDuration" in given:
        days = given["RetentionDuration"]
        values["RetentionDuration"] = UNLIMITED if days is None else str(days)
    return values


_START, _LATER = "ExpirationDateOption", "ModificationAgeInDays"


def _check_lock(rule: Mapping[str, Any], policy: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Refuse a shorter duration, one that counts from sooner, or another action under a Preservation Lock.

    That the start may get no sooner is assumed: everything would be kept for less long.
    """
    action = changes.get("RetentionComplianceAction", rule.get("RetentionComplianceAction"))
    before, after = (
        rule.get("RetentionDuration"),
        changes.get("RetentionDuration", rule.get("RetentionDuration")),
    )
    sooner = changes.get(_START, rule.get(_START)) != rule.get(_START) == _LATER
    if action != rule.get("RetentionComplianceAction") or _rank(after) < _rank(before) or sooner:
        raise locked(policy, "made less restrictive")


def _rank(duration: str | None) -> float:
    return float("inf") if duration in {None, UNLIMITED} else float(str(duration))


_SETTINGS = (
    Parameter("Comment", ParameterType.TEXT),
    Parameter("ContentMatchQuery", ParameterType.TEXT),
    Parameter("ExcludedItemClasses", ParameterType.TEXTS),
    Parameter("ApplyComplianceTag", ParameterType.TEXT),
    Parameter("RetentionDuration", ParameterType.DAYS),
    Parameter("RetentionDurationDisplayHint", ParameterType.TEXT, choices=("Days", "Months", "Years")),
    Parameter("RetentionComplianceAction", ParameterType.TEXT, choices=("Delete", "Keep", "KeepAndDelete")),
    Parameter(
        "ExpirationDateOption", ParameterType.TEXT, choices=("CreationAgeInDays", "ModificationAgeInDays")
    ),
)

_NOUN = Noun("RetentionComplianceRule", "compliance", COMPLIANCE_READERS, COMPLIANCE_WRITERS)
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (Parameter("Identity", ParameterType.TEXT), Parameter("Policy", ParameterType.TEXT)),
        get_retention_rule,
        "Rules of retention and label policies; an Identity that is not there gives them all.",
        frozenset({"IncludeExecutionRuleGuids", "PriorityCleanup"}),
    ),
    _NOUN.cmdlet(
        "New",
        (
            Parameter("Policy", ParameterType.TEXT, required=True),
            Parameter("Name", ParameterType.TEXT),
            Parameter("PublishComplianceTag", ParameterType.TEXT),
            *_SETTINGS,
        ),
        new_retention_rule,
        "A rule that retains, publishes a label or applies one by query.",
        RETENTION_RULE,
    ),
    _NOUN.cmdlet(
        "Set",
        (Parameter("Identity", ParameterType.TEXT, required=True), *_SETTINGS),
        set_retention_rule,
        "Settings of a rule; which label it publishes cannot be changed.",
        RETENTION_RULE,
    ),
    _NOUN.cmdlet(
        "Remove",
        (Parameter("Identity", ParameterType.TEXT, required=True),),
        remove_retention_rule,
        "Removes a rule, in the background when distribution takes time.",
        REMOVE_RETENTION,
    ),
)
