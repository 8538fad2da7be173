"""How `backup.restore_tried` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    chosen={"restore_sessions_assessed": True, "restore_tried_within_days": 1095},
    attested={"mail_restored_on": "2026-11-02", "files_restored_on": "2026-11-02", "came_back": "all"},
    enough={"within_days": ({"within_days": 366}, {"within_days": 1})},
    too_little={"within_days": ({"within_days": 367}, {"within_days": 1095})},
)
