"""How much is in the recoverable items of mailboxes: a document for each that somebody has filled, by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_COLLECTION = "recoverableItems"
USUAL_BYTES = 25 * 2**20
"""How much is in every mailbox, which is ours: mail has no size in the embedded tenant."""


def recoverable_bytes(tenant: Tenant) -> dict[str, int]:
    """Bytes in the recoverable items by the ExchangeGuid of the mailbox; those that nobody filled are not there."""
    return {one["id"]: one["bytes"] for one in tenant.store.all(_COLLECTION)}


def fill(tenant: Tenant, guid: str, size_bytes: int) -> None:
    """Have the recoverable items of a mailbox take so many bytes."""
    tenant.store.put(_COLLECTION, guid, {"id": guid, "bytes": size_bytes})
