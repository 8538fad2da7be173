"""What each client's program declares, exactly, one golden file for each control: types, URNs, names and inputs.

A renamed child is deleted and made anew in every tenant: it needs an alias. Not proven here: that the engine and the
services accept it; the end-to-end tests do that.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdfast.drift.record import record
from holdfast.kinds.input_mistakes import mistakes
from holdfast.kinds.registry import kinds
from holdfast.plan.files import clients

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.model.desired import DesiredResource

HERE = Path(__file__).parent
PROJECT = HERE.parents[2]
GROUP = "azuread:index/group:Group"


@pytest.fixture(scope="module", params=clients(PROJECT))
def program(request: pytest.FixtureRequest) -> tuple[str, list[DesiredResource]]:
    return request.param, record(PROJECT, request.param)


def test_program_declares_of_each_control_exactly_what_its_golden_file_says(
    program: tuple[str, list[DesiredResource]], golden: Callable[[str, str], None]
) -> None:
    client, desired = program
    controls = sorted({one.control for one in desired})

    for control in controls:
        declared = {
            one.name: {"urn": one.urn, "token": one.token, "inputs": one.inputs}
            for one in desired
            if one.control == control
        }
        golden(f"programs/{client}/{control}.json", json.dumps(declared, indent=1, sort_keys=True) + "\n")
    assert sorted(path.stem for path in (HERE / client).glob("*.json")) == controls, (
        "remove what nobody declares"
    )


def test_every_folder_of_golden_files_is_of_a_client() -> None:
    assert {path.name for path in HERE.iterdir() if path.is_dir()} - {"__pycache__"} == set(clients(PROJECT))


def test_program_declares_no_mistake(program: tuple[str, list[DesiredResource]]) -> None:
    _, desired = program

    for one in desired:
        assert list(mistakes(kinds()[one.token].fields, one.inputs, None)) == []


def test_a_group_is_asked_to_be_protected_when_it_is_made_and_never_replaced_after(
    program: tuple[str, list[DesiredResource]],
) -> None:
    group = next(one for one in program[1] if one.token == GROUP)
    assert group.ignored == ("assignableToRole",)
    assert "assignableToRole" not in group.lasting(group.inputs)
    assert group.lasting(group.inputs) == {
        name: value for name, value in group.inputs.items() if name != "assignableToRole"
    }
