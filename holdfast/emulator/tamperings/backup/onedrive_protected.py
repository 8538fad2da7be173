"""Tampering with the backup of drives: its policy is paused, so that nothing is protected any longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.backup_restore.changes import deactivate
from holdfast.emulator.tamperings.backups import ONEDRIVE, active_policy
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def pause_backup(tenant: Tenant) -> str:
    """Deactivate the policy of OneDrive.

    Raises:
        TamperingError: no policy is active.
    """
    actor = administrator(tenant)
    policy = deactivate(tenant, actor, active_policy(tenant, ONEDRIVE))
    return f"{actor.user_principal_name} paused the backup policy '{policy['displayName']}' of OneDrive."


TAMPERINGS = (Tampering("pause-backup", "The administrator pauses the backup of OneDrive.", pause_backup),)
