"""What every control registers is what is recorded for its revision: another meaning needs another revision."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, model_validator

from holdfast.baseline.released import released_controls
from holdfast.controls.catalogue import controls
from holdfast.controls.control import control_id
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from tests.corpus.test_controls import PROJECT
from tools.docs import declared
from tools.docs.declared import FOLDER, declared_files, declares, recorded_cases
from tools.docs.settings_cases import settings_cases

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.controls.control import HardeningControl

CONTROLS = dict(controls())
each_control = pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS)


def file_of(control: type[HardeningControl[Any]]) -> Path:
    return PROJECT / FOLDER / control_id(control) / f"{control.metadata.revision}.json"


@each_control
def test_what_is_registered_is_what_is_recorded_for_the_revision(
    control: type[HardeningControl[Any]],
) -> None:
    cases, revision = recorded_cases(file_of(control)), control.metadata.revision
    assert cases, f"run `make docs`: nothing is recorded for revision {revision}"
    for case in cases:
        assert declares(control_id(control), case["settings"]) == case["declares"], (
            f"with {case['settings']} it registers something else than revision {revision} did: raise `revision` and "
            f"run `make docs`. Where revision {revision} was in no release yet, remove its file first instead"
        )


@each_control
def test_every_setting_and_every_choice_is_recorded(control: type[HardeningControl[Any]]) -> None:
    recorded = [one["settings"] for one in recorded_cases(file_of(control))]
    lacking = [one for one in settings_cases(control.Settings) if one not in recorded]
    assert not lacking, f"run `make docs`: of these settings it is not recorded what they register: {lacking}"
    named, there = {name for one in recorded for name in one}, set(control.Settings.model_fields)
    assert named == there, (
        f"recorded and no setting: {sorted(named - there)}; not recorded: {sorted(there - named)}"
    )


@each_control
def test_what_has_no_name_of_its_own_is_registered_once_for_each_kind(
    control: type[HardeningControl[Any]],
) -> None:
    """A report heads a rule, or settings of a tenant, by their kind alone: two of them would be one to its reader."""
    by_class = {one.name: one for one in kinds().values()}
    for case in recorded_cases(file_of(control)):
        names = [one["type"].rpartition(":")[2] for one in case["declares"] if isinstance(one, dict)]
        nameless = [one for one in names if one in by_class and by_class[one].shape is not Shape.OBJECT]
        assert len(nameless) == len(set(nameless)), case["settings"]


def test_nothing_is_recorded_that_no_control_can_have_registered() -> None:
    for path in (PROJECT / FOLDER).glob("*/*"):
        assert path.parent.name in CONTROLS, (
            f"{path}: renamed controls take their folder with them, and keep the id in former_ids"
        )
        assert 1 <= int(path.stem) <= CONTROLS[path.parent.name].metadata.revision, path


@pytest.mark.parametrize("released", [True, False])
def test_what_clients_may_have_is_never_written_anew_and_what_is_new_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, released: bool
) -> None:
    name = "entra.security_defaults_settled"
    monkeypatch.setattr(declared, "controls", lambda: {name: CONTROLS[name]})
    monkeypatch.setattr(declared, "released_controls", lambda *_: frozenset([name] if released else []))
    ((path, text),) = declared_files(tmp_path).items()
    assert text == (PROJECT / path).read_text(encoding="utf-8")
    first, *others = json.loads(text)
    kept = {**first, "declares": ["what it meant then"]}
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(json.dumps([kept]), encoding="utf-8")
    assert json.loads(declared_files(tmp_path)[path]) == [kept if released else first, *others]


def test_controls_of_the_released_baselines_are_those_that_clients_may_have() -> None:
    found = released_controls(PROJECT, CONTROLS)
    assert "entra.mfa_required" in found
    assert found <= set(CONTROLS)


class Part(BaseModel):
    name: str = Field(min_length=1)
    size: int = 3


class Everything(BaseModel):
    which: Literal["a", "b"]
    parts: list[Part] = Field(min_length=1)
    days: Annotated[int, Field(ge=2, le=9)] | Literal["unlimited"] = 7
    address: str = Field(default="", examples=["192.0.2.0/24"])
    some_names: list[str] = Field(min_length=2)
    ends: bool = True
    ends_with: list[Literal["x", "y"]] = []

    @model_validator(mode="after")
    def _both(self) -> Everything:
        if self.ends == bool(self.ends_with):
            raise ValueError("give one of the two")
        return self


def test_cases_use_every_setting_with_every_choice_and_find_the_company_that_it_needs() -> None:
    plainest: dict[str, Any] = {
        "which": "a",
        "parts": [{"name": "name"}],
        "some_names": ["some names 1", "some names 2"],
    }
    different: list[dict[str, Any]] = [
        {},
        {"which": "b"},
        {"parts": [{"name": "name", "size": 1}]},
        {"parts": [{"name": "name", "size": 1000}]},
        {"days": 2},
        {"days": 9},
        {"days": "unlimited"},
        {"address": "192.0.2.0/24"},
        {"some_names": ["some names 1", "some names 2", "some names 3"]},
        {"ends": False, "ends_with": ["x"]},
        {"ends": True},
        {"ends_with": ["y"], "ends": False},
        {"ends_with": ["x", "y"], "ends": False},
        {"ends_with": []},
    ]
    assert settings_cases(Everything) == [{**plainest, **one} for one in different]


def test_a_type_of_which_no_value_is_known_asks_for_examples() -> None:
    class Strange(BaseModel):
        when: Any

    with pytest.raises(ValueError, match=r"setting 'when' .*: give it `examples`"):
        settings_cases(Strange)
