"""The demonstration keeps its tenant and state in a folder of its own, and tells it to whom it concerns by value."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.cli.commands.demo import demo
from holdfast.model.errors import EngineError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_demo_drives_its_own_folder_and_leaves_the_environment_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clients").mkdir()
    for name in ("Pulumi.yaml", "clients/Pulumi.contoso.yaml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "of-somebody"))
    before, given = dict(os.environ), []

    def run(project: Path, client: str, _: Any, folder: Path) -> None:
        """Stand for the engine, which is not there."""
        given.append((project, client, folder, (folder / "tenant" / "server.json").exists()))
        raise EngineError("no-engine", "none here")

    monkeypatch.setattr("holdfast.apply.client.ClientRun", run)

    with pytest.raises(EngineError):
        demo()

    assert given == [(tmp_path, "contoso", tmp_path / ".holdfast" / "demo", True)]
    assert dict(os.environ) == before
    assert not (tmp_path / "of-somebody").exists()
