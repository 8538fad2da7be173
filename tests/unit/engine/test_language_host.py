"""The language host's own decisions; tests/e2e has it under the real engine."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from holdfast.engine import language_host
from holdfast.engine.language_host import (
    explain,
    installed_packages,
    program_path,
    required_plugins,
)
from holdfast.engine.mark import RUNS, leave_mark_for_good, mark_of, marks
from holdfast.model.errors import EngineError
from holdfast.processes import started


def test_own_error_is_one_sentence() -> None:
    error = EngineError("some-slug", "The tenant is not there.")

    assert explain(error, Path(__file__)) == "The tenant is not there. [some-slug]"


def test_other_error_is_a_traceback_from_the_program_on(tmp_path: Path) -> None:
    program = tmp_path / "__main__.py"
    program.write_text("import json\njson.loads('')\n")
    try:
        exec(compile(program.read_text(), str(program), "exec"))  # noqa: S102  # the program's frames matter
    except ValueError as error:
        text = explain(error, program)

    assert text.startswith("Program failed with an unhandled exception:\nTraceback")
    assert text.count('File "') >= 2
    assert "test_engine.py" not in text


def test_missing_program_is_named(tmp_path: Path) -> None:
    text = explain(FileNotFoundError(), tmp_path / "__main__.py")

    assert text == f"unable to find main python program `__main__.py` in `{tmp_path}`"


@pytest.mark.parametrize(
    ("entry_point", "expected"), [(".", "__main__.py"), ("", "__main__.py"), ("other.py", "other.py")]
)
def test_program_is_the_one_the_engine_names(tmp_path: Path, entry_point: str, expected: str) -> None:
    info = SimpleNamespace(program_directory=str(tmp_path), entry_point=entry_point)

    assert program_path(SimpleNamespace(info=info, pwd="/", program="")) == tmp_path / expected


def test_required_plugins_are_those_that_packages_name(tmp_path: Path) -> None:
    def package(name: str, version: str, statement: dict[str, object]) -> metadata.Distribution:
        (tmp_path / name).mkdir()
        (tmp_path / name / "pulumi-plugin.json").write_text(json.dumps(statement))
        about = tmp_path / f"{name}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Name: {name}\nVersion: {version}\n")
        (about / "RECORD").write_text(f"{name}/pulumi-plugin.json,,\n")
        return metadata.Distribution.at(about)

    found = required_plugins(
        [
            package("pulumi_zoo", "2.0.0", {"resource": True, "name": "zoo", "version": "v1.2.3"}),
            package("pulumi_acme", "2.0.0", {"resource": True, "server": "https://acme.example"}),
            package("pulumi_policy", "2.0.0", {"resource": False}),
        ]
    )

    assert [(plugin["name"], plugin["version"]) for plugin in found] == [("acme", "2.0.0"), ("zoo", "1.2.3")]
    assert found[0]["server"] == "https://acme.example"


def test_mistake_in_the_programs_syntax_has_no_frames_of_ours(tmp_path: Path) -> None:
    program = tmp_path / "__main__.py"
    program.write_text("x = (\n")
    with pytest.raises(SyntaxError) as caught:
        runpy.run_path(str(program))

    text = explain(caught.value, program)

    assert text.count('File "') == 1
    assert "was never closed" in text


def test_direct_packages_leave_out_what_others_brought() -> None:
    every = {name for name, _ in installed_packages(transitive=True)}
    direct = {name for name, _ in installed_packages(transitive=False)}

    assert {"pulumi", "grpcio"} <= every
    assert "grpcio" not in direct
    assert direct < every


LOOKS_FOR_MARKS = """\
import pathlib, sys
print(*(one.read_text() for one in pathlib.Path(sys.argv[-1]).glob("*.json")), sep="\\n")
sys.exit(7)
"""
"""Takes the place of the first package that the host needs, and says which marks are there by then."""


@pytest.mark.skipif(not started(os.getpid()), reason="the system does not tell when a process started")
def test_engine_is_marked_before_anything_is_imported(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "grpc.py").write_text(LOOKS_FOR_MARKS)
    runs = tmp_path / ".holdfast" / RUNS
    host = tmp_path / "lib" / "language_host.py"
    host.parent.mkdir()
    host.write_bytes(Path(language_host.__file__).read_bytes())
    variables = {name: value for name, value in os.environ.items() if name != "HOLDFAST_HOME"}
    variables["PYTHONPATH"] = str(tmp_path / "first")
    command = [sys.executable, str(host), str(runs)]

    # Each run is a host of its own, and this process the engine of both.
    for _ in range(2):
        done = subprocess.run(
            command, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=900, check=False
        )

        assert done.returncode == 7, done.stderr
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert [one["pid"] for one in told] == [os.getpid()]
    assert [*marks(runs).values()] == [mark_of(os.getpid())], (
        "it stays: the lock is taken after the first host's end"
    )


def test_engine_of_another_program_is_not_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holdfast.engine.mark", None)
    monkeypatch.delenv("HOLDFAST_HOME", raising=False)
    path = [*sys.path]

    language_host.mark_engine(tmp_path)

    assert not (tmp_path / ".holdfast").exists()
    assert sys.path == path


def test_folder_that_cannot_be_written_stops_no_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")

    language_host.mark_engine(tmp_path)


def test_process_of_which_no_start_is_told_is_not_marked_for_good(
    tmp_path: Path, child_that_ended: int
) -> None:
    leave_mark_for_good(tmp_path, child_that_ended)

    assert marks(tmp_path) == {}


@pytest.fixture
def child_that_ended() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid
