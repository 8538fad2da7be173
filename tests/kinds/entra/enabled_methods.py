"""How `EnabledMethods` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    comes_whole="the methods stand in one answer, and without the one that every tenant has it is not whole",
)
