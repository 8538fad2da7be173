"""How `LitigationHold` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    groups={
        "scopes": (
            {"group": "SG-Legal", "durationDays": 3650},
            {"group": "sg-legal", "durationDays": "unlimited"},
            {"group": "SG-Legal", "durationDays": 365},
            {"attribute": "CustomAttribute1", "value": "legal", "durationDays": 3650},
            {"attribute": "CustomAttribute2", "value": "legal", "durationDays": 3650},
        )
    },
)
