"""How `onedrive.leaver_files_kept` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    needed={"days": 31},
    enough={"days": ({"days": 31}, {"days": 3650})},
    too_little={"days": ({"days": 30},)},
    alone=("shorten-leaver-drives",),
)
