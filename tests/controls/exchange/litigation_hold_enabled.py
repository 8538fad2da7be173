"""How `exchange.litigation_hold_enabled` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    chosen={"hold_scopes": [{"attribute": "CustomAttribute1", "value": "Board", "duration_days": 3650}]},
    needed={"duration_days": 31},
    whole={"mailbox_types": ["user", "shared"]},
    enough={
        "duration_days": ({"duration_days": 31}, {"duration_days": "unlimited"}),
        "scopes": ({"scopes": []}, {"scopes": [{"group": "Board", "duration_days": 31}]}),
    },
    too_little={
        "duration_days": ({"duration_days": 1}, {"duration_days": 14}, {"duration_days": 30}),
        "scopes": (
            {"scopes": [{"group": "Board", "duration_days": 1}]},
            {"scopes": [{"group": "Board", "duration_days": 30}]},
        ),
    },
    alone=("lift-hold", "shorten-hold"),
)
