"""What the engine's tests share: an empty cache, a bare PATH, and programs made of shell scripts."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.engine.toolchain import toolchains_folder, write_marker

Script = Callable[[Path, str], Path]
"""Writes an executable shell script and returns its path."""
Toolchain = Callable[[Path], Path]
"""Makes a verified toolchain folder whose programs must not be started, and returns it."""
PutOnPath = Callable[..., None]
"""Puts folders at the head of PATH."""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache and a PATH with the system's basic tools only, without pulumi and go."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "cat", "dirname", "sleep", "cp", "mkdir", "echo"):
        found = next(p for p in (Path("/bin") / name, Path("/usr/bin") / name) if p.exists())
        (tools / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(tools))
    return toolchains_folder()


@pytest.fixture
def script() -> Script:
    """Writes shell scripts."""

    def write(path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n" + textwrap.dedent(text))
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def toolchain(script: Script) -> Toolchain:
    """Makes toolchain folders."""

    def make(folder: Path) -> Path:
        for name in ("pulumi", "pulumi-language-python"):
            script(folder / "bin" / name, "echo started >&2; exit 99\n")
        write_marker(folder, "3.259.0", "built")
        return folder

    return make


@pytest.fixture
def put_on_path(monkeypatch: pytest.MonkeyPatch) -> PutOnPath:
    """Changes PATH."""

    def put(*folders: Path) -> None:
        monkeypatch.setenv("PATH", os.pathsep.join([*map(str, folders), os.environ["PATH"]]))

    return put
