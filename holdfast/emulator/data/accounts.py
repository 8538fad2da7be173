"""What of a person's data goes with the account, and comes back with it: mailbox and drive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.data import drives
from holdfast.emulator.exchange.mailbox import lifecycle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.emulator.tenant import Tenant


def account_deleted(tenant: Tenant, user_id: str) -> None:
    """Begin the last days of the data of a deleted account, as far as nothing keeps it."""
    lifecycle.account_deleted(tenant, user_id)
    drives.account_deleted(tenant, user_id)


def licence_changed(tenant: Tenant, user_id: str, capabilities: Sequence[str], *, has_drive: bool) -> None:
    """Give the data of an account what its plans allow: its mailbox capabilities or none, and a drive or none."""
    lifecycle.licence_changed(tenant, user_id, capabilities)
    drives.licence_changed(tenant, user_id, licensed=has_drive)


def account_restored(tenant: Tenant, user_id: str) -> None:
    """Bring the data of a restored account back, as far as it is still there."""
    lifecycle.account_restored(tenant, user_id)
    drives.account_restored(tenant, user_id)
