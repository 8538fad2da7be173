"""How `SafeAttachments` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    preset={"Enable": True, "Action": "Block"},
)
