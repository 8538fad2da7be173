"""Tampering with who reads recovery keys of BitLocker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authorization_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_owners_read_keys(tenant: Tenant) -> str:
    """Let users read the recovery keys of their devices.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(
        tenant,
        actor,
        POLICY,
        {"defaultUserRolePermissions": {"allowedToReadBitlockerKeysForOwnedDevice": True}},
    )
    return f"{actor.user_principal_name} let users read the recovery keys of their devices."


TAMPERINGS = (
    Tampering(
        "let-owners-read-keys",
        "The attacker lets users read the recovery keys of their devices.",
        let_owners_read_keys,
    ),
)
