"""The verdict that a program by hand gets of itself: every refusal, every warning, and every mistake, as one answer."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.apply import by_hand, unasked
from holdfast.apply.state import Kept, State
from holdfast.drift.recording import Recording
from holdfast.drift.references import Directory
from holdfast.drift.seen import Live, Unread
from holdfast.kinds.live import LiveObject
from holdfast.model.adoption import ASKED
from holdfast.model.desired import DesiredResource
from holdfast.model.embedded import DEMO_PASSPHRASE
from holdfast.model.errors import HoldfastError, RecordingError
from holdfast.model.plan import Cloud, Plan, PlannedException, PlanWarning
from holdfast.model.status import Reason
from holdfast.model.understood import Understood

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
ID = "0d5c0000-0000-4000-8000-000000000001"


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
    return Recording(
        plan, (DesiredResource(f"urn:pulumi:a::holdfast::{POLICY}::mine", POLICY, "mine", "", inputs),), ()
    )


def holding(answer: Recording | HoldfastError) -> State:
    """The state in which the objects of a program are those that `there` makes, and a run by hand has read them."""
    desired = () if isinstance(answer, HoldfastError) else answer.desired
    return State({one.urn: Kept(one.urn, one.token, ID, one.inputs, stays=False) for one in desired})


def verdict(
    monkeypatch: pytest.MonkeyPatch,
    answer: Recording | HoldfastError,
    live: Live | None = None,
    state: State | None = None,
) -> dict[str, Any]:
    def load(*_: object) -> Recording:
        if isinstance(answer, HoldfastError):
            raise answer
        return answer

    async def read(_tenant: object, known: Any, declared: Any, **_more: Any) -> Live:
        assert {one.token for one in declared} <= set(known)
        return live or Live()

    monkeypatch.setattr(by_hand, "load_recording", load)
    held = state or holding(answer)
    monkeypatch.setattr(unasked, "state_of", lambda *_: held)
    monkeypatch.setattr(unasked, "read", read)
    monkeypatch.setattr(unasked, "open_plan", lambda *_: contextlib.nullcontext())
    return by_hand.verdict(Path("/project"), "a")


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
    verdict(monkeypatch, recording("disabled"))
    monkeypatch.setattr(sys, "argv", ["gate", "/project", "a"])
    by_hand.main()
    assert json.loads(capsys.readouterr().out)["refused"] == ""


def enabled(*excluded: str, **more: Any) -> dict[str, Any]:
    users = {"includedUsers": ["All"], "excludedGroups": list(excluded)}
    return {"displayName": "P", "state": "enabled", "conditions": {"users": users}, **more}


def there(inputs: dict[str, Any]) -> Live:
    return Live(objects={POLICY: (LiveObject(id=ID, key="P", inputs=inputs),)}, directory=Directory())


def declaring(inputs: dict[str, Any], *entries: Understood) -> Recording:
    made = recording("disabled")
    (one,) = made.desired
    plan = replace(made.plan, understood=entries)
    return replace(made, plan=plan, desired=(replace(one, inputs=inputs),))


OFF = {**enabled(), "state": "disabled"}
REPORTED = {**OFF, "state": "enabledForReportingButNotEnforced"}


@dataclass(frozen=True)
class Weaker:
    """A change, and what is told of it."""

    was: dict[str, Any]
    becomes: dict[str, Any]
    path: str
    value: Any
    slug: str


WEAKER = {
    "only reported": Weaker(enabled(), REPORTED, "state", REPORTED["state"], "less-protection"),
    "off": Weaker(enabled(), OFF, "state", "disabled", "less-protection"),
    "somebody left out": Weaker(
        REPORTED,
        {**REPORTED, "conditions": enabled("x")["conditions"]},
        "conditions.users.excludedGroups",
        ["x"],
        "not-understood",
    ),
}


@pytest.mark.parametrize("case", WEAKER.values(), ids=WEAKER)
def test_a_policy_that_would_protect_less_is_refused_until_the_client_file_agrees(
    monkeypatch: pytest.MonkeyPatch, case: Weaker
) -> None:
    live = there(case.was)
    live.objects[POLICY] += (LiveObject(id="q", key="Q", inputs=enabled()),)  # sign-ins stay protected
    told = verdict(monkeypatch, declaring(case.becomes), live)["refused"]
    assert told.endswith(f"[{case.slug}]")
    assert f"ConditionalAccessPolicy/P {case.path}: " in told
    agreed = Understood("ConditionalAccessPolicy/P", case.path, case.value, "known")
    assert verdict(monkeypatch, declaring(case.becomes, agreed), live)["refused"] == ""
    other = replace(agreed, value="something else")
    assert verdict(monkeypatch, declaring(case.becomes, other), live)["refused"].endswith(f"[{case.slug}]")
    assert verdict(monkeypatch, declaring(case.becomes), there(case.becomes))["refused"] == ""


def test_what_holdfast_up_asked_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ASKED, by_hand.asked_about(declaring(OFF)))
    assert verdict(monkeypatch, declaring(OFF), there(enabled()))["refused"] == ""


EXCEPTED = PlannedException("c.one", "P", ("state",), "", "why", "who", date(2027, 1, 1), "clients/c.yaml:7")
AGREED = Understood("ConditionalAccessPolicy/P", "state", "disabled", "known")
OTHERS: dict[str, Recording] = {
    "another policy": declaring(enabled()),
    "another consent": declaring(OFF, AGREED),
    "nothing": replace(declaring(OFF), desired=()),
    "another tenant": replace(
        declaring(OFF), plan=replace(declaring(OFF).plan, tenant="other.onmicrosoft.com")
    ),
    "deletions": replace(declaring(OFF), plan=replace(declaring(OFF).plan, delete_protected_data=True)),
    "an exception": replace(declaring(OFF), plan=replace(declaring(OFF).plan, exceptions=(EXCEPTED,))),
}


@pytest.mark.parametrize(
    "asked",
    [*map(by_hand.asked_about, OTHERS.values()), "true", "1", ""],
    ids=[*OTHERS, "true", "1", "empty"],
)
def test_a_program_that_nobody_was_asked_about_is_refused(
    monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """The files changed after `holdfast up` had looked; or the variable was left in a shell."""
    monkeypatch.setenv(ASKED, asked)
    told = verdict(monkeypatch, declaring(OFF), there(enabled()))["refused"]
    assert told.endswith("[changed-meanwhile]")


def test_lines_that_moved_are_no_change() -> None:
    """The engine writes a salt into the client file before it starts the program."""
    first, later = (
        by_hand.asked_about(
            replace(one, plan=replace(one.plan, exceptions=(replace(EXCEPTED, place=place),)))
        )
        for place in ("clients/c.yaml:7", "clients/c.yaml:8")
        for one in [declaring(OFF, replace(AGREED, place=place))]
    )
    assert first == later


def test_nothing_is_left_to_protect_sign_ins_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = Understood("ConditionalAccessPolicy/P", "state", "disabled", "known")
    told = verdict(monkeypatch, declaring(OFF, agreed), there(enabled()))["refused"]
    assert "nothing protects sign-ins any more" in told
    assert told.endswith("[less-protection]")


@pytest.mark.parametrize("reason", list(Reason))
def test_what_cannot_be_read_is_not_written_over(monkeypatch: pytest.MonkeyPatch, reason: Reason) -> None:
    told = verdict(monkeypatch, declaring(OFF), Live(unread={POLICY: Unread(reason, "why")}))["refused"]
    slug = "ambiguous-name" if reason is Reason.AMBIGUOUS else "look-failed"
    assert told == "" if reason is Reason.LICENCE else told.endswith(f"[{slug}]")


def test_a_program_without_sign_ins_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = declaring(OFF)
    found = replace(made, desired=(replace(made.desired[0], token="m365:purview:RetentionLabel"),))
    assert (
        verdict(monkeypatch, found, Live(unread={POLICY: Unread(Reason.UNAVAILABLE, "why")}))["refused"] == ""
    )
