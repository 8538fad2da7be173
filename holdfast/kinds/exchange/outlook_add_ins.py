"""Add-ins by the role assignment policies: none lets people bring add-ins into their mailboxes.

Three roles do so: from the store, from a file of one's own, and those that may read and write the whole mailbox. They
are written with and without spaces. A role is taken from a policy by removing its assignment, which the policy names:
https://learn.microsoft.com/exchange/permissions-exo/role-assignment-policies (2026-11-27). That a policy tells its
assignments in `RoleAssignments` is recalled; a role whose assignment it does not tell is left, and said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, as_texts, member, required
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.listed import LISTED, NOTED, WHICH, ListedRule, excluded
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.letters import one_case
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Row = Mapping[str, Any]

_ROLES = "AssignedRoles"
_ASSIGNMENTS = "RoleAssignments"
_DEFAULT = "IsDefault"
_BRINGS = {
    "mymarketplaceapps": "marketplaceApps",
    "mycustomapps": "customApps",
    "myreadwritemailboxapps": "readWriteMailboxApps",
}
"""What the rule calls each role, by its name without spaces in lower case."""


class OutlookAddIns(ListedRule):
    """Policies come and go; the rule stays."""

    __slots__ = ()

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one policy, by each of the three roles."""
        left_out = self.leaves_out(rule)

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            name = self.member_name(row)
            if one_case(name) in left_out:
                return Ruling(member=name, exempt=Reason.EXCLUDED)
            roles = {_plain(one): one for one in required(row, _ROLES, as_texts)}
            brought = [(one, roles[one]) for one in _BRINGS if one in roles]
            return Ruling(member=name, breaks=tuple(_brings(name, row, *one) for one in brought))

        return rule_on


def _brings(name: str, row: Row, plain: str, role: str) -> Violation:
    """Return that people of a policy bring add-ins, and what takes the role from it."""
    wanted = f"{role}-{name}".casefold()
    assigned = [one for one in member(row, _ASSIGNMENTS, as_texts) or [] if one.casefold() == wanted]
    return Violation(
        member=name,
        member_id=assigned[0] if assigned else name,
        property=_BRINGS[plain],
        expected=False,
        found=True,
        remedy=Invocation("Remove-ManagementRoleAssignment", {"Identity": assigned[0], "Confirm": False})
        if assigned
        else None,
        note="" if assigned else "the policy does not name the assignment: remove it by hand",
    )


def _plain(role: str) -> str:
    return role.replace(" ", "").casefold()


KIND = OutlookAddIns(
    token="m365:exchange:OutlookAddIns",
    title="Outlook add-ins",
    doc=(
        "No role assignment policy lets people bring add-ins into their mailboxes. A policy that is given such a role "
        "later breaks the rule until the next apply. Those that are excluded are named."
    ),
    key="outlook-add-ins",
    noun="role assignment policies",
    judges=tuple(_BRINGS.values()),
    listed="RoleAssignmentPolicy",
    parameters={},
    always_there=lambda row: required(row, _DEFAULT, as_boolean),
    columns=(*LISTED, _ROLES, _ASSIGNMENTS, _DEFAULT),
    fields=(excluded("excludedPolicies", "Names of policies that the rule leaves out."), *NOTED),
    answers=("Get-RoleAssignmentPolicy",),
    omits="nothing that is known; the default policy is always among them, and without it the list is not whole.",
    harmless=(
        Harmless(f"{_ROLES} {_ASSIGNMENTS}", "what the rule is about"),
        Harmless(f"{_DEFAULT} Description", "which of them new mailboxes get, and what is said of it"),
        Harmless(WHICH, "which policy it is, and where the service keeps it"),
    ),
    audit_operations=(
        "New-RoleAssignmentPolicy",
        "New-ManagementRoleAssignment",
        "Set-RoleAssignmentPolicy",
    ),
    source="https://learn.microsoft.com/exchange/permissions-exo/role-assignment-policies (2026-11-27)",
)
