"""How `backup.onedrive_protected` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "pause-backup": (
            Found("DriveBackup", "members[Holdfast: backup].policy", expected="active", found="inactive"),
        )
    },
)
