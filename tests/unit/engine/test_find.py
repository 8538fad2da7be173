"""Which engine is taken."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdfast.engine import Engine, find_engine
from holdfast.engine.toolchain import built_folder, read_pin
from holdfast.model.errors import EngineError

if TYPE_CHECKING:
    from tests.unit.engine.conftest import PutOnPath, Script, Toolchain

PassedOver = Callable[..., list[str]]
REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def passed_over(toolchain: Toolchain, put_on_path: PutOnPath) -> PassedOver:
    """Looks for the engine with folders on PATH, checks that ours is taken, and returns what was said."""
    kept = toolchain(built_folder(read_pin()))

    def find(*folders: Path) -> list[str]:
        lines: list[str] = []
        put_on_path(*folders)
        assert find_engine(lines.append).pulumi == kept / "bin" / "pulumi"
        return lines

    return find


@pytest.mark.parametrize("recorded", [None, "/gone/bin/python"])
def test_toolchain_whose_interpreter_is_gone_gets_this_one(
    toolchain: Toolchain, recorded: str | None
) -> None:
    kept = toolchain(built_folder(read_pin())) / "lib" / "python-interpreter"
    kept.parent.mkdir()
    if recorded:
        kept.write_text(f"{recorded}\n")

    find_engine()

    assert kept.read_text() == f"{sys.executable}\n"


def test_toolchain_keeps_an_interpreter_that_is_there(
    script: Script, toolchain: Toolchain, tmp_path: Path
) -> None:
    kept = toolchain(built_folder(read_pin())) / "lib" / "python-interpreter"
    kept.parent.mkdir()
    kept.write_text(f"{script(tmp_path / 'python', 'exit 1')}\n")

    find_engine()

    assert kept.read_text() == f"{tmp_path / 'python'}\n"


def test_pair_on_path_is_taken_first(
    script: Script, toolchain: Toolchain, put_on_path: PutOnPath, tmp_path: Path
) -> None:
    toolchain(built_folder(read_pin()))
    script(tmp_path / "official" / "pulumi", "echo v3.270.1\n")
    script(tmp_path / "official" / "pulumi-language-python", "exit 1\n")
    put_on_path(tmp_path / "official")

    engine = find_engine()

    assert engine.origin == "path"
    assert engine.version == "3.270.1"
    assert engine.pulumi == tmp_path / "official" / "pulumi"


def test_pair_on_path_is_asked_once(script: Script, put_on_path: PutOnPath, tmp_path: Path) -> None:
    script(tmp_path / "official" / "pulumi", f"echo asked >> {tmp_path}/asked; echo v3.270.1\n")
    script(tmp_path / "official" / "pulumi-language-python", "exit 1\n")
    put_on_path(tmp_path / "official")

    assert find_engine() == find_engine()
    assert (tmp_path / "asked").read_text() == "asked\n"


def test_replaced_command_line_is_asked_again(script: Script, put_on_path: PutOnPath, tmp_path: Path) -> None:
    script(tmp_path / "official" / "pulumi", "echo v3.270.1\n")
    script(tmp_path / "official" / "pulumi-language-python", "exit 1\n")
    put_on_path(tmp_path / "official")
    find_engine()

    script(tmp_path / "official" / "pulumi", "echo v3.271.10\n")

    assert find_engine().version == "3.271.10"


@pytest.mark.parametrize(
    ("cli", "host", "sentence"),
    [
        ("echo v3.270.1", None, "it has no language host"),
        ("echo v3.270.1", "echo v3.259.0", "is of version 3.259.0, not 3.270.1."),
        ("echo v3.270.1", "exit 2", "is of version unknown, not 3.270.1."),
        ("echo v3.19.0", "echo v3.19.0", "version 3.19.0 is older than 3.200.0."),
        ("exit 3", "echo v3.270.1", "`pulumi version` failed"),
    ],
)
def test_command_line_without_its_pair_is_passed_over_with_a_sentence(
    script: Script,
    passed_over: PassedOver,
    tmp_path: Path,
    *,
    cli: str,
    host: str | None,
    sentence: str,
) -> None:
    script(tmp_path / "a" / "pulumi", f"{cli}\n")
    if host is not None:
        script(tmp_path / "b" / "pulumi-language-python", f"{host}\n")

    lines = passed_over(tmp_path / "a", tmp_path / "b")

    assert len(lines) == 1
    assert lines[0].startswith(f"passing over {tmp_path / 'a' / 'pulumi'}: ")
    assert sentence in lines[0]


def test_host_elsewhere_of_the_same_version_is_a_pair(
    script: Script, put_on_path: PutOnPath, tmp_path: Path
) -> None:
    script(tmp_path / "a" / "pulumi", "echo v3.270.1\n")
    script(tmp_path / "b" / "pulumi-language-python", "echo v3.270.1\n")
    put_on_path(tmp_path / "a", tmp_path / "b")

    assert find_engine().language_host == tmp_path / "b" / "pulumi-language-python"


def test_own_toolchain_is_taken_without_starting_a_process(toolchain: Toolchain) -> None:
    folder = toolchain(built_folder(read_pin()))

    assert find_engine() == Engine(
        folder / "bin" / "pulumi", folder / "bin" / "pulumi-language-python", "3.259.0", "built"
    )


def test_own_toolchain_on_path_keeps_its_origin(
    toolchain: Toolchain, put_on_path: PutOnPath, tmp_path: Path
) -> None:
    put_on_path(toolchain(tmp_path / "elsewhere") / "bin")

    assert find_engine().origin == "built"


def test_folder_without_marker_is_not_a_toolchain(toolchain: Toolchain) -> None:
    folder = toolchain(built_folder(read_pin()))
    (folder / "toolchain.json").unlink()

    with pytest.raises(EngineError) as caught:
        find_engine(make=False)
    assert caught.value.slug == "engine-not-found"


def test_downloaded_is_preferred_to_building(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Engine(Path("a"), Path("b"), "3.272.0", "downloaded")
    monkeypatch.setattr("holdfast.engine.download.download", lambda *_: made)
    monkeypatch.setattr("holdfast.engine.build.build", lambda *_: pytest.fail("built although downloaded"))

    assert find_engine() is made


def test_engine_is_built_where_it_cannot_be_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Engine(Path("a"), Path("b"), "3.259.0", "built")
    monkeypatch.setattr("holdfast.engine.download.download", lambda *_: None)
    monkeypatch.setattr("holdfast.engine.build.build", lambda *_: made)

    assert find_engine() is made


def test_importing_the_package_does_not_import_pulumi() -> None:
    code = "import sys, holdfast.engine; sys.exit(any(m.startswith(('pulumi', 'grpc')) for m in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=REPOSITORY).returncode == 0


@pytest.mark.parametrize("variable", ["HOME", "XDG_CACHE_HOME"])
@pytest.mark.parametrize("place", ["/dev/null", "/proc/nowhere"])
def test_a_folder_that_keeps_no_engine_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, place: str
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, place)
    monkeypatch.setattr("holdfast.engine.find._on_path", lambda _: None)
    monkeypatch.setattr("holdfast.engine.find._kept", lambda: None)
    with pytest.raises(EngineError, match=place) as failed:
        find_engine()
    assert failed.value.slug == "engine-cache-unusable"
