"""How `sharepoint.version_history_kept` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    attested={"versions": 500, "kept_days": "unlimited", "libraries": "all"},
    enough={"versions": ({"versions": 100}, {"versions": 50000}), "kept_days": ({"kept_days": 31},)},
    too_little={"versions": ({"versions": 99},), "kept_days": ({"kept_days": 30},)},
)
