"""An apply that stops what synchronises the directory says so before it does, once, with the client's reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

SYNC = f"Sync_CONTOSO-DC01_7f3a91c2d4e6@{CONTOSO}"
TOLD = (
    f"Warning: entra.legacy_authentication_blocked/policy stops {SYNC}; entra.mfa_required/policy stops {SYNC}, by "
    "which the directory is synchronised; "
)
REASON = "Entra Connect signs in as an application"
ACCEPTED = f"  holdfast:accepted_warnings:\n    synchronisation-stopped: {REASON}\n"


def test_what_stops_it_is_told_before_it_is_enabled_and_not_again(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        done = scratch.holdfast("up", "contoso")
        assert done.code == ExitCode.IN_SYNC, done.all
        told, _, after = done.err.partition(TOLD)
        assert after, done.err
        assert "set `directory_sync` to" in after.partition("\n")[0]
        assert after.partition("\n")[0].endswith("[synchronisation-stopped]")
        assert told.rstrip().endswith("reading the tenant"), "it comes before anything is written"

        file = scratch.project / "clients/Pulumi.contoso.yaml"
        text = file.read_text(encoding="utf-8")
        assert TOLD not in scratch.holdfast("up", "contoso").err, "nothing more is stopped"
        file.write_text(text.replace("_state: enabled", "_state: report-only") + ACCEPTED, encoding="utf-8")
        assert scratch.holdfast("up", "contoso", "--allow-less-protection").code == ExitCode.IN_SYNC
        file.write_text(text + ACCEPTED, encoding="utf-8")
        again = scratch.holdfast("preview", "contoso")
        assert f"[synchronisation-stopped] (accepted: {REASON})" in again.all, again.all
