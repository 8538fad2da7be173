"""How `Attestation` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    neither_way={"control": "which control it is for; what is asked stands beside it"},
    groups={
        "asked": (
            {"value": "kept_days", "atLeast": 365},
            {"value": "kept_days", "atLeast": 30},
            {"value": "restored_on", "withinDays": 180},
            {"value": "restored_on", "withinDays": 1095},
            {"value": "reach", "oneOf": "apart"},
            {"value": "reach", "oneOf": "apart,same"},
        )
    },
)
