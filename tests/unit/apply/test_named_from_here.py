"""What a shell names by a path from where a person stands means the same to the engine, which stands elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import certifi
import pytest

from holdfast.apply import shell
from holdfast.apply.plugin_sign_in import plugin_variables
from holdfast.model.plan import Cloud
from holdfast.tenant.ways import FILES
from tests.unit.tenant.test_leftovers import fake_engine, plan

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (*FILES, *shell._OF_OTHERS)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder below the project, in which a person stands who has named nothing yet."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "below"
    folder.mkdir()
    (folder / "file").symlink_to(certifi.where())
    monkeypatch.chdir(folder)
    return folder


def told(project: Path) -> dict[str, str]:
    real = plan(Cloud.GLOBAL)
    return shell.shell_environment(fake_engine(project), project, real, project) | plugin_variables(real)


@pytest.mark.parametrize("spelling", ["file", "./file", "../below/file"])
@pytest.mark.parametrize("name", NAMES)
def test_a_path_from_here_is_told_whole(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, spelling: str
) -> None:
    monkeypatch.setenv("AZURE_CLIENT_ID", "app")
    monkeypatch.setenv(name, spelling)

    found = told(here.parent)
    # Where a file signs in, the plugin is told it by its own name for it as well.
    values = {one for key, one in found.items() if one.endswith("file") and key != "PATH"}

    assert values == {str(here / spelling)}


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_path_and_none_are_left_as_they_are(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert name not in {key for key, value in told(here.parent).items() if value}
    monkeypatch.setenv(name, str(here / "file"))

    assert told(here.parent).get(name) in (None, "", str(here / "file")), (
        "not said, hidden from the plugin, or said"
    )
