"""How `User` is tried."""

from __future__ import annotations

from holdfast.emulator.graph.users.types import USER_TABLE
from tests.tried import TriedKind

TRIED = TriedKind(
    rows=USER_TABLE,
)
