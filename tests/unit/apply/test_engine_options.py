"""An engine that Holdfast starts takes its flags from Holdfast, and none that a shell has for it by environment."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.stack import Stack
from holdfast.engine import Engine, ensure_stack, environment
from holdfast.engine.find import _answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FLAGS = ("REPLACE", "TARGET", "TARGET_REPLACE", "EXCLUDE", "REFRESH", "PARALLEL", "COLOR", "SHOW_SECRETS", "STACK",
         "PLAN", "CONFIG", "DISABLE_INTEGRITY_CHECKING", "CWD", "PREVIEW_ONLY")  # fmt: skip
GREP = shutil.which("grep")
OWN = {"PULUMI_OPTION_PRESERVE_CONFIG": "true", "PULUMI_OPTION_REFRESH": "false"}


def on_event(_: object) -> None:
    """Nobody listens."""


RUNS: dict[str, Callable[[Stack], Any]] = {
    "export": Stack.export,
    "restore": lambda stack: stack.restore({}),
    "runs": Stack.runs,
    "refresh": lambda stack: stack.refresh(["a"]),
    "update": lambda stack: stack.update(on_event),
    "update of what drifted": lambda stack: stack.update(on_event, ["a"], going_on=True),
    "preview": lambda stack: stack.preview(on_event, refresh=True),
    "destroy": lambda stack: stack.destroy(on_event),
    "anything": lambda stack: stack.run("stack"),
    "making the stack": lambda stack: ensure_stack(
        Engine(stack.pulumi, stack.pulumi, "3.259.0", "built"),
        stack.project,
        "x",
        stack.variables,
        stack.folder,
    ),
    "asking which it is": lambda stack: _answer([str(stack.pulumi), "version"]),
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_no_flag_of_the_shell_reaches_an_engine_that_we_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[[Stack], Any]
) -> None:
    for name in FLAGS:
        monkeypatch.setenv(f"PULUMI_OPTION_{name}", "**")
    monkeypatch.setenv("PULUMI_OTHER", "stays")

    told = seen_by_engine(tmp_path, run, f"{GREP} ^PULUMI_O")

    assert told.pop("PULUMI_OTHER") == "stays"
    assert told.items() <= OWN.items()


@pytest.mark.parametrize("path", ["", "/nonexistent", "{folder}", ":", None])
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_systems_own_commands_are_found_by_an_engine_that_we_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[[Stack], Any], path: str | None
) -> None:
    """Else its language plugin ends with 2, of which the engine tells nothing."""
    if path is None:
        monkeypatch.delenv("PATH", raising=False)
    else:
        monkeypatch.setenv("PATH", path.format(folder=tmp_path))

    found = seen_by_engine(tmp_path, run, f"{GREP} ^PATH=")["PATH"]

    assert shutil.which("dirname", path=found)
    assert found.endswith(os.defpath), "what a person has there is found first"


def seen_by_engine(folder: Path, run: Callable[[Stack], Any], which: str) -> dict[str, str]:
    """The variables, of those that the command lets through, that an engine sees which is started by `run`."""
    seen, pulumi = folder / "seen", folder / "pulumi"
    asked = 'case "$*" in *history*) echo "[]";; *) echo "{}";; esac'
    pulumi.write_text(f'#!/bin/sh\n/usr/bin/env | {which} >"{seen}"\n{asked}\n')
    pulumi.chmod(0o755)
    engine = Engine(pulumi, pulumi, "3.259.0", "built")
    variables = environment(engine, folder, embedded=False) | OWN | {"PULUMI_BACKEND_URL": "azblob://states"}

    run(Stack(pulumi, folder, "x", variables, folder))

    return dict(line.split("=", 1) for line in seen.read_text().splitlines())
