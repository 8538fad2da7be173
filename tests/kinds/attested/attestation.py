"""How `Attestation` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    neither_way={"control": "which control it is for; what is asked stands beside it"},
)
