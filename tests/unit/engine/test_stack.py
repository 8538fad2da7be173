"""What the engine is given for a client."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdfast.engine import Engine, ensure_stack, environment, share_plugins
from holdfast.engine.mark import RUNS, marks
from holdfast.model.embedded import DEMO_PASSPHRASE
from holdfast.model.errors import EngineError

if TYPE_CHECKING:
    from tests.unit.engine.conftest import PutOnPath, Script


ENGINE = Engine(Path("/cache/x/bin/pulumi"), Path("/cache/x/bin/host"), "3.259.0", "built")


def test_embedded_client_stays_in_the_project_folder(tmp_path: Path) -> None:
    variables = environment(ENGINE, tmp_path, embedded=True, stack="contoso")

    assert list(variables) == sorted(variables)
    assert variables.pop("PATH").startswith("/cache/x/bin" + os.pathsep)
    assert variables == {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PULUMI_BACKEND_URL": f"file://{tmp_path}/.holdfast/state?metadata=skip",
        "PULUMI_CONFIG_PASSPHRASE": DEMO_PASSPHRASE,
        "PULUMI_HOME": f"{tmp_path}/.holdfast/pulumi",
        "PULUMI_OPTION_PRESERVE_CONFIG": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_STACK": "contoso",
    }


def test_real_client_keeps_the_users_backend_home_and_passphrase(tmp_path: Path) -> None:
    variables = environment(ENGINE, tmp_path, embedded=False)

    assert set(variables) == {
        "PATH",
        "PIP_DISABLE_PIP_VERSION_CHECK",
        "PULUMI_OPTION_PRESERVE_CONFIG",
        "PULUMI_SKIP_UPDATE_CHECK",
    }


def test_path_is_left_alone_when_the_engine_is_on_it(put_on_path: PutOnPath, tmp_path: Path) -> None:
    put_on_path(Path("/cache/x/bin"))

    assert "PATH" not in environment(ENGINE, tmp_path, embedded=True)


def test_existing_stack_starts_no_engine(tmp_path: Path) -> None:
    variables = environment(ENGINE, tmp_path, embedded=True)
    state = tmp_path / ".holdfast" / "state" / ".pulumi" / "stacks" / "holdfast" / "contoso.json"
    state.parent.mkdir(parents=True)
    state.touch()

    ensure_stack(ENGINE, tmp_path, "contoso", variables, tmp_path)


def test_refused_stack_is_one_sentence(script: Script, tmp_path: Path) -> None:
    pulumi = script(tmp_path / "pulumi", "echo 'error: a stack name may not be x' >&2; exit 1\n")
    engine = Engine(pulumi, pulumi, "3.259.0", "built")

    with pytest.raises(EngineError) as caught:
        ensure_stack(engine, tmp_path, "x", environment(engine, tmp_path, embedded=True), tmp_path)

    assert str(caught.value) == (
        "The stack x could not be made: a stack name may not be x [engine-stack-init]"
    )


SET: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "nothing": ({}, ("PULUMI_BACKEND_URL or PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE or")),
    "a token": ({"PULUMI_ACCESS_TOKEN": "t"}, ("PULUMI_CONFIG_PASSPHRASE or",)),
    "a phrase in a file": (
        {"PULUMI_CONFIG_PASSPHRASE_FILE": "f"},
        ("PULUMI_BACKEND_URL or PULUMI_ACCESS_TOKEN",),
    ),
    "both": ({"PULUMI_BACKEND_URL": "azblob://x", "PULUMI_CONFIG_PASSPHRASE": ""}, ()),
}


@pytest.mark.parametrize(("variables", "missing"), SET.values(), ids=SET)
def test_a_refused_stack_names_the_variables_that_may_be_missing(
    script: Script,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    missing: tuple[str, ...],
) -> None:
    for name in [one for one in os.environ if one.startswith("PULUMI_")]:
        monkeypatch.delenv(name)
    pulumi = script(tmp_path / "pulumi", "echo 'error: PULUMI_ACCESS_TOKEN must be set' >&2; exit 1\n")

    with pytest.raises(EngineError) as caught:
        ensure_stack(Engine(pulumi, pulumi, "3.259.0", "built"), tmp_path, "x", variables, tmp_path)

    told = str(caught.value).partition("must be set")[2]
    assert all(one in told for one in missing), told
    assert told.count(" or ") == len(missing)
    assert ("not set in this shell" in told) == bool(missing)


def test_stack_that_appeared_meanwhile_is_fine(script: Script, tmp_path: Path) -> None:
    pulumi = script(tmp_path / "pulumi", "echo \"error: stack 'x' already exists\" >&2; exit 1\n")
    engine = Engine(pulumi, pulumi, "3.259.0", "built")

    ensure_stack(engine, tmp_path, "x", {"PULUMI_BACKEND_URL": "azblob://states"}, tmp_path)


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own engine home, with the azuread plugin."""
    home = tmp_path / "theirs"
    (home / "plugins" / "resource-azuread-v6.11.1").mkdir(parents=True)
    monkeypatch.setenv("PULUMI_HOME", str(home))
    return home


@pytest.mark.parametrize("made", [False, True], ids=["new", "made-by-the-engine"])
def test_installed_plugins_of_the_user_are_shared(theirs: Path, tmp_path: Path, *, made: bool) -> None:
    ours = tmp_path / "ours"
    if made:
        (ours / "plugins").mkdir(parents=True)

    share_plugins(ours)
    share_plugins(ours)

    assert (ours / "plugins").samefile(theirs / "plugins")


def test_plugins_of_our_own_are_kept(theirs: Path, tmp_path: Path) -> None:
    own = tmp_path / "ours" / "plugins" / "resource-random-v1.0.0"
    own.mkdir(parents=True)

    share_plugins(tmp_path / "ours")

    assert own.is_dir()
    assert (theirs / "plugins" / "resource-azuread-v6.11.1").is_dir()


def test_without_plugins_of_the_user_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "nobody"))

    share_plugins(tmp_path / "ours")

    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize(("ends", "stay"), [("exit 0", 0), ("exit 1", 0), ("kill -9 $$", 1)])
def test_engine_that_makes_a_stack_is_marked_and_known_by_it_when_it_was_killed(
    script: Script, tmp_path: Path, ends: str, stay: int
) -> None:
    runs = tmp_path / RUNS
    wait = f'until set -- {runs}/*.json; [ -e "$1" ]; do :; done'  # nothing but the shell is on the path here
    pulumi = script(tmp_path / "pulumi", f"{wait}\n{ends}\n")
    engine = Engine(pulumi, pulumi, "3.259.0", "built")

    with nullcontext() if ends == "exit 0" else pytest.raises(EngineError):
        ensure_stack(engine, tmp_path, "x", environment(engine, tmp_path, embedded=True), tmp_path)

    assert len(marks(runs)) == stay
