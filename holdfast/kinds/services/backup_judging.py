"""Judges the backup of one workload: the service, its policy, and each mailbox, drive or site by what its unit says.

What is on its way is unknown by name, neither good nor bad: a unit that was asked for within the last day, or one whose
first restore point may still come. That a mailbox without any change gets restore points is not documented: so a unit
without one is unknown while others have theirs, and breaks the rule where none has. Pure functions.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.judgement import Judgement, Step, Unjudged, Violation
from holdfast.kinds.services.tally import Ruling
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.kinds.services.backup_state import Backup, Unit, Workload

    Ruler = Callable[[str, str], Ruling | None]
    """Takes the name of a member and its id in the service; returns None of one that obeys."""

SERVICE = "Microsoft 365 Backup"
"""What the service is called among the members that break a rule."""
PROTECT = "protect"
"""The step that adds a member to the policy."""
ENABLE, ACTIVATE, LENGTHEN = "enable", "activate", "lengthen"
"""The steps about the service and its policy."""
_NO_BILLING = "invalidbillingprofile"
_LEAVING = frozenset({"offboardRequested", "offboarded", "cancelOffboardRequested"})
_BILLED = (
    "enabling is billed by the gigabyte and nothing here takes it back: declare enableService and agree to it in the "
    "client file, or enable it in the admin center"
)
_LOCKED = "the service takes no changes now: look at its billing and its controller in the admin center"
_LEAVES = "its backup is on the way out, or gone: only a signed-in administrator can cancel that, for 90 days"
_ERRED = "no apply mends that: look at it in the admin center"
_NO_POINT = "look at it in the admin center: nothing could be restored from the last day"
JUDGES = ("service", "policy", "retentionDays", "status", "error", "restorePoint")


def _is_unpaid(backup: Backup) -> bool:
    """Return whether the service is off for want of billing: then it does not offer anything."""
    return not backup.is_readable and backup.reason.casefold() == _NO_BILLING


def _unpaid() -> Judgement:
    """Return what a rule comes to where the service is not paid for."""
    return Judgement(covered=0, violations=(), exempt={Reason.LICENCE: (SERVICE,)})


@value_class
class Protection:
    """What the backup of one workload says to a rule and of each member (see `judging.Apart`)."""

    backup: Backup
    workload: Workload
    rule: Mapping[str, Any]

    def alone(self) -> Judgement | None:
        """Return what a service comes to that is not paid for, whoever the members are."""
        return _unpaid() if _is_unpaid(self.backup) else None

    def ruler(self) -> Ruler:
        """Return what judges one member."""
        return _ruler(self.backup, self.workload, self.rule)

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the members together with that on the service and its policy.

        Where nobody is there and no policy either, nothing is asked of a service: a policy of nobody cannot be made.
        """
        if members.nobody and self.backup.is_readable and not (self.backup.policy or self.backup.resting):
            return replace(members, notes=(*self.backup.news, *members.notes))
        service = _of_service(self.backup, self.rule)
        breaks, exceeds, strange = (
            _of_policy(self.backup, self.rule) if self.backup.is_readable else ([], [], [])
        )
        return replace(
            members,
            violations=(*service, *breaks, *members.violations),
            exceeding=(*exceeds, *members.exceeding),
            unjudged=(*strange, *members.unjudged),
            notes=(*self.backup.news, *members.notes),
        )


def _ruler(backup: Backup, workload: Workload, rule: Mapping[str, Any]) -> Ruler:
    """Return what judges one member."""
    remedied = backup.status == "enabled" or _may_enable(backup, rule)
    # Where no policy acts, whoever paused the one that rests has changed what it says of everybody.
    paused = backup.resting[0].id if backup.policy is None and backup.resting else ""

    def rule_on(name: str, member_id: str) -> Ruling | None:
        """Judge one."""
        key = workload.key(member_id)
        if key in backup.in_order:
            return None
        unit = backup.others.get(key)
        if unit is None and backup.adding:
            return Ruling(member=name, unknown="is not protected, and a bulk job of the last day is adding")
        about = (unit.id if unit else paused) or member_id
        told = _unprotected(name, member_id) if unit is None else _of_unit(backup, unit, name, member_id)
        if isinstance(told, str):
            return Ruling(member=name, unknown=told)
        told = replace(told, member_id=about)
        locked = replace(told, remedy=None, note=told.note or _LOCKED)
        return Ruling(member=name, breaks=(told if remedied or told.remedy is None else locked,))

    return rule_on


