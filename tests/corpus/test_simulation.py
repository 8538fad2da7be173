"""A simulation is never mistaken for a client: every format, and every command that prints about a client's tenant."""

from __future__ import annotations

import inspect
import json
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest
from typer.testing import CliRunner

from holdfast.access.needs import Purpose
from holdfast.cli.main import make_app
from holdfast.doctor.diagnosis import Diagnosis
from holdfast.model.connection import Connection
from holdfast.model.horizon import Horizon
from holdfast.model.plan import Cloud
from holdfast.report.formats.interface import formats
from holdfast.report.simulation import NOTICE
from tests.golden.report.cases import CASES, input_of

PROJECT = Path(__file__).parents[2]
CLIENT_COMMANDS = sorted(
    one.callback.__name__
    for one in make_app().registered_commands
    if one.callback is not None and "client" in inspect.signature(one.callback).parameters
)
"""Every command that is about one client, found by walking."""


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", formats())
def test_every_format_marks_an_embedded_tenant_and_no_other(name: str, case: str) -> None:
    result, controls = CASES[case]

    marked = formats()[name].render(input_of(replace(result, cloud=Cloud.EMBEDDED), controls)).decode()
    plain = formats()[name].render(input_of(replace(result, cloud=Cloud.GLOBAL), controls)).decode()

    assert NOTICE.replace("'", "&#39;") in marked.replace("'", "&#39;"), (
        f"{name} hides that it is a simulation"
    )
    assert "simulation:" not in plain.casefold().replace('"simulation": false', "")


def test_json_tells_programs_so() -> None:
    for cloud in Cloud:
        given = input_of(replace(CASES["drift"][0], cloud=cloud), ())
        assert json.loads(formats()["json"].render(given))["simulation"] is (cloud is Cloud.EMBEDDED)


class _Run:
    """Stands for the run of the engine, whose output is not what this is about."""

    def __init__(self, checked: Any) -> None:
        self.cloud = checked.result.cloud
        self._checked = checked

    def up(self, *_: Any) -> Any:
        return SimpleNamespace(after=self._checked)

    def preview(self, *_: Any) -> Any:
        return SimpleNamespace(plan=None, refusals=(), whole=True, notes=())

    def destroy(self, *_: Any) -> None:
        return None

    def kept(self) -> frozenset[str]:
        return frozenset()


class _Progress:
    """Stands for the spinner."""

    counts: Counter[str] = Counter()
    kept = None

    def show_plan(self, *_: Any) -> None: ...

    say = on_event = pause = show_plan

    def __init__(self, **_: Any) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...


NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


async def _ahead(plan: Any, *_: object) -> Horizon:
    """A look ahead at nothing."""
    return Horizon(
        client=plan.client,
        tenant=plan.tenant,
        cloud=plan.cloud,
        today=NOON.date(),
        within_days=None,
        items=(),
        unread=(),
        inactive_accounts=0,
        overridden=(),
    )


@pytest.mark.parametrize("cloud", Cloud)
@pytest.mark.parametrize("command", CLIENT_COMMANDS)
def test_every_command_about_a_client_says_so(
    command: str, cloud: Cloud, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    result, controls = CASES["drift"]
    own: dict[str, Any] = {"client": "contoso", "tenant": "contoso.example", "cloud": cloud}
    checked = SimpleNamespace(
        result=replace(result, cloud=cloud),
        recording=SimpleNamespace(controls=controls, plan=SimpleNamespace(**own, exceptions=())),
        controls=controls,
    )
    signed_in = SimpleNamespace(**own, connection=Connection())
    plan = SimpleNamespace(plan=signed_in, desired=(), controls=())
    examined = Diagnosis(**own, purpose=Purpose.READ, symptoms=())
    monkeypatch.chdir(PROJECT)
    # First the command, which takes the check along when it is imported, for the rest of this process.
    monkeypatch.setattr("holdfast.cli.one.check", lambda *_, **__: checked)
    monkeypatch.setattr("holdfast.drift.check.check", lambda *_, **__: checked)
    monkeypatch.setattr("holdfast.drift.recording.load_recording", lambda *_: plan)
    monkeypatch.setattr("holdfast.doctor.examine.examine", lambda *_: examined)
    monkeypatch.setattr("holdfast.horizon.look.look_at_client", _ahead)
    monkeypatch.setattr("holdfast.emulator.control.tenant_time", lambda *_: NOON)
    monkeypatch.setattr("holdfast.apply.client.ClientRun", lambda *_, **__: _Run(checked))
    monkeypatch.setattr("holdfast.apply.shell.leave_embedded", lambda *_: {})
    monkeypatch.setattr("holdfast.apply.shell.refuse_other_world", lambda *_: None)
    monkeypatch.setattr("holdfast.apply.shell.shell_environment", lambda *_, **__: {"A": "b"})
    monkeypatch.setattr("holdfast.engine.find_engine", lambda *_: None)
    monkeypatch.setattr("holdfast.apply.stack.made_stack", lambda *_, **__: None)
    monkeypatch.setattr("holdfast.cli.progress.Progress", _Progress)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    more = {"report": ["--horizon", "--output", str(tmp_path / "x.html")], "destroy": ["--yes"]}.get(
        command, []
    )

    printed = CliRunner().invoke(make_app(command), [command, "contoso", *more])

    assert printed.exception is None or isinstance(printed.exception, SystemExit), printed.exception
    if command == "report":  # asked for by --horizon
        assert "not looked" not in (tmp_path / "x.html").read_text(encoding="utf-8")
    assert (NOTICE in " ".join(printed.output.split())) == (cloud is Cloud.EMBEDDED), (
        f"holdfast {command} of an embedded tenant must say that it is a simulation: {printed.output}"
    )


def test_the_commands_are_found() -> None:
    assert {"destroy", "drift", "env", "preview", "report", "up"} <= set(CLIENT_COMMANDS)
