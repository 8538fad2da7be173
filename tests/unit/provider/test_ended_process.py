"""A provider's process that is ended by the engine says nothing: its words would stand among those of the run."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NOBODY = "127.0.0.1:1"
"""An engine that is never spoken to: nothing is asked of the provider."""
PATIENCE_SECONDS = 300


@pytest.mark.parametrize("module", ["m365", "azuread_stand_in"])
def test_a_provider_that_is_interrupted_ends_without_a_word(module: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", f"holdfast.provider.{module}", NOBODY],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip().isdigit()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, err) == (0, "")
