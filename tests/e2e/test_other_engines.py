"""An engine that the user has installed, wherever its package manager put it: both doors use it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from holdfast.engine import find_engine
from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine


def test_engine_of_a_folder_that_is_not_called_bin_is_driven(tmp_path: Path) -> None:
    need_engine()
    engine = find_engine(make=False)
    tools, used = tmp_path / "tools", tmp_path / "used"
    tools.mkdir()
    for program in (engine.pulumi, engine.language_host):
        wrapper = tools / program.name
        wrapper.write_text(
            f'#!/bin/sh\necho "{program.name}" >> "{used}"\nexec "{program}" "$@"\n', encoding="utf-8"
        )
        wrapper.chmod(0o755)
    path = os.pathsep.join([str(tools), os.environ["PATH"]])

    with Scratch(tmp_path / "scratch") as scratch:
        printed = scratch.holdfast("up", "contoso", PATH=path, XDG_CACHE_HOME=str(tmp_path / "cache"))
        by_hand = scratch.pulumi(
            "up", "--yes", "--expect-no-changes", PATH=path, XDG_CACHE_HOME=str(tmp_path / "cache")
        )

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert by_hand.code == 0, by_hand.all
    assert {"pulumi", "pulumi-language-python"} <= set(used.read_text(encoding="utf-8").split())
