"""Judges the policies of roles: what an activation has to prove, how long it lasts, who approves and who is told.

Pure functions over what was read.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_list,
    as_object,
    as_period,
    as_text,
    as_texts,
    as_word,
    member,
    required,
)
from holdfast.kinds.judgement import Step, Violation
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.group_members import of_several
from holdfast.kinds.services.role_policies import (
    ALL,
    APPROVED,
    ASSIGNED,
    CONTEXT,
    GROUP_MEMBERS,
    HOURS,
    LEVEL,
    PROOFS,
    PROVED,
    TOLD,
    id_of,
    keys,
    roles_of,
)
from holdfast.kinds.services.tally import Ruling
from holdfast.model.directory import GLOBAL_ADMINISTRATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.kinds.services.role_policies import Role, RolesSeen, Row

_FEWEST = 2
_LESS = ("Critical", "None")
_TOLD_LESS = "of {}, which is less than all, so that the addresses are not written to each time"
_NO_MODE = "NoApproval"
_MODES = ("SingleStage", "Serial", "Parallel", _NO_MODE)


def judged(seen: RolesSeen, rule: Mapping[str, Any]) -> Judgement:
    """Return what the roles of `rule` came to; a role that the tenant does not have is none of them.

    Raises:
        MisreadError: when the roles are not all there: Global Administrator is in every tenant.
    """
    if GLOBAL_ADMINISTRATOR not in seen.names:
        raise MisreadError("id", f"{GLOBAL_ADMINISTRATOR} among the roles", sorted(seen.names))
    count = Count()
    found = {one.role_id: one for one in roles_of(seen, rule)}
    have_policies = {id_of(one, "roleDefinitionId") for one in seen.assignments}
    for role_id in sorted(keys(rule["roles"]) & {*seen.names, *have_policies}):
        name = seen.names.get(role_id, role_id)
        if role_id not in found:
            one_list = "policy" if role_id in seen.names else "definition"
            count.lose(name, f"has no {one_list} among those that came")
            continue
        try:
            count.take(Ruling(member=name, breaks=tuple(_broken(found[role_id], seen, rule))))
        except MisreadError as misread:
            count.lose(name, str(misread))
    return count.judgement()


def _broken(role: Role, seen: RolesSeen, rule: Mapping[str, Any]) -> Iterator[Violation]:
    """Yield in what one role's policy breaks the rule.

    Raises:
        MisreadError: when a part of it is not understood.
    """
    yield from _proof(role)
    longest = int(rule["longestActivationHours"])
    lasts = _lasting(role.rule(HOURS))
    if lasts is None or lasts > timedelta(hours=longest):
        found = (
            member(role.rule(HOURS), "maximumDuration", as_text) if lasts is not None else "without an end"
        )
        yield _violation(
            role, "activationHours", expected=longest, found=found, remedy=Step(HOURS, role.role_id)
        )
    if role.role_id in keys(rule.get("approvedRoles") or []):
        yield from _approval(role, seen, str(rule.get("approverGroup")))
    endless = keys(rule.get("endlessRoles") or []) | {GLOBAL_ADMINISTRATOR}
    ends = required(role.rule(ASSIGNED), "isExpirationRequired", as_boolean)
    if not ends and role.role_id not in endless:
        yield _violation(
            role, "activeAssignmentsEnd", expected=True, found=False, remedy=Step(ASSIGNED, role.role_id)
        )
    asked = keys(rule.get("notified") or [])
    for about in TOLD if asked else ():
        told = member(role.rule(about), "notificationRecipients", as_texts) or []
        level = required(role.rule(about), LEVEL, partial(as_word, words=(ALL, *_LESS)))
        less = "" if level.casefold() == ALL.casefold() else _TOLD_LESS.format(level)
        if less or not asked <= keys(told):
            yield _violation(
                role,
                f"notified.{about}",
                expected=sorted(asked),
                found=told,
                remedy=Step(about, role.role_id),
                note=less,
            )


def _proof(role: Role) -> Iterator[Violation]:
    """Yield what an activation does not ask of whoever activates."""
    asked = required(role.rule(PROVED), "enabledRules", as_texts)
    missing = set(PROOFS) - set(asked)
    context = required(role.rule(CONTEXT), "isEnabled", as_boolean)
    if context and PROOFS[1] in missing:
        told = "an authentication context is asked for instead, and what that asks for is not read here"
        yield _violation(role, "activationProof", expected=[*PROOFS], found=asked, note=told)
    elif missing:
        yield _violation(
            role, "activationProof", expected=[*PROOFS], found=asked, remedy=Step(PROVED, role.role_id)
        )


def _approval(role: Role, seen: RolesSeen, group: str) -> Iterator[Violation]:
    """Yield what is wrong with who approves: two people of the group at least, and nobody else.

    Raises:
        MisreadError: when the name of the group means several, or the setting is not understood.
    """
    found = _approvers_of(role.rule(APPROVED))
    if len(seen.groups) > 1:
        raise of_several("approverGroup", group, seen.groups)
    if seen.approvers < _FEWEST:
        put = "put two people who can sign in into it" if seen.groups else "there is no such group: make it"
        told = f"an approval that nobody could give locks everybody out; the group is {group!r}: {put}"
        yield _violation(
            role, "approvers", expected=f"{_FEWEST} people at least", found=seen.approvers, note=told
        )
    elif found != [*seen.groups]:
        yield _violation(
            role,
            "approval",
            expected=[*seen.groups],
            found=found or "none",
            remedy=Step(APPROVED, role.role_id),
        )


def _approvers_of(rule: Row) -> list[str]:
    """Return the ids of those who approve, sorted; nothing where approval is not asked for.

    Raises:
        MisreadError: when somebody of another sort approves: nobody can tell who that is.
    """
    setting = required(rule, "setting", as_object)
    if not required(setting, "isApprovalRequired", as_boolean):
        return []
    if required(setting, "approvalMode", partial(as_word, words=_MODES)).casefold() == _NO_MODE.casefold():
        return []
    found: list[str] = []
    for one in required(setting, "approvalStages", as_list):
        stage = as_object(one, "approvalStages[]")
        found += _subjects(required(stage, "primaryApprovers", as_list))
        # Whoever is asked once nobody answered approves alone; that nobody is asked has to be said.
        instead = [*_subjects(member(stage, "escalationApprovers", as_list) or [])]
        if instead and member(stage, "isEscalationEnabled", as_boolean) is not False:
            found += instead
    return sorted(found)


def _subjects(approvers: Iterable[Any]) -> Iterator[str]:
    """Yield the ids of groups and users."""
    for one in approvers:
        approver = as_object(one, "approvers[]")
        is_group = required(approver, "@odata.type", as_text) == GROUP_MEMBERS
        yield id_of(approver, "groupId" if is_group else "userId")


def _lasting(rule: Row) -> timedelta | None:
    """Return for how long an activation lasts at most; None where it need not end.

    Raises:
        MisreadError: when it is not understood.
    """
    if not required(rule, "isExpirationRequired", as_boolean):
        return None
    return required(rule, "maximumDuration", as_period)


def _violation(
    role: Role, about: str, *, expected: Any, found: Any, remedy: Step | None = None, note: str = ""
) -> Violation:
    return Violation(
        member=role.name,
        member_id=role.role_id,
        property=about,
        expected=expected,
        found=found,
        remedy=remedy,
        note=note,
    )