def _may_enable(backup: Backup, rule: Mapping[str, Any]) -> bool:
    return backup.status == "disabled" and rule.get("enableService") is True


def _of_service(backup: Backup, rule: Mapping[str, Any]) -> list[Violation]:
    if backup.status == "enabled":
        return []
    why = "" if backup.reason == "none" else f" ({backup.reason})"
    found = Violation(
        member=SERVICE,
        member_id=SERVICE,
        property="service",
        expected="enabled",
        found=f"{backup.status}{why}",
    )
    if _may_enable(backup, rule):
        return [replace(found, remedy=Step(ENABLE))]
    return [replace(found, note=_BILLED if backup.status == "disabled" else _LOCKED)]


def _of_policy(
    backup: Backup, rule: Mapping[str, Any]
) -> tuple[list[Violation], list[Violation], list[Unjudged]]:
    """Return how the policy breaks the rule, how it exceeds it, and what is not known of it."""
    policy, asked = backup.policy, rule["retentionDays"]
    changes = backup.status == "enabled"
    if policy is None:
        about = next((one.id for one in backup.resting), "")
        found = "inactive" if backup.resting else "none"
        broken = Violation(
            member=str(rule["policyName"]), member_id=about, property="policy", expected="active", found=found
        )
        return [_by(broken, Step(ACTIVATE), changes)], [], []
    name = policy.name or policy.id
    if policy.keeps_days is None:
        return [], [], [Unjudged(member=name, why="does not say for how long it keeps restore points")]
    other = Violation(
        member=name,
        member_id=policy.id,
        property="retentionDays",
        expected=asked,
        found=policy.keeps_days,
    )
    if policy.keeps_days < asked:
        return [_by(other, Step(LENGTHEN), changes)], [], []
    return [], [other] if policy.keeps_days > asked else [], []


def _by(broken: Violation, step: Step, changes: bool) -> Violation:
    return replace(broken, remedy=step) if changes else replace(broken, note=_LOCKED)


def _unprotected(name: str, member_id: str, found: str = "none") -> Violation:
    return Violation(
        member=name,
        member_id=member_id,
        property="status",
        expected="protected",
        found=found,
        remedy=Step(PROTECT, member_id),
    )


def _of_unit(backup: Backup, unit: Unit, name: str, member_id: str) -> Violation | str:
    """Return how a unit that is not in order breaks the rule, or why that is not known."""
    if unit.strange:
        return unit.strange
    if unit.error:
        return Violation(
            member=name,
            member_id=member_id,
            property="error",
            expected="none",
            found=unit.error,
            note=f"{unit.status}; {_ERRED}",
        )
    if unit.status == "protected":
        return _without_point(backup, unit, name, member_id)
    if unit.status == "protectRequested":
        if unit.fresh:
            return "was asked for within the last day and is not protected yet"
        return replace(_unprotected(name, member_id, unit.status), remedy=None, note=_ERRED)
    found = _unprotected(name, member_id, unit.status)
    return replace(found, remedy=None, note=_LEAVES) if unit.status in _LEAVING else found


def _without_point(backup: Backup, unit: Unit, name: str, member_id: str) -> Violation | str:
    if unit.fresh:
        return "is protected since less than a day, and has no restore point yet"
    if backup.young_points:
        return (
            "is protected and has no restore point of the last day, which others have: whether nothing changed in it "
            "or its backup stands still cannot be told"
        )
    return Violation(
        member=name,
        member_id=member_id,
        property="restorePoint",
        expected="younger than a day",
        found="none",
        note=_NO_POINT,
    )
