"""Layers, parameters and substitution, through the loader."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.errors import InputErrors
from holdfast.plan.quick import with_client_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


def both(*parts: str) -> dict[str, str]:
    """Return a chosen baseline with `parts` that extends `left` and `right`, of which neither extends the other."""
    return {HOME: baseline("home", *parts, extends="[left@1.0.0, right@1.0.0]")}


LEFT, RIGHT = "baselines/left/1.0.0.yaml", "baselines/right/1.0.0.yaml"


def test_what_a_layer_says_wins_over_what_it_extends(load: Load) -> None:
    plan = load(
        {
            HOME: baseline(
                "home",
                "parameters:",
                "  x: {type: integer, default: 7}",
                "controls:",
                "  house.door_locked: {locked: true, keys: [c]}",
                extends="base@1.0.0",
            ),
            "baselines/base/1.0.0.yaml": baseline(
                "base",
                "parameters:",
                "  x: {type: integer, default: 3}",
                "controls:",
                "  house.door_locked: {locked: false, open_days: '${x}', keys: [a, b]}",
                "  house.alarm_set:",
            ),
        }
    )
    assert plan.parameters == {"x": 7}
    assert {each.id: each.settings for each in plan.controls} == {
        "house.alarm_set": {},
        "house.door_locked": {"locked": True, "open_days": 7, "keys": ["c"]},
    }


def test_layers_side_by_side_that_differ_in_type_only_conflict(load: Load) -> None:
    files = {
        **both(),
        LEFT: baseline("left", "controls:", "  house.door_locked: {open_days: true}"),
        RIGHT: baseline("right", "controls:", "  house.door_locked:", "    open_days: 1"),
    }
    assert (RIGHT, 5, "layer-conflict") in slugs(load, files)


def test_parameters_side_by_side_that_differ_conflict(load: Load) -> None:
    files = {
        **both("controls:", "  house.door_locked: {name: '${x}'}"),
        LEFT: baseline("left", "parameters:", "  x: {type: string, default: a}"),
        RIGHT: baseline("right", "parameters:", "  x: {type: string, default: b}"),
    }
    assert slugs(load, files) == [(RIGHT, 4, "layer-conflict")]


def test_who_extends_both_settles_what_they_say_differently(load: Load) -> None:
    plan = load(
        {
            **both("controls:", "  house.door_locked: {open_days: 3}"),
            LEFT: baseline("left", "controls:", "  house.door_locked: {open_days: 1}"),
            RIGHT: baseline("right", "controls:", "  house.door_locked: {open_days: 2}"),
        }
    )
    assert plan.controls[0].settings == {"open_days": 3}


def test_one_of_two_layers_over_the_same_base_may_change_it(load: Load) -> None:
    plan = load(
        {
            **both(),
            LEFT: baseline("left", "controls:", "  house.door_locked: {open_days: 2}", extends="base@1.0.0"),
            RIGHT: baseline("right", "controls:", "  house.alarm_set:", extends="base@1.0.0"),
            "baselines/base/1.0.0.yaml": baseline("base", "controls:", "  house.door_locked: {open_days: 1}"),
        }
    )
    assert {each.id: each.settings for each in plan.controls} == {
        "house.alarm_set": {},
        "house.door_locked": {"open_days": 2},
    }


BASE = {
    "baselines/base/1.0.0.yaml": baseline(
        "base",
        "parameters:",
        "  x: {type: string}",
        "  y: {type: string, default: a}",
        "controls:",
        "  house.door_locked: {name: '${x}'}",
        "  house.alarm_set: {quiet: true}",
    )
}
"""`x` is required, and `y` unused: a mistake unless whoever extends it says what uses it."""


def test_a_removed_control_goes_with_the_parameters_that_only_it_used(load: Load) -> None:
    base = {name: text.replace("  y: {type: string, default: a}\n", "") for name, text in BASE.items()}
    plan = load(
        {
            **base,
            HOME: baseline(
                "home", "removed:", "  house.door_locked: There are no doors.", extends="base@1.0.0"
            ),
        }
    )
    assert [each.id for each in plan.controls] == ["house.alarm_set"]
    assert plan.parameters == {}


def test_a_parameter_that_nothing_ever_used_stays_a_mistake(load: Load) -> None:
    home = baseline("home", "removed:", "  house.door_locked: There are no doors.", extends="base@1.0.0")
    assert slugs(load, {**BASE, HOME: home}) == [("baselines/base/1.0.0.yaml", 5, "unused-parameter")]


def test_a_setting_that_is_set_otherwise_lets_its_parameter_go(load: Load) -> None:
    base = {name: text.replace("  y: {type: string, default: a}\n", "") for name, text in BASE.items()}
    home = baseline("home", "controls:", "  house.door_locked: {name: front}", extends="base@1.0.0")
    plan = load({**base, HOME: home})
    assert plan.parameters == {}
    own = home.replace("controls:", "parameters:\n  x: {type: string, default: a}\ncontrols:")
    assert slugs(load, {**base, HOME: own}) == [(HOME, 5, "unused-parameter")]


def test_a_removed_control_can_come_back_higher_up_with_new_settings_only(load: Load) -> None:
    plan = load(
        {
            HOME: baseline("home", "controls:", "  house.door_locked: {locked: true}", extends="left@1.0.0"),
            LEFT: baseline("left", "removed: {house.door_locked: None yet.}", extends="base@1.0.0"),
            "baselines/base/1.0.0.yaml": baseline(
                "base", "controls:", "  house.door_locked: {open_days: 2}", "  house.alarm_set:"
            ),
        }
    )
    assert plan.controls[1].settings == {"locked": True}


@pytest.mark.parametrize(
    ("home", "left", "right", "expected"),
    [
        # one removes what the other sets, and neither extends the other
        (
            ("controls: {house.alarm_set: {}}",),
            ("removed: {house.door_locked: why}",),
            ("controls: {house.door_locked: {locked: true}}",),
            [(LEFT, 4, "layer-conflict")],
        ),
        # who extends both decides
        (
            ("controls: {house.alarm_set: {}}", "removed: {house.door_locked: why}"),
            ("removed: {house.door_locked: why}",),
            ("controls: {house.door_locked: {locked: true}}",),
            [],
        ),
        # there is nothing to remove
        (
            ("removed: {house.alarm_set: why}",),
            ("controls: {}",),
            ("controls: {}",),
            [(HOME, 4, "unknown-control")],
        ),
        # a reason is needed
        (
            ("removed: {house.door_locked: }", "controls: {house.alarm_set: {}}"),
            ("controls: {}",),
            ("controls: {}",),
            [(HOME, 4, "wrong-type")],
        ),
        (
            ("removed: {house.door_locked: why}", "controls: {house.door_locked: {}}"),
            ("controls: {}",),
            ("controls: {}",),
            [(HOME, 4, "layer-conflict")],
        ),
    ],
)
def test_removing_is_a_mistake_where_it_cannot_be_meant(
    load: Load,
    home: tuple[str, ...],
    left: tuple[str, ...],
    right: tuple[str, ...],
    expected: list[tuple[str, int, str]],
) -> None:
    files = {
        HOME: baseline("home", *home, extends="[left@1.0.0, right@1.0.0]"),
        LEFT: baseline("left", *left, extends="base@1.0.0"),
        RIGHT: baseline("right", *right),
        "baselines/base/1.0.0.yaml": baseline("base", "controls: {house.door_locked: {open_days: 2}}"),
    }
    if expected:
        assert slugs(load, files) == expected
    else:
        assert [each.id for each in load(files).controls] == ["house.alarm_set"]


def test_a_baseline_that_extends_is_the_same_plan_as_one_written_out(load: Load) -> None:
    extended = load(
        {
            HOME: baseline(
                "home",
                "parameters: {x: {type: integer, default: 2}}",
                "controls:",
                "  house.alarm_set: {loud: true}",
                "  house.door_locked: {open_days: '${x}'}",
                extends="base@1.0.0",
            ),
            "baselines/base/1.0.0.yaml": baseline(
                "base", "controls:", "  house.door_locked: {open_days: 7, name: back}"
            ),
        }
    )
    written = load(
        {
            HOME: baseline(
                "home",
                "parameters: {x: {type: integer, default: 2}}",
                "controls:",
                "  house.door_locked: {name: back, open_days: '${x}'}",
                "  house.alarm_set: {loud: true}",
            )
        }
    )
    assert json.dumps(asdict(extended), default=str) == json.dumps(asdict(written), default=str)


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


# Controls that were renamed


def test_a_former_id_works_and_is_told_with_its_place(load: Load) -> None:
    text = baseline("home", "controls:", "  house.door_shut: {open_days: 2}", "  house.alarm_set:")
    plan = load({HOME: text})
    assert [(each.id, each.settings) for each in plan.controls][1] == ("house.door_locked", {"open_days": 2})
    (note,) = plan.warnings
    assert str(note) == (
        f"{HOME}:4: `house.door_shut` is called `house.door_locked` now: it works as before; write the new id at "
        "the next change [renamed-control]"
    )
    assert plan.renamed == {"house.door_shut": "house.door_locked", "hut.door_locked": "house.door_locked"}


def test_layers_may_name_a_control_by_its_former_and_its_present_id(load: Load) -> None:
    base = {"baselines/base/1.0.0.yaml": baseline("base", "controls:", "  house.door_shut: {open_days: 2}")}
    home = baseline("home", "controls:", "  house.door_locked: {locked: true}", extends="base@1.0.0")
    (control,) = load({**base, HOME: home}).controls
    assert (control.id, control.settings) == ("house.door_locked", {"locked": True, "open_days": 2})
    home = baseline(
        "home", "removed: {hut.door_locked: why}", "controls:", "  house.alarm_set:", extends="base@1.0.0"
    )
    assert [each.id for each in load({**base, HOME: home}).controls] == ["house.alarm_set"]


def test_both_ids_of_a_control_in_one_file_are_a_mistake(load: Load) -> None:
    text = baseline("home", "controls:", "  house.door_locked: {}", "  house.door_shut: {}")
    assert slugs(load, {HOME: text}) == [(HOME, 5, "layer-conflict")]


def test_an_exception_for_a_former_id_is_for_the_control_and_told(load: Load, tmp_path: Path) -> None:
    client = (
        "config:\n  holdfast:tenant: a.example\n  holdfast:baseline: home@1.0.0\n  holdfast:exceptions:\n"
        "  - {control: house.door_shut, object: x, property: y, reason: a, owner: b, expires: 2027-01-01}\n"
        "  - {control: house.door_locked, object: hut.door_locked/a/b, property: y, reason: a, owner: b, "
        "expires: 2027-01-01}\n"
    )
    plan = load(
        {"clients/Pulumi.acme.yaml": client, HOME: baseline("home", "controls:", "  house.door_locked:")}
    )
    assert [(each.control, each.object) for each in plan.exceptions] == [
        ("house.door_locked", "x"),
        ("house.door_locked", "house.door_locked/a/b"),
    ]
    assert [each.place for each in plan.warnings] == [f"clients/Pulumi.acme.yaml:{line}" for line in (5, 6)]
    quick = with_client_file(replace(plan, exceptions=()), tmp_path)
    assert quick is not None
    assert quick.exceptions == plan.exceptions
