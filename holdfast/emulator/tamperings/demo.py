"""The five changes of the demonstration, over several controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.entra.legacy_authentication_blocked import disable_policy
from holdfast.emulator.tamperings.entra.mfa_required import exclude_user_from_mfa
from holdfast.emulator.tamperings.exchange.litigation_hold_enabled import (
    held_mailboxes,
    lift_hold,
    shorten_hold,
)
from holdfast.emulator.tamperings.policies import add_rogue_policy
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def demo(tenant: Tenant) -> str:
    """Do the five changes of the demonstration: three by the attacker, two by the administrator.

    Raises:
        TamperingError: the tenant was not hardened first: there is no policy to spoil or no hold to shorten.
    """
    shortened, lifted = held_mailboxes(tenant, administrator(tenant), 2)
    done = (
        exclude_user_from_mfa(tenant),
        disable_policy(tenant),
        add_rogue_policy(tenant),
        shorten_hold(tenant, mailbox=shortened),
        lift_hold(tenant, mailbox=lifted),
    )
    return "\n".join(done)


TAMPERINGS = (
    Tampering(
        "demo", "Five changes: exclusion, policy off, rogue policy, hold shortened, hold lifted.", demo
    ),
)
