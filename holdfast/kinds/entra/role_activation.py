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

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.entra.break_glass_accounts import PIM
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.listed import NOTED
from holdfast.kinds.services.novelties import asked_by_name, news
from holdfast.kinds.services.population import raise_for_refused
from holdfast.kinds.services.role_policies import POLICIES, TOLD, look_at_roles
from holdfast.kinds.services.role_policies_judging import judged
from holdfast.kinds.services.role_policies_writing import changes
from holdfast.kinds.statement import Harmless
from holdfast.model.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader, Tenant

_READ = ("Group.Read.All", "RoleManagement.Read.Directory", "User.Read.All")
"""Not `RoleManagementPolicy.Read.Directory`, which is narrower: what the roles are called takes the wider anyway."""


class RoleActivation(PopulationKind):
    """The roles that are named are the members."""

    __slots__ = ()
    path = POLICIES
    version = "v1.0"

    def interface(self) -> str:
        """Return Graph with the path (see `Kind.interface`)."""
        return f"Graph {self.version}: `{self.path}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge the policy of every role that is named (see `PopulationKind.judge`)."""
        try:
            seen = await look_at_roles(tenant, rule)
            return replace(judged(seen, rule), notes=news(self.path, self.names, seen.assignments))
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
            seen = await look_at_roles(tenant, new)
            broken = self.to_mend(judged(seen, new))
            bodies = list(changes(broken, seen, new))
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        refused: list[WriteError] = []
        for path, body in bodies:
            try:
                await tenant.graph.write("PATCH", path, body)
            except WriteError as error:
                refused.append(error)
        raise_for_refused(refused, len(bodies), "rules of roles")


_BY_NAME = asked_by_name(
    "/groups",
    "/groups/{id}/transitiveMembers",
    "/roleManagement/directory/roleDefinitions",
)

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
        *(f"notified.{one}" for one in TOLD),
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
            names_of=GROUP.token,
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
    omits=(
        "nothing that is known; a role of the tenant without a policy is unknown. PIM for Groups is not read. "
        f"{_BY_NAME}"
    ),
    harmless=(
        Harmless("policy", "what the rule is about"),
        Harmless("id policyId roleDefinitionId scopeId scopeType", "which role has which policy"),
    ),
    read_permissions=_READ,
    write_permissions=("RoleManagementPolicy.ReadWrite.Directory",),
    licence=PIM,
    source="https://learn.microsoft.com/graph/how-to-pim-update-rules (2026-11-27)",
)
