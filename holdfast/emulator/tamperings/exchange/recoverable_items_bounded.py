"""Tampering with a hold by filling what it keeps: nothing is changed but how much there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_content_change
from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.graph.mailbox_usage.state import fill
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_BYTES = 95 * 2**30
"""Of the 100 GB that a mailbox under a hold may have."""


def fill_recoverable_items(tenant: Tenant) -> str:
    """Have the attacker send himself large messages and delete them, until his recoverable items are nearly full.

    Args:
        tenant: where.

    Raises:
        TamperingError: the attacker has no mailbox.
    """
    actor = attacker(tenant)
    found = find_mailbox(tenant.store, actor.object_id)
    if found is None:
        raise TamperingError(f"{tenant.domain} has no mailbox of {actor.user_principal_name}.")
    fill(tenant, found.exchange_guid, _BYTES)
    record_content_change(tenant, actor, "Exchange", "HardDelete", of=actor.object_id, told={"Bytes": _BYTES})
    return (
        f"{actor.user_principal_name} filled the recoverable items of the mailbox with {_BYTES // 2**30} GB."
    )


TAMPERINGS = (
    Tampering(
        "fill-recoverable-items",
        "The attacker deletes so much that the recoverable items are nearly full.",
        fill_recoverable_items,
    ),
)
