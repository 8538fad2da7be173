"""A program that somebody started by hand has itself examined first, and its policies compared when registered.

Not proven here: that the engine waits for both; `tests/e2e/test_lockout_gate.py` does.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pulumi
import pytest

import holdfast.controls.program
from holdfast.controls import before_writing
from holdfast.controls.before_writing import refuse_before_writing, watch_policies
from holdfast.gates.before_writing import POLICY
from holdfast.model.plan import Cloud, Plan, PlannedControl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GROUP, ACCOUNTS = "aaaaaaaa-0000-4000-8000-000000000001", ["aaaaaaaa-0000-4000-8000-000000000002"]
OTHER = "aaaaaaaa-0000-4000-8000-00000000000f"


def plan(*controls: PlannedControl) -> Plan:
    return Plan(
        "acme", "acme.example", Cloud.GLOBAL, "b@1.0.0", {}, controls, (), delete_protected_data=False
    )


BREAK_GLASS = PlannedControl(
    "entra.break_glass_excluded", {"group": "Emergency", "accounts": ["bg1@acme.example"]}
)


class Known:
    """What the program knows of the tenant, asked at most once each."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def group_id(self, name: str) -> object:
        return self._answer(name, GROUP.upper())

    def user_ids(self, names: Sequence[str]) -> object:
        return self._answer(names, ACCOUNTS)

    def _answer(self, what: object, answer: object) -> object:
        self.asked.append(what)

        async def future() -> object:
            return answer

        return SimpleNamespace(future=future)


@pytest.fixture
def transforms(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    registered: list[Any] = []
    monkeypatch.setattr("pulumi.runtime.register_resource_transform", registered.append)
    monkeypatch.setattr(before_writing, "get_monitor", lambda: SimpleNamespace(RegisterResource=None))
    return registered


def registered(
    users: dict[str, Any], state: str = "enabled", token: str = POLICY
) -> pulumi.ResourceTransformArgs:
    props = {"state": state, "conditions": {"users": users}, "grantControls": {"builtInControls": ["mfa"]}}
    return pulumi.ResourceTransformArgs(
        custom=True, type_=token, name="mine", props=props, opts=pulumi.ResourceOptions()
    )


UNSAFE = {
    "all users": {"includedUsers": ["All"]},
    "another group excluded": {"includedUsers": ["All"], "excludedGroups": [OTHER]},
    "an account by id": {"includedUsers": ACCOUNTS},
}
SAFE = {
    "the group excluded": registered({"includedUsers": ["All"], "excludedGroups": [GROUP]}),
    "somebody else": registered({"includedUsers": [OTHER]}),
    "report-only": registered({"includedUsers": ["All"]}, "enabledForReportingButNotEnforced"),
    "disabled": registered({"includedUsers": ["All"]}, "disabled"),
    "another type": registered({"includedUsers": ["All"]}, token="azuread:index/group:Group"),
}


def test_what_was_recorded_otherwise_is_refused_when_it_is_registered(transforms: list[Any]) -> None:
    known = Known()
    watch_policies(plan(BREAK_GLASS), known)  # type: ignore[arg-type] # what it uses of a context
    (watch,) = transforms

    async def each() -> None:
        for users in UNSAFE.values():
            with pytest.raises(
                pulumi.RunError, match=r"`Emergency`: it was not written \[break-glass-locked-out\]"
            ):
                await watch(registered(users))
        for args in SAFE.values():
            assert await watch(args) is None

    asyncio.run(each())
    assert known.asked == ["Emergency", ("bg1@acme.example",)]


def test_a_client_without_a_group_can_exclude_none(transforms: list[Any]) -> None:
    watch_policies(plan(), Known())  # type: ignore[arg-type] # what it uses of a context
    with pytest.raises(pulumi.RunError):
        asyncio.run(transforms[0](registered({"includedUsers": ["All"], "excludedGroups": [GROUP]})))


def test_a_preview_knows_no_ids_and_writes_nothing(
    transforms: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pulumi.runtime.is_dry_run", lambda: True)
    watch_policies(plan(BREAK_GLASS), Known())  # type: ignore[arg-type] # what it uses of a context
    assert transforms == []


def answers(monkeypatch: pytest.MonkeyPatch, answer: Callable[[], str]) -> list[list[str]]:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> object:
        commands.append(command)
        return SimpleNamespace(stdout=answer())

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_the_verdict_on_the_whole_program_ends_it_or_lets_it_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    monkeypatch.setattr("pulumi.log.warn", told.append)
    (tmp_path / "Pulumi.yaml").touch()
    (below := tmp_path / "program").mkdir()
    monkeypatch.chdir(below)
    commands = answers(monkeypatch, lambda: json.dumps({"refused": "", "warnings": ["careful"]}))
    refuse_before_writing(plan())
    assert told == ["careful"]
    assert commands == [[sys.executable, "-P", "-m", "holdfast.apply.by_hand", str(tmp_path), "acme"]]
    answers(monkeypatch, lambda: json.dumps({"refused": "no [slug]", "warnings": []}))
    with pytest.raises(pulumi.RunError, match=r"^no \[slug\]$"):
        refuse_before_writing(plan())


FAILS: dict[str, Callable[[], str]] = {
    "no JSON": lambda: "Traceback",
    "nothing": lambda: "",
    "not an object": lambda: "[]",
    "no verdict": lambda: "{}",
}


@pytest.mark.parametrize("answer", FAILS.values(), ids=FAILS)
def test_no_verdict_is_a_refusal(monkeypatch: pytest.MonkeyPatch, answer: Callable[[], str]) -> None:
    answers(monkeypatch, answer)
    with pytest.raises(pulumi.RunError, match=r"nothing was written \[gate-failed\]"):
        refuse_before_writing(plan())


def test_a_process_that_cannot_start_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(before_writing, "sys", SimpleNamespace(executable="/no/such/python"))
    with pytest.raises(pulumi.RunError, match=r"\(FileNotFoundError\): nothing was written \[gate-failed\]"):
        refuse_before_writing(plan())


def test_a_program_under_the_engine_is_examined_before_anything_is_declared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(holdfast.controls.program, "recording", lambda: False)
    monkeypatch.setattr(holdfast.controls.program, "refuse_before_writing", lambda _: done.append("examined"))
    monkeypatch.setattr(holdfast.controls.program, "hold_deletions", lambda *_: done.append("holding"))
    monkeypatch.setattr(holdfast.controls.program, "adopt_what_is_there", lambda: done.append("adopting"))
    monkeypatch.setattr(holdfast.controls.program, "watch_policies", lambda *_: done.append("watching"))
    monkeypatch.setattr(holdfast.controls.program, "bind", lambda _: done.append("binding"))
    monkeypatch.setattr(holdfast.controls.program, "bind_look_ups", lambda _: done.append("its look-ups"))
    monkeypatch.setattr(holdfast.controls.program, "_azuread", lambda *_: None)
    monkeypatch.setattr(holdfast.controls.program, "Provider", lambda *_, **__: None)
    assert holdfast.controls.program.declare(plan()) == {}
    assert done == ["examined", "holding", "adopting", "binding", "its look-ups", "watching"]
