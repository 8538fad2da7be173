"""Building the engine, and what is said when it cannot be built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from holdfast.engine import build as build_module
from holdfast.engine.build import build, explain_failure
from holdfast.engine.toolchain import Pin, built_command_line, built_folder, read_pin, toolchains_folder
from holdfast.model.errors import EngineError

if TYPE_CHECKING:
    from tests.unit.engine.conftest import PutOnPath, Script, Toolchain

PIN = Pin(version="3.259.0", digest="0" * 12, go="1.25.11")
REPOSITORY = Path(__file__).resolve().parents[3]


GO = """
    while [ $# -gt 0 ]; do if [ "$1" = -o ]; then target=$2; fi; shift; done
    echo run >> {log}
    echo "go: downloading example v1" >&2
    echo example/package >&2
    sleep 0.3
    echo "#!/bin/sh" > "$target"
"""


def test_toolchain_looks_like_an_official_installation(
    script: Script, put_on_path: PutOnPath, tmp_path: Path
) -> None:
    script(tmp_path / "go" / "go", GO.format(log=tmp_path / "log"))
    put_on_path(tmp_path / "go")

    engine = build(str)

    assert engine.pulumi.parent == engine.language_host.parent
    assert os.access(engine.language_host, os.X_OK)
    assert (engine.bin.parent / "lib" / "language_host.py").exists()
    assert (engine.origin, engine.version) == ("built", read_pin().version)
    assert [path.name for path in toolchains_folder().iterdir()] == [built_folder(read_pin()).name]


def test_two_processes_build_once(script: Script, put_on_path: PutOnPath, tmp_path: Path) -> None:
    script(tmp_path / "go" / "go", GO.format(log=tmp_path / "log"))
    put_on_path(tmp_path / "go")
    code = (
        "import holdfast.engine.download as d, holdfast.engine as e; d._site_answers = lambda: False; "
        "print(e.find_engine().pulumi)"
    )
    command = [sys.executable, "-c", code]

    both = [subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    printed = [process.communicate()[0] for process in both]

    assert printed[0] == printed[1] != ""
    assert (tmp_path / "log").read_text() == "run\n"


def test_new_language_host_reuses_the_built_command_line(
    script: Script, toolchain: Toolchain, put_on_path: PutOnPath, tmp_path: Path
) -> None:
    script(tmp_path / "go" / "go", GO.format(log=tmp_path / "log"))
    put_on_path(tmp_path / "go")
    older = Pin(version=read_pin().version, digest=read_pin().digest[:6] + "ffffff", go="1")
    toolchain(built_folder(older))

    engine = build(str)

    assert not (tmp_path / "log").exists()
    assert "exit 99" in engine.pulumi.read_text()


def test_failed_build_leaves_nothing(script: Script, put_on_path: PutOnPath, tmp_path: Path) -> None:
    script(tmp_path / "go" / "go", "echo 'x.go:1: syntax error'; exit 1\n")
    put_on_path(tmp_path / "go")

    with pytest.raises(EngineError) as caught:
        build(str)

    assert caught.value.slug == "engine-build-failed"
    assert "x.go:1: syntax error" in str(caught.value)
    assert list(toolchains_folder().iterdir()) == []


def test_without_go_one_sentence_says_what_is_missing() -> None:
    with pytest.raises(EngineError) as caught:
        build(str)

    assert caught.value.slug == "engine-no-go"
    assert f"Go {read_pin().go} or newer is not on PATH" in str(caught.value)


@pytest.mark.parametrize(
    ("output", "slug", "part"),
    [
        (
            "go: go.mod requires go >= 1.25.11 (running go 1.22.2; GOTOOLCHAIN=local)",
            "engine-go-too-old",
            "Go 1.25.11 or newer is needed, here it is 1.22.2",
        ),
        (
            "go: download go1.25.11 for linux/amd64: toolchain not available",
            "engine-go-too-old",
            "Go 1.25.11 or newer is needed",
        ),
        (
            "go: downloading a v1\ngo: a@v1: reading https://proxy.example/a.zip: 403 Forbidden\n",
            "engine-module-refused",
            "a@v1: reading https://proxy.example/a.zip: 403 Forbidden",
        ),
        (
            'go: a@v1: Get "https://proxy.example/a.zip": dial tcp: lookup proxy.example: no such host',
            "engine-module-refused",
            "no such host",
        ),
        ("verifying a@v1: checksum mismatch", "engine-module-refused", "checksum mismatch"),
        ("write /tmp/x: no space left on device", "engine-build-failed", "no space left on device"),
        ("", "engine-build-failed", "go build gave no reason"),
    ],
)
def test_failure_is_one_sentence_with_the_reason(output: str, slug: str, part: str) -> None:
    error = explain_failure(output, PIN)

    assert error.slug == slug
    assert part in str(error)
    assert "\n" not in str(error)


def test_windows_is_told_to_install_pulumi(monkeypatch: pytest.MonkeyPatch) -> None:
    read_pin()
    monkeypatch.setattr(build_module, "os", SimpleNamespace(name="nt"))

    with pytest.raises(EngineError, match="On Windows") as caught:
        build(str)
    assert caught.value.slug == "engine-windows"


def test_version_is_that_of_go_mod() -> None:
    text = (REPOSITORY / "engine" / "go.mod").read_text()

    assert f"github.com/pulumi/pulumi/pkg/v3 v{read_pin().version}" in text
    assert f"go {read_pin().go}\n" in text


def test_missing_go_mod_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.engine.toolchain.source_folder", lambda: tmp_path)

    with pytest.raises(EngineError, match=r"go\.mod is missing") as caught:
        read_pin.__wrapped__()
    assert caught.value.slug == "engine-pin-missing"


def test_go_mod_without_the_engine_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "go.mod").write_text("module x\n\ngo 1.25\n")
    (tmp_path / "pulumi-language-python").touch()
    monkeypatch.setattr("holdfast.engine.toolchain.source_folder", lambda: tmp_path)

    with pytest.raises(EngineError, match="does not require"):
        read_pin.__wrapped__()


def test_command_line_of_another_go_mod_is_not_reused(toolchain: Toolchain) -> None:
    toolchain(built_folder(Pin(version="3.259.0", digest="a" * 12, go="1")))

    assert built_command_line(Pin(version="3.259.0", digest="b" * 12, go="1")) is None
