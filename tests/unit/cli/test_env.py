"""`holdfast env` has the shell leave the embedded tenant first: what it printed is evaluated, whatever fails then."""

from __future__ import annotations

import ast
import inspect
import subprocess
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from holdfast.cli.commands import env
from holdfast.cli.main import _run
from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

LEFT = {"ARM_CLIENT_SECRET": "", "PATH": "/usr/bin:/bin", "PULUMI_CONFIG_PASSPHRASE": ""}
"""What leaving the embedded tenant changes in this shell."""
BEFORE = {"load_recording", "home", "leave_embedded"}
"""What has to work before it is known that the client is a real one."""
FAILURES = (RefusedError("made-up", "no"), OSError("no"), RuntimeError("no"), KeyboardInterrupt())


def steps() -> list[str]:
    """Everything that the command imports, where it is imported from: each may fail."""
    (command,) = ast.parse(inspect.getsource(env.env)).body
    found = [
        f"{node.module}.{name.name}"
        for node in ast.walk(command)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    ]
    assert {one.rpartition(".")[2] for one in found} > BEFORE
    return [one for one in found if one.rpartition(".")[2] not in BEFORE]


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A real client, in a shell of the embedded tenant; every step works."""
    plan = Plan("acme", "acme.example", Cloud.GLOBAL, "b@1.0.0", {}, (), (), delete_protected_data=False)
    recording = SimpleNamespace(plan=plan)
    monkeypatch.setattr(env, "find_client", lambda _: None)
    monkeypatch.setattr("holdfast.tenant.embedded.home", lambda _: tmp_path)
    monkeypatch.setattr("holdfast.drift.recording.load_recording", lambda *_: recording)
    monkeypatch.setattr("holdfast.apply.shell.leave_embedded", lambda *_: LEFT)
    for step in steps():
        monkeypatch.setattr(step, lambda *_, **__: None)
    monkeypatch.setattr("holdfast.apply.shell.shell_environment", lambda *_: {"PULUMI_STACK": "acme"})


def evaluated(lines: str) -> str:
    """What a shell of the embedded tenant says of its variables after these lines."""
    asked = "".join(f'echo "{name}=${{{name}-unset}}";' for name in (*LEFT, "PULUMI_STACK"))
    demo = {"PATH": "/stand-in:/usr/bin:/bin", "PULUMI_STACK": "contoso"} | dict.fromkeys(
        (name for name, value in LEFT.items() if not value), "demo"
    )
    done = subprocess.run(
        ["bash", "-c", f'eval "$0"; {asked}', lines], env=demo, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("failure", FAILURES, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("step", steps())
def test_the_shell_leaves_the_embedded_tenant_whatever_fails_afterwards(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str, failure: BaseException
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(step, fails)
    assert _run(["env", "acme", "--shell", "bash"]) == ExitCode.NO_ANSWER
    printed = capsys.readouterr()
    assert evaluated(printed.out).splitlines() == [
        "ARM_CLIENT_SECRET=unset",
        "PATH=/usr/bin:/bin",
        "PULUMI_CONFIG_PASSPHRASE=unset",
        "PULUMI_STACK=contoso",
    ]
    assert "ARM_CLIENT_SECRET, PULUMI_CONFIG_PASSPHRASE; set your own where acme needs it" in printed.err


@pytest.mark.usefixtures("real")
def test_the_shell_is_the_clients_where_nothing_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["env", "acme", "--shell", "bash"]) == ExitCode.IN_SYNC
    assert evaluated(capsys.readouterr().out).splitlines()[-1] == "PULUMI_STACK=acme"
