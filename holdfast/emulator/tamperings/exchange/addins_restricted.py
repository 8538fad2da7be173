"""Tampering with what add-ins people bring into their mailboxes, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_POLICY = "Default Role Assignment Policy"


def let_people_add(tenant: Tenant, *, role: str = "My ReadWriteMailbox Apps") -> str:
    """Have people bring add-ins into their mailboxes.

    Args:
        tenant: where.
        role: that the default policy is given.

    Raises:
        TamperingError: it has the role already, or there is no such role.
    """
    actor = administrator(tenant)
    run(tenant, actor, "New-ManagementRoleAssignment", {"Role": role, "Policy": _POLICY})
    return f"{actor.user_principal_name} gave the policy '{_POLICY}' the role '{role}'."


TAMPERINGS = (
    Tampering(
        "let-people-add",
        "The administrator lets people bring add-ins that read the whole mailbox.",
        let_people_add,
        ("role",),
    ),
)
