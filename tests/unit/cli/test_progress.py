"""What is shown while the engine works: any name, whole lines in a log, and the question what to take over."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holdfast.apply.event import Diagnostic, StepEvent
from holdfast.apply.plan import Act, ApplyPlan, PlannedStep, planned_steps
from holdfast.apply.protection import Protection
from holdfast.cli.progress import Progress, asking, changes_sentence
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds

if TYPE_CHECKING:
    from holdfast.kinds.kind import Kind

NAME = "purview.retention_labels_published/label/Legal [/x] [bold]" + " and more" * 20
URN = f"urn:pulumi:contoso::holdfast::m365:purview:RetentionLabel::{NAME}"


def event(operation: str, *, done: bool) -> StepEvent:
    return StepEvent(operation, URN, planning=False, done=done)


def diagnosis(message: str, urn: str = "") -> Diagnostic:
    return Diagnostic("warning", message, urn)


def test_name_with_marks_of_styling_is_shown_as_it_is_and_on_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Progress() as progress:
        progress.say(f"looking for {NAME}")
        progress.on_event(event("create", done=False))
        progress.on_event(event("create", done=True))
        progress.on_event(diagnosis(f"{NAME} is new\x1b[2J\nand old"))

    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"looking for {NAME}",
        f"  created              {NAME}",
        f"warning: {NAME} is new⟨U+001B⟩[2J",
        "and old",
    ]
    assert changes_sentence(progress.counts) == "Done: 1 created."


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("planned", [False, True])
def test_counts_are_those_of_the_plan_and_nothing_is_created_that_a_tenant_has_anyway(
    kind: Kind, *, planned: bool
) -> None:
    """A setting of the tenant and a rule over its members are changed, and what is only judged is not touched."""
    of_it = StepEvent(
        "create", f"urn:pulumi:contoso::holdfast::{kind.token}::one", planning=planned, done=False
    )

    with Progress(planned=planned) as progress:
        progress.on_event(of_it)
        progress.on_event(replace(of_it, done=True))

    acts = [step.act for step in planned_steps([of_it], {})]
    assert acts == ([Act.MADE if kind.shape is Shape.OBJECT else Act.CHANGED] if kind.writes else [])
    word = {Act.MADE: "created", Act.CHANGED: "updated"}
    assert progress.counts == Counter(word[act] for act in acts)


def test_diagnosis_names_its_resource_and_says_nothing_of_the_engine_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stack = "urn:pulumi:contoso::holdfast::pulumi:pulumi:Stack::holdfast-contoso"
    policy = "urn:pulumi:contoso::holdfast::azuread:index/group:Group::entra.break_glass_excluded/group"
    with Progress() as progress:
        progress.on_event(diagnosis("was refused", policy))
        progress.on_event(diagnosis("the plugin is not installed", stack))
        progress.on_event(diagnosis("using pulumi-resource-azuread from $PATH at /x", stack))
        progress.on_event(diagnosis("update failed\n", stack))

    assert capsys.readouterr().err.splitlines() == [
        "warning: entra.break_glass_excluded/group: was refused",
        "warning: the plugin is not installed",
    ]


def test_question_shows_what_is_there_and_cannot_be_steered_by_its_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda question: print(question) is None)  # noqa: T201

    assert asking(Progress())("Take them over?", [f"{NAME} is Legal\x1b[2J"])

    assert f"  {NAME} is Legal⟨U+001B⟩[2J\n" in capsys.readouterr().out


def test_nobody_to_answer_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    assert not asking(Progress())("Take it over?", ["x"])


def test_what_stays_in_the_tenant_is_not_called_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    plan = ApplyPlan(
        client="contoso",
        tenant="contoso.example",
        steps=(PlannedStep(URN, Act.LEFT),),
        loosened=(),
        moved=(),
        protection=Protection((), (), ()),
        undone={},
    )
    with Progress() as progress:
        progress.show_plan(plan)
        progress.on_event(event("delete", done=True))

    assert capsys.readouterr().err == f"  left in the tenant   {NAME}\n"
    assert changes_sentence(progress.counts) == "Done: 1 left in the tenant."
