"""The verdict that a program by hand gets of itself: every refusal, every warning, and every mistake, as one answer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.drift import gate
from holdfast.drift.recording import Recording
from holdfast.model.desired import DesiredResource
from holdfast.model.embedded import DEMO_PASSPHRASE
from holdfast.model.errors import HoldfastError, RecordingError
from holdfast.model.plan import Cloud, Plan, PlanWarning

if TYPE_CHECKING:
    import pytest

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"


def recording(state: str, cloud: Cloud = Cloud.EMBEDDED) -> Recording:
    warnings = (PlanWarning("no-second-factor", "off", "file:1"),)
    plan = Plan(
        "a", "a.example", cloud, "b@1.0.0", {}, (), (), delete_protected_data=False, warnings=warnings
    )
    users = {"includedUsers": ["All"]}
    inputs: dict[str, Any] = {
        "displayName": "P",
        "state": state,
        "conditions": {"users": users},
        "grantControls": {},
    }
    return Recording(plan, (DesiredResource("urn:1", POLICY, "mine", "", inputs),), ())


def verdict(monkeypatch: pytest.MonkeyPatch, answer: Recording | HoldfastError) -> dict[str, Any]:
    def load(*_: object) -> Recording:
        if isinstance(answer, HoldfastError):
            raise answer
        return answer

    monkeypatch.setattr(gate, "load_recording", load)
    return gate.verdict(Path("/project"), "a")


def test_a_dangerous_program_is_refused_with_its_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    found = verdict(monkeypatch, recording("enabled"))
    assert found["refused"].endswith("[break-glass-locked-out] [refused-before-writing]")
    assert found["warnings"] == ["file:1: off [no-second-factor]"]


def test_a_program_that_may_write_is_only_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdict(monkeypatch, recording("disabled")) == {
        "refused": "",
        "warnings": ["file:1: off [no-second-factor]"],
    }


def test_what_cannot_be_recorded_may_not_write(monkeypatch: pytest.MonkeyPatch) -> None:
    found = verdict(monkeypatch, RecordingError("recording-failed", "it broke"))
    assert found == {"refused": "it broke [recording-failed]", "warnings": []}


def test_a_real_client_does_not_write_from_a_shell_of_the_embedded_tenant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = recording("disabled", Cloud.GLOBAL)
    monkeypatch.setenv("PULUMI_BACKEND_URL", "https://state.example")
    assert verdict(monkeypatch, real)["refused"] == ""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", DEMO_PASSPHRASE)
    assert verdict(monkeypatch, real)["refused"].endswith("[embedded-shell]")
    assert verdict(monkeypatch, recording("disabled"))["refused"] == ""


def test_the_answer_is_one_json_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "load_recording", lambda *_: recording("disabled"))
    monkeypatch.setattr(sys, "argv", ["gate", "/project", "a"])
    gate.main()
    assert json.loads(capsys.readouterr().out)["refused"] == ""
