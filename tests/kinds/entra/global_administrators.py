"""How `GlobalAdministrators` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    obeyed={"fewest": 2, "most": 4},
)
