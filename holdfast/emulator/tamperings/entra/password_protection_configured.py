"""Tampering with how passwords are guarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.group_settings import SERVICE, TEMPLATE
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def allow_guessing(tenant: Tenant) -> str:
    """Have an account locked only after 50 wrong passwords.

    Args:
        tenant: where.

    Raises:
        TamperingError: there are no such settings.
    """
    actor = administrator(tenant)
    rows = [one for one in tenant.store.all(SERVICE.collection) if one["templateId"] == TEMPLATE]
    if not rows:
        raise TamperingError(f"{tenant.domain} has no settings of passwords.")
    before = rows[0]
    others = [one for one in before["values"] if one["name"] != "LockoutThreshold"]
    after = {**before, "values": [*others, {"name": "LockoutThreshold", "value": "50"}]}
    tenant.store.put(SERVICE.collection, str(before["id"]), after)
    SERVICE.record(tenant, actor, "Update group settings", old=before, new=after)
    return f"{actor.user_principal_name} had accounts locked only after 50 wrong passwords."


TAMPERINGS = (
    Tampering(
        "allow-guessing",
        "The administrator has accounts locked only after 50 wrong passwords.",
        allow_guessing,
    ),
)
