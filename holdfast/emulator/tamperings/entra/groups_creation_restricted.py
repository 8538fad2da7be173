"""Tampering with who makes Microsoft 365 groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.group_settings import SERVICE, UNIFIED
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_users_make_groups(tenant: Tenant) -> str:
    """Let everybody make Microsoft 365 groups.

    Args:
        tenant: where.

    Raises:
        TamperingError: there are no such settings.
    """
    actor = attacker(tenant)
    rows = [one for one in tenant.store.all(SERVICE.collection) if one["templateId"] == UNIFIED]
    if not rows:
        raise TamperingError(f"{tenant.domain} has no settings of Microsoft 365 groups.")
    before = rows[0]
    others = [one for one in before["values"] if one["name"] != "EnableGroupCreation"]
    after = {**before, "values": [*others, {"name": "EnableGroupCreation", "value": "true"}]}
    tenant.store.put(SERVICE.collection, str(before["id"]), after)
    SERVICE.record(tenant, actor, "Update group settings", old=before, new=after)
    return f"{actor.user_principal_name} let everybody make Microsoft 365 groups."


TAMPERINGS = (
    Tampering(
        "let-users-make-groups",
        "The attacker lets everybody make Microsoft 365 groups.",
        let_users_make_groups,
    ),
)
