"""The one rule of a policy that keeps or deletes by itself: which it is, how it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


def recorded_as(policy: Mapping[str, Any], rules: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what audit records may call a policy and its rules besides the policy's name: names and ids (assumed)."""
    called = [policy.get("Guid"), *(rule.get(one) for rule in rules for one in ("Name", "Guid"))]
    return tuple(dict.fromkeys(one for one in called if isinstance(one, str) and one))


def changed_rule(identity: str, changed: Mapping[str, Any]) -> Invocation:
    """Return what changes the rule that is there."""
    return Invocation("Set-RetentionComplianceRule", {"Identity": identity, **changed})
