"""What the user has installed comes first: an engine wherever it lies, and the azuread plugin, in both doors."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from holdfast.engine import find_engine
from holdfast.engine.toolchain import toolchains_folder
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


def test_installed_azuread_plugin_serves_from_the_first_run_on(tmp_path: Path) -> None:
    """What stands in for the plugin here is the stand-in itself, where the real one is installed."""
    need_engine()
    user, used = tmp_path / "user", tmp_path / "used"
    plugin = (
        user
        / ".pulumi"
        / "plugins"
        / f"resource-azuread-v{version('pulumi-azuread')}"
        / "pulumi-resource-azuread"
    )
    write_program(plugin, used, f'"{sys.executable}" -P -m holdfast.provider.azuread_stand_in')
    variables = {"HOME": str(user), "XDG_CACHE_HOME": str(toolchains_folder().parent.parent)}

    with Scratch(tmp_path / "scratch") as scratch:
        printed = scratch.holdfast("up", "contoso", **variables)
        used_by_us = used.read_text(encoding="utf-8")
        used.unlink()
        by_hand = scratch.pulumi("up", "--yes", "--expect-no-changes", **variables)

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert "pulumi-resource-azuread" in used_by_us
    assert by_hand.code == 0, by_hand.all
    assert "pulumi-resource-azuread" in used.read_text(encoding="utf-8")
    assert "from $PATH" not in by_hand.all
    assert not (scratch.home / "stand-in").exists()


def write_program(path: Path, used: Path, command: str) -> None:
    """Writes a program that notes its use and then is another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\necho "{path.name}" >> "{used}"\nexec {command} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
