"""The one rule of a policy that keeps or deletes by itself: which it is, if it says what it does, how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_text, required
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Rule = dict[str, Any]

ACTION, DURATION = "RetentionComplianceAction", "RetentionDuration"


def retains(rule: Mapping[str, Any]) -> bool:
    """Return whether the rule keeps or deletes by itself: one that publishes or applies a label is somebody else's."""
    return not rule.get("PublishComplianceTag") and not rule.get("ApplyComplianceTag")


def rules_of(names: Iterable[str], by_policy: Mapping[str, Sequence[Rule]]) -> list[Rule]:
    """Return the rules of a policy, by what they may call it in lower case: its id or its name."""
    return [rule for name in sorted(names) for rule in by_policy.get(name, ())]


def refuse_half_told(rules: Sequence[Rule]) -> None:
    """Do nothing when there is one rule at most, and it says what it does.

    Raises:
        MisreadError: when a policy that retains has several, or its rule leaves out what it does, or for how long.
    """
    retaining = [rule for rule in rules if retains(rule)]
    if retaining and len(rules) > 1:
        raise MisreadError("rules", "one", len(rules))
    for rule in retaining:
        required(rule, ACTION, as_text)
        required(rule, DURATION, as_text)


def new_rule(policy: str, rule: Mapping[str, Any]) -> Invocation:
    """Return what makes the rule of a policy; it bears the policy's name."""
    return Invocation("New-RetentionComplianceRule", {"Name": policy, "Policy": policy, **rule})


def changed_rule(identity: str, changed: Mapping[str, Any]) -> Invocation:
    """Return what changes the rule that is there."""
    return Invocation("Set-RetentionComplianceRule", {"Identity": identity, **changed})
