"""A project of its own with one client on an embedded tenant, for a story that touches nothing of the user's."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from holdfast.apply.client import ClientRun
from holdfast.apply.gates.consent import Consent
from holdfast.kinds.loosened import Loosened
from holdfast.kinds.services.backup_rule import ONE_WAY
from holdfast.plan.files import baselines, client_path
from holdfast.whole_file import make_private

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.cli.progress import Progress

CLIENT = "contoso"
_PARTS = ("Pulumi.yaml", "__main__.py", "components", "baselines")
"""Of a project, but for its clients."""
_FILE = """\
config:
  holdfast:tenant: {tenant}
  holdfast:cloud: embedded
  holdfast:baseline: {baseline}
  holdfast:parameters:
    break_glass_group: CA-BreakGlass
    break_glass_accounts: [bg1@{tenant}, bg2@{tenant}]
    mfa_state: enabled
    legacy_authentication_state: enabled
    security_defaults: false
    hold_days: 2555
    microsoft_365_backup: true
    microsoft_365_backup_may_be_enabled: true
  holdfast:i_understand:
{understood}"""
_ONE_WAY = ("MailboxBackup/mailbox-backup", "DriveBackup/drive-backup", "SiteBackup/site-backup")
"""What enables Microsoft 365 Backup, which nothing takes back."""


def make_project(project: Path, folder: Path, tenant: str) -> str:
    """Copy what a project needs into `folder`, with a client who chose all that keeps data; return its baseline."""
    make_private(folder)
    for name in _PARTS:
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(project / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)  # as Pulumi.yaml names it
    baseline = f"core@{baselines(folder)['core'][-1]}"
    understood = "".join(
        f"{Loosened(one, 'enableService', '', value=True, one_way=ONE_WAY).entry}\n" for one in _ONE_WAY
    )
    path = client_path(folder, CLIENT)
    path.parent.mkdir()
    path.write_text(_FILE.format(tenant=tenant, baseline=baseline, understood=understood), encoding="utf-8")
    return baseline


def harden(folder: Path, home: Path, progress: Progress) -> None:
    """Apply the client's baseline to its tenant, by the engine.

    Args:
        folder: the project.
        home: where its state and its tenant are kept.
        progress: is told what is done.

    Raises:
        HoldfastError: when something is refused or fails.
    """
    run = ClientRun(folder, CLIENT, progress.say, home)
    run.up(progress.on_event, Consent(), progress.show_plan)
