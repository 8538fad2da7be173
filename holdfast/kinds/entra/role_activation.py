"""How privileged roles are activated: by a second factor and a reason, for some hours, and the highest by approval.

PIM keeps a policy for each role, of rules that every tenant has. This is one rule over the roles that it names. Of each
of PIM's rules only what is asked is changed, and the rest goes back as it was read, for a change takes a rule whole.

Nobody is locked out by an approval that nobody could give: approval is asked for only where two people at least, who
can sign in, are in the group of approvers, since nobody approves what he asked for himself; a group that has become
smaller is told. Who holds Global Administrator all the time, as the emergency accounts do, activates nothing, so that
no rule here reaches them; and Global Administrator can always be assigned without an end, for they need it so.

An authentication context, which a policy for activation can ask for in place of a second factor, is no proof here: what
it asks for stands in Conditional Access, and is not read. It is told, and left as it is.

A message is sent each time only at the level `All` of its rule, and somebody else may approve who stands as the one to
escalate to.

Sources: https://learn.microsoft.com/graph/api/policyroot-list-rolemanagementpolicyassignments and
https://learn.microsoft.com/graph/how-to-pim-update-rules (2026-11-27: the rules' names and bodies, in public copies);
https://learn.microsoft.com/graph/api/resources/unifiedrolemanagementpolicynotificationrule (2026-11-27: the levels).
That a filter on both scopes is mandatory, and the rules of a tenant that nobody has changed: ../shared/rows.md. That
nobody approves his own request, that a context takes the place of the second factor, and that a rule about assignments
ends none that is there, is recalled.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_list,
    as_object,
    as_text,
    as_texts,
    as_word,
    member,
    not_understood,
    required,
)
from holdfast.kinds.entra.break_glass_accounts import GLOBAL_ADMINISTRATOR, PIM, ROLES
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Step, Violation
from holdfast.kinds.live import LiveObject
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.group_members import of_several
from holdfast.kinds.services.listed import NOTED
from holdfast.kinds.services.population import raise_for_refused
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.errors import WriteError
from holdfast.normalise.periods import parse_minutes
from holdfast.tenant.asked import Condition, equal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]

_READ = ("Group.Read.All", "RoleManagement.Read.Directory", "User.Read.All")
"""Not `RoleManagementPolicy.Read.Directory`, which is narrower: what the roles are called takes the wider anyway."""
_OF_ROLES = Condition(
    "scopeId eq '/' and scopeType eq 'DirectoryRole'",
    lambda row: row.get("scopeId") == "/" and row.get("scopeType") == "DirectoryRole",
)
_PROVED = "Enablement_EndUser_Assignment"
_HOURS = "Expiration_EndUser_Assignment"
_APPROVED = "Approval_EndUser_Assignment"
_CONTEXT = "AuthenticationContext_EndUser_Assignment"
_ASSIGNED = "Expiration_Admin_Assignment"
_TOLD = (
    "Notification_Admin_Admin_Assignment",
    "Notification_Admin_Admin_Eligibility",
    "Notification_Admin_EndUser_Assignment",
)
"""Rules by which administrators are told that a role was assigned, became eligible, and was activated."""
_PROOFS = ("Justification", "MultiFactorAuthentication")
_LEVEL, _ALL, _LESS = "notificationLevel", "All", ("Critical", "None")
_TOLD_LESS = "of {}, which is less than all, so that the addresses are not written to each time"
_NO_MODE = "NoApproval"
_MODES = ("SingleStage", "Serial", "Parallel", _NO_MODE)
_GROUP_MEMBERS = "#microsoft.graph.groupMembers"
_USER = "#microsoft.graph.user"
_FEWEST = 2
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Role:
    """One role and its policy."""

    name: str
    role_id: str
    policy_id: str
    rules: Mapping[str, Row]
    """PIM's rules by their ids."""

    def rule(self, rule_id: str) -> Row:
        """Return one rule.

        Raises:
            MisreadError: when the policy has none of the name.
        """
        if rule_id not in self.rules:
            raise MisreadError(f"policy.rules[{rule_id}]", "there", None)
        return self.rules[rule_id]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read, as the rule needs it."""

    names: Mapping[str, str]
    """Display names of the tenant's roles by their ids, both of definitions."""
    assignments: Sequence[Row]
    """Policies as they are assigned to roles."""
    groups: tuple[str, ...] = ()
    """Ids of the groups that bear the name of the approvers' group, in lower case: one, where it is clear which."""
    approvers: int = 0
    """People in it who can sign in; nobody where it is not clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleActivation(PopulationKind):
    """The roles that are named are the members."""

    path: str = "/policies/roleManagementPolicyAssignments"
    version: str = "v1.0"

    def interface(self) -> str:
        """Return Graph with the path (see `Kind.interface`)."""
        return f"Graph {self.version}: `{self.path}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge the policy of every role that is named (see `PopulationKind.judge`)."""
        try:
            return judged(await _look(tenant, rule), rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the roles that break it; without a rule nothing is judged."""
        if not inputs:
            return None
        return self.in_state(inputs, await self.judge(tenant, inputs))

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Change PIM's rules that break the rule and can be mended, all of them (see `Kind.update`).

        Raises:
            PartlyDoneError: when the service refused single rules; all others are changed.
            WriteError: when it refused one for a cause that is not its own, such as a permission.
        """
        try:
            seen = await _look(tenant, new)
            broken = self.to_mend(judged(seen, new))
            bodies = list(_bodies(broken, seen, new))
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        refused: list[WriteError] = []
        for path, body in bodies:
            try:
                await tenant.graph.write("PATCH", path, body)
            except WriteError as error:
                refused.append(error)
        raise_for_refused(refused, len(bodies), "rules of roles")


async def _look(tenant: Reader, rule: Mapping[str, Any]) -> Seen:
    """Read the policies, what the roles are called, and who could approve."""
    assignments, definitions, (groups, approvers) = await asyncio.gather(
        tenant.graph.collection(f"{KIND.path}?$expand=policy($expand=rules)", _OF_ROLES),
        tenant.graph.collection(f"{ROLES}/roleDefinitions?$select=id,displayName"),
        _approvers(tenant, rule.get("approverGroup")),
    )
    names = {_id(one, "id"): required(one, "displayName", as_text) for one in definitions}
    return Seen(names, assignments, groups, approvers)


async def _approvers(tenant: Reader, name: str | None) -> tuple[tuple[str, ...], int]:
    """Return the ids of the groups of a name, and how many people of it, and of groups in it, can sign in.

    Nobody where there is no such group, or more than one: which is meant cannot be told.
    """
    if not name:
        return (), 0
    groups = await tenant.graph.collection(
        f"{GROUP.read_path}?$select=id,displayName", equal("displayName", name)
    )
    ids = tuple(sorted(_id(one, "id") for one in groups))
    if len(ids) != 1:
        return ids, 0
    rows = await tenant.graph.collection(
        f"{GROUP.read_path}/{ids[0]}/transitiveMembers?$select=id,accountEnabled&$top=999"
    )
    people = [one for one in rows if required(one, "@odata.type", as_text) == _USER]
    return ids, sum(required(one, "accountEnabled", as_boolean) for one in people)


def judged(seen: Seen, rule: Mapping[str, Any]) -> Judgement:
    """Return what the roles of `rule` came to; a role that the tenant does not have is none of them.

    Raises:
        MisreadError: when the roles are not all there: Global Administrator is in every tenant.
    """
    if GLOBAL_ADMINISTRATOR not in seen.names:
        raise MisreadError("id", f"{GLOBAL_ADMINISTRATOR} among the roles", sorted(seen.names))
    count = Count()
    found = {one.role_id: one for one in _known(seen, rule)}
    for role_id in sorted(_keys(rule["roles"]) & set(seen.names)):
        name = seen.names[role_id]
        if role_id not in found:
            count.lose(name, "has no policy among those that came")
            continue
        try:
            count.take(Ruling(member=name, breaks=tuple(_broken(found[role_id], seen, rule))))
        except MisreadError as misread:
            count.lose(name, str(misread))
    return count.judgement()


def _known(seen: Seen, rule: Mapping[str, Any]) -> Iterator[Role]:
    """Yield the roles of `rule` with their policies.

    Raises:
        MisreadError: when one of them comes twice, or is not understood.
    """
    wanted, known = _keys(rule["roles"]) & set(seen.names), set[str]()
    for row in seen.assignments:
        role_id = _id(row, "roleDefinitionId")
        if role_id not in wanted:
            continue
        if role_id in known:
            raise MisreadError("roleDefinitionId", "each role once", role_id)
        known.add(role_id)
        rules = [as_object(one, "policy.rules[]") for one in required(_policy(row), "rules", as_list)]
        yield Role(
            name=seen.names[role_id],
            role_id=role_id,
            policy_id=required(row, "policyId", as_text),
            rules={required(one, "id", as_text): one for one in rules},
        )


def _policy(row: Row) -> dict[str, Any]:
    return required(row, "policy", as_object)


def _broken(role: Role, seen: Seen, rule: Mapping[str, Any]) -> Iterator[Violation]:
    """Yield in what one role's policy breaks the rule.

    Raises:
        MisreadError: when a part of it is not understood.
    """
    yield from _proof(role)
    longest = int(rule["longestActivationHours"])
    lasts = _minutes(role.rule(_HOURS))
    if lasts is None or lasts > longest * _MINUTES:
        found = (
            member(role.rule(_HOURS), "maximumDuration", as_text) if lasts is not None else "without an end"
        )
        yield _violation(role, "activationHours", longest, found, Step(_HOURS, role.role_id))
    if role.role_id in _keys(rule.get("approvedRoles") or []):
        yield from _approval(role, seen, str(rule.get("approverGroup")))
    endless = _keys(rule.get("endlessRoles") or []) | {GLOBAL_ADMINISTRATOR}
    ends = required(role.rule(_ASSIGNED), "isExpirationRequired", as_boolean)
    if not ends and role.role_id not in endless:
        yield _violation(role, "activeAssignmentsEnd", True, False, Step(_ASSIGNED, role.role_id))  # noqa: FBT003
    asked = _keys(rule.get("notified") or [])
    for about in _TOLD if asked else ():
        told = member(role.rule(about), "notificationRecipients", as_texts) or []
        level = required(role.rule(about), _LEVEL, partial(as_word, words=(_ALL, *_LESS)))
        less = "" if level.casefold() == _ALL.casefold() else _TOLD_LESS.format(level)
        if less or not asked <= _keys(told):
            yield _violation(role, f"notified.{about}", sorted(asked), told, Step(about, role.role_id), less)


def _proof(role: Role) -> Iterator[Violation]:
    """Yield what an activation does not ask of whoever activates."""
    asked = required(role.rule(_PROVED), "enabledRules", as_texts)
    missing = set(_PROOFS) - set(asked)
    context = required(role.rule(_CONTEXT), "isEnabled", as_boolean)
    if context and _PROOFS[1] in missing:
        told = "an authentication context is asked for instead, and what that asks for is not read here"
        yield _violation(role, "activationProof", [*_PROOFS], asked, None, told)
    elif missing:
        yield _violation(role, "activationProof", [*_PROOFS], asked, Step(_PROVED, role.role_id))


def _approval(role: Role, seen: Seen, group: str) -> Iterator[Violation]:
    """Yield what is wrong with who approves: two people of the group at least, and nobody else.

    Raises:
        MisreadError: when the name of the group means several, or the setting is not understood.
    """
    found = _approvers_of(role.rule(_APPROVED))
    if len(seen.groups) > 1:
        raise of_several("approverGroup", group, seen.groups)
    if seen.approvers < _FEWEST:
        put = "put two people who can sign in into it" if seen.groups else "there is no such group: make it"
        told = f"an approval that nobody could give locks everybody out; the group is {group!r}: {put}"
        yield _violation(role, "approvers", f"{_FEWEST} people at least", seen.approvers, None, told)
    elif found != [*seen.groups]:
        yield _violation(role, "approval", [*seen.groups], found or "none", Step(_APPROVED, role.role_id))


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
        is_group = required(approver, "@odata.type", as_text) == _GROUP_MEMBERS
        yield _id(approver, "groupId" if is_group else "userId")


def _minutes(rule: Row) -> int | None:
    """Return for how long an activation lasts at most; None where it need not end.

    Raises:
        MisreadError: when it is not understood.
    """
    if not required(rule, "isExpirationRequired", as_boolean):
        return None
    lasts = required(rule, "maximumDuration", as_text)
    try:
        return parse_minutes(lasts)
    except ValueError:
        raise MisreadError("maximumDuration", "a period such as PT8H", lasts) from None


def _violation(  # noqa: PLR0917 - what a violation says, each once
    role: Role, about: str, expected: Any, found: Any, remedy: Step | None, note: str = ""
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


def _bodies(
    broken: Sequence[Violation], seen: Seen, rule: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield for what is broken where a rule of PIM is changed, and the whole rule as it shall be."""
    roles = {one.role_id: one for one in _known(seen, rule)}
    for one in broken:
        if isinstance(one.remedy, Step):
            role = roles[one.remedy.about]
            live = role.rule(one.remedy.does)
            path = f"/policies/roleManagementPolicies/{role.policy_id}/rules/{one.remedy.does}"
            yield path, {**_unannotated(live), **_changed(one.remedy.does, live, seen, rule)}


def _unannotated(live: Row) -> dict[str, Any]:
    """Return a rule as it was read, with its type, but without what the service alone says of it."""
    return {name: one for name, one in live.items() if not name.startswith("@") or name == "@odata.type"}


def _changed(rule_id: str, live: Row, seen: Seen, rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of one of PIM's rules is another from now on."""
    if rule_id == _PROVED:
        asked = required(live, "enabledRules", as_texts)
        return {"enabledRules": [*asked, *(one for one in _PROOFS if one not in asked)]}
    if rule_id == _HOURS:
        return {"isExpirationRequired": True, "maximumDuration": f"PT{int(rule['longestActivationHours'])}H"}
    if rule_id == _APPROVED:
        return {"setting": _approved(required(live, "setting", as_object), *seen.groups)}
    if rule_id == _ASSIGNED:
        return {"isExpirationRequired": True}
    told = member(live, "notificationRecipients", as_texts) or []
    known = _keys(told)
    lacking = [one for one in rule["notified"] if one.casefold() not in known]
    return {_LEVEL: _ALL, "notificationRecipients": [*told, *lacking]}


def _approved(setting: Row, group: str) -> dict[str, Any]:
    """Return the settings of an approval that the group gives, in one stage, else as they are."""
    stages = member(setting, "approvalStages", as_list) or []
    stage = as_object(stages[0], "approvalStages[0]") if stages else _STAGE
    approver = {"@odata.type": _GROUP_MEMBERS, "groupId": group}
    return {
        **setting,
        "isApprovalRequired": True,
        "approvalMode": "SingleStage",
        "approvalStages": [{**stage, "primaryApprovers": [approver], **_NOBODY_INSTEAD}],
    }


_NOBODY_INSTEAD: Mapping[str, Any] = {"isEscalationEnabled": False, "escalationApprovers": []}
_STAGE: Mapping[str, Any] = {
    "approvalStageTimeOutInDays": 1,
    "isApproverJustificationRequired": True,
    "escalationTimeInMinutes": 0,
}
"""A stage as a tenant has it that nobody has changed."""


def _id(row: Row, name: str) -> str:
    return required(row, name, as_text).casefold()


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(str(one).strip().casefold() for one in names)


KIND = RoleActivation(
    token="m365:entra:RoleActivation",
    title="Activation of roles",
    doc=(
        "Whoever activates one of the roles proves a second factor and gives a reason, for some hours; the highest are "
        "activated by approval, where two people at least could give it. Who is told, and which assignments end."
    ),
    key="role-activation",
    noun="roles",
    judges=(
        "activationProof",
        "activationHours",
        "approval",
        "approvers",
        "activeAssignmentsEnd",
        *(f"notified.{one}" for one in _TOLD),
    ),
    audit_category="RoleManagement",
    notes="violations",
    unmendable="unmendable",
    accepted="accepted",
    fields=(
        Field(
            name="roles",
            doc="Template ids of the roles; one that the tenant does not have is none of them.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.MORE,
        ),
        Field(
            name="longestActivationHours",
            doc="Hours for which a role is active at most once it was activated.",
            type=Type.INTEGER,
            required=True,
            minimum=1,
            maximum=24,
            protects=Protects.LOWER,
        ),
        Field(
            name="approvedRoles",
            doc="Template ids of those roles that somebody else approves before they are active.",
            many=True,
            any_case=True,
            protects=Protects.MORE,
        ),
        Field(
            name="approverGroup",
            doc="Display name of the group whose members approve; needed where roles are approved.",
        ),
        Field(
            name="endlessRoles",
            doc="Template ids of those roles that may be assigned without an end, besides Global Administrator.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
        Field(
            name="notified",
            doc="Addresses to which PIM writes when one of the roles is assigned, made eligible or activated.",
            many=True,
            any_case=True,
            protects=Protects.MORE,
        ),
        *NOTED,
    ),
    together=(("approvedRoles", "approverGroup"),),
    answers=("unifiedRoleManagementPolicyAssignment",),
    omits="nothing that is known; a role of the tenant without a policy is unknown. PIM for Groups is not read.",
    harmless=(
        Harmless("policy", "what the rule is about"),
        Harmless("id policyId roleDefinitionId scopeId scopeType", "which role has which policy"),
    ),
    read_permissions=_READ,
    write_permissions=("RoleManagementPolicy.ReadWrite.Directory",),
    licence=PIM,
    source="https://learn.microsoft.com/graph/how-to-pim-update-rules (2026-11-27)",
)
