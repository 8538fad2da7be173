"""Layers, parameters and substitution, through the loader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.errors import InputErrors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.unit.plan.conftest import Load

HOME = "baselines/home/1.0.0.yaml"


def baseline(name: str, *parts: str, extends: str = "") -> str:
    """Return a baseline file of version 1.0.0."""
    above = [f"extends: {extends}"] if extends else []
    return "\n".join([f"baseline: {name}", "version: 1.0.0", *above, *parts]) + "\n"


def slugs(load: Load, files: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """Return line and slug of every mistake."""
    with pytest.raises(InputErrors) as caught:
        load(files)
    return [(each.file, each.line, each.slug) for each in caught.value.mistakes]


def door(load: Load, setting: str, *parameters: str) -> Any:
    """Return the settings of the door when it has one setting."""
    text = baseline("home", "parameters:", *parameters, "controls:", "  house.door_locked:", f"    {setting}")
    (control,) = load({HOME: text}).controls
    return control.settings


@pytest.mark.parametrize(
    ("setting", "parameter", "expected"),
    [
        ("open_days: ${x}", "x: {type: integer, default: 3}", {"open_days": 3}),
        ("open_days: ${x}", "x: {type: duration_days, default: 7}", {"open_days": 7}),
        ("locked: ${ x }", "x: {type: boolean, default: false}", {"locked": False}),
        ("keys: ${x}", "x: {type: list, default: [a, b]}", {"keys": ["a", "b"]}),
        ("keys: ['${x}', c]", "x: {type: string, default: a}", {"keys": ["a", "c"]}),
        ("name: the ${x} door", "x: {type: string, default: back}", {"name": "the back door"}),
        ("name: '${x}${x}'", "x: {type: integer, default: 4}", {"name": "44"}),
        ("name: 'is ${x}'", "x: {type: boolean, default: true}", {"name": "is true"}),
        ("name: '$${x} is ${x}'", "x: {type: string, default: a}", {"name": "${x} is a"}),
        ("name: '$$ $x {x} ${x}'", "x: {type: string, default: a}", {"name": "$$ $x {x} a"}),
    ],
)
def test_a_parameter_keeps_its_type_alone_and_becomes_text_inside_a_text(
    load: Load, setting: str, parameter: str, expected: dict[str, Any]
) -> None:
    assert door(load, setting, f"  {parameter}") == expected


def test_a_whole_escaped_reference_is_a_text(load: Load) -> None:
    text = baseline("home", "controls:", "  house.door_locked: {name: '$${x}'}")
    assert load({HOME: text}).controls[0].settings == {"name": "${x}"}


def test_layers_merge_by_control_and_setting(load: Load) -> None:
    plan = load(
        {
            HOME: baseline(
                "home", "controls:", "  house.door_locked: {name: a}", extends="[base@1.0.0, more@1.0.0]"
            ),
            "baselines/base/1.0.0.yaml": baseline("base", "controls:", "  house.door_locked: {locked: true}"),
            "baselines/more/1.0.0.yaml": baseline(
                "more", "controls:", "  house.alarm_set:", extends="base@1.0.0"
            ),
        }
    )
    assert {each.id: each.settings for each in plan.controls} == {
        "house.alarm_set": {},
        "house.door_locked": {"locked": True, "name": "a"},
    }


def test_layers_may_say_the_same_twice(load: Load) -> None:
    parts = (
        "parameters:",
        "  x: {type: string, default: a}",
        "controls:",
        "  house.door_locked: {name: '${x}'}",
    )
    plan = load(
        {
            HOME: baseline("home", *parts, extends="base@1.0.0"),
            "baselines/base/1.0.0.yaml": baseline("base", *parts),
        }
    )
    assert plan.controls[0].settings == {"name": "a"}


def test_layers_that_differ_in_type_only_conflict(load: Load) -> None:
    found = slugs(
        load,
        {
            HOME: baseline(
                "home", "controls:", "  house.door_locked:", "    open_days: 1", extends="base@1.0.0"
            ),
            "baselines/base/1.0.0.yaml": baseline(
                "base", "controls:", "  house.door_locked: {open_days: true}"
            ),
        },
    )
    assert (HOME, 6, "layer-conflict") in found


def test_a_longer_circle_is_one_mistake_that_shows_it(load: Load) -> None:
    files = {
        HOME: baseline("home", "controls: {house.alarm_set: {}}", extends="b@1.0.0"),
        "baselines/b/1.0.0.yaml": baseline("b", extends="c@1.0.0"),
        "baselines/c/1.0.0.yaml": baseline("c", extends="b@1.0.0"),
    }
    with pytest.raises(
        InputErrors, match=r"^baselines/c/1\.0\.0\.yaml:3: .*: b@1\.0\.0 → c@1\.0\.0 → b@1\.0\.0 \[circ"
    ) as caught:
        load(files)
    assert len(caught.value.mistakes) == 1


def test_what_an_unreadable_layer_may_declare_is_not_reported_as_unknown(load: Load) -> None:
    client = (
        "config:\n  holdfast:tenant: a.example\n  holdfast:baseline: home@1.0.0\n"
        "  holdfast:parameters: {x: 1}\n  holdfast:exceptions:\n"
        "  - {control: house.alarm_set, object: x, property: y, reason: a, owner: b, expires: 2027-01-01}\n"
    )
    files = {
        "clients/Pulumi.acme.yaml": client,
        HOME: baseline("home", "controls:", "  house.door_locked: {name: '${x}'}", extends="gone@1.0.0"),
    }
    assert slugs(load, files) == [(HOME, 3, "unknown-baseline")]


def test_a_broken_value_is_reported_once_however_often_it_is_used(load: Load) -> None:
    text = baseline(
        "home",
        "parameters:",
        "  x: {type: integer, default: many}",
        "controls:",
        "  house.door_locked: {open_days: '${x}', name: 'a ${x}', keys: ['${x}']}",
        "  house.alarm_set: {loud: '${x}'}",
    )
    assert slugs(load, {HOME: text}) == [(HOME, 4, "wrong-type")]


def test_a_value_two_controls_refuse_is_reported_once(load: Load) -> None:
    text = baseline(
        "home",
        "parameters:",
        "  x: {type: integer, default: 5}",
        "controls:",
        "  house.door_locked: {name: '${x}'}",
        "  house.alarm_set: {loud: '${x}'}",
    )
    assert slugs(load, {HOME: text}) == [(HOME, 4, "wrong-type")]


def test_a_controls_own_rule_speaks_for_itself(load: Load) -> None:
    text = baseline("home", "controls:", "  house.alarm_set: {loud: true, quiet: true}")
    with pytest.raises(
        InputErrors, match=r"house\.alarm_set: an alarm is loud or quiet, not both \[wrong-value\]"
    ):
        load({HOME: text})


def test_a_days_setting_out_of_range_is_a_bad_duration(load: Load) -> None:
    text = baseline("home", "controls:", "  house.door_locked: {open_days: 8}")
    with pytest.raises(InputErrors, match=r"expected at most 7 days, found the number 8 \[bad-duration\]"):
        load({HOME: text})


def test_a_client_value_wins_over_the_default_and_both_are_checked(load: Load) -> None:
    client = (
        "config:\n  holdfast:tenant: a.example\n  holdfast:baseline: home@1.0.0\n"
        "  holdfast:parameters: {x: mine}\n"
    )
    files = {
        "clients/Pulumi.acme.yaml": client,
        HOME: baseline(
            "home",
            "parameters:",
            "  x: {type: string, default: a}",
            "controls:",
            "  house.door_locked: {name: '${x}'}",
        ),
    }
    plan = load(files)
    assert plan.parameters == {"x": "mine"}
    assert plan.controls[0].settings == {"name": "mine"}
    files[HOME] = files[HOME].replace("default: a", "default: 1")
    assert slugs(load, files) == [(HOME, 4, "wrong-type")]


def test_a_control_that_is_no_group_is_reported_in_the_layer_that_has_it(load: Load) -> None:
    good = baseline("base", "controls:", "  house.door_locked: {name: a}")
    bad = baseline("home", "controls:", "  house.door_locked: 5", extends="base@1.0.0")
    assert slugs(load, {HOME: bad, "baselines/base/1.0.0.yaml": good}) == [(HOME, 5, "wrong-type")]
    bad = bad.replace("baseline: home", "baseline: base").replace("extends: base@1.0.0\n", "")
    good = good.replace("baseline: base\n", "baseline: home\nextends: base@1.0.0\n")
    base = "baselines/base/1.0.0.yaml"
    assert slugs(load, {HOME: good, base: bad}) == [(base, 4, "wrong-type")]
