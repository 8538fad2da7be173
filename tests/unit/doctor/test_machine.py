"""What is of this machine: engine, plugins, the shell's world. Nothing is changed unless it was asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import pytest

from holdfast.doctor import machine
from holdfast.doctor.diagnosis import Area, Diagnosis, Symptom, Weight
from holdfast.doctor.machine import Machine, examine_machine
from holdfast.doctor.open_files import SECRET_FILES
from holdfast.drift.recording import Recording
from holdfast.engine import Engine
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import EngineError
from holdfast.model.plan import Cloud, Plan

LABEL = DesiredResource("urn:label", "m365:purview:RetentionLabel", "label", "", {})
GROUP = DesiredResource("urn:group", "azuread:index/group:Group", "group", "", {})
PASSWORD = "s3cr3t"


def here(tmp_path: Path, cloud: Cloud, *desired: DesiredResource, fix: bool = False) -> Machine:
    plan = Plan("acme", "acme.example", cloud, "core@1.0.0", {}, (), (), delete_protected_data=False)
    said: list[str] = []
    return Machine(
        project=tmp_path,
        recording=Recording(plan, desired, ()),
        folder=tmp_path / ".holdfast",
        fix=fix,
        say=said.append,
    )


def of(found: list[Symptom], area: Area) -> list[Symptom]:
    return [one for one in found if one.area is area]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of Pulumi is set up in this shell, and there is no engine unless a test says so."""
    for name in ("PULUMI_BACKEND_URL", "PULUMI_HOME", "PULUMI_CONFIG_PASSPHRASE", *SECRET_FILES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(machine, "find_engine", no_engine)


def no_engine(*_: object, make: bool = True) -> None:
    raise EngineError(
        "engine-not-found" if not make else "engine-build", "None here." if not make else "No Go."
    )


def test_missing_engine_stops_an_apply_and_not_a_check_and_nothing_is_looked_at_behind_it(
    tmp_path: Path,
) -> None:
    found = examine_machine(here(tmp_path, Cloud.GLOBAL, LABEL))

    (engine,) = of(found, Area.ENGINE)
    assert (engine.weight, engine.told) == (Weight.NO_APPLY, "None here")
    assert engine.do == "`holdfast doctor acme --fix` downloads or builds one"
    assert of(found, Area.STATE) == []


def test_engine_that_cannot_be_made_is_told_and_not_called_put_right(tmp_path: Path) -> None:
    (engine,) = of(examine_machine(here(tmp_path, Cloud.GLOBAL, fix=True)), Area.ENGINE)
    assert (engine.fixed, engine.told) == (False, "no Pulumi engine could be made: No Go")


@pytest.mark.parametrize(
    ("cloud", "installed", "weight"),
    [
        (Cloud.GLOBAL, True, Weight.GOOD),
        (Cloud.GLOBAL, False, Weight.NO_APPLY),
        (Cloud.EMBEDDED, False, Weight.NOTE),
    ],
)
def test_azuread_plugin_is_needed_where_no_stand_in_serves(
    cloud: Cloud, installed: bool, weight: Weight, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "azuread_installed", lambda _: installed)

    (plugin,) = of(examine_machine(here(tmp_path, cloud, GROUP)), Area.PLUGINS)

    assert plugin.weight is weight
    assert ("pulumi plugin install resource azuread 6." in plugin.do) == (weight is Weight.NO_APPLY)


NAMED = "plugins: {providers: [{name: other, path: x}, {name: m365, path: own/bin}]}"
FOUND = {
    "in the folder that is named": (NAMED, "own/bin", Weight.GOOD),
    "beside this Python alone": (NAMED, "", Weight.NO_APPLY),
    "in another folder": (NAMED, "x", Weight.NO_APPLY),
    "no file of the project": ("", "", Weight.GOOD),
    "no folder is named": ("name: holdfast", "", Weight.GOOD),
    "that of another is named": ("plugins: {providers: [{name: other, path: x}]}", "", Weight.GOOD),
    "a file that is no YAML": ("a: [", "", Weight.GOOD),
    "a file of another shape": ("plugins: {providers: [m365]}", "", Weight.GOOD),
}


@pytest.mark.parametrize(("written", "there", "weight"), FOUND.values(), ids=FOUND)
def test_own_plugin_is_looked_for_where_the_engine_does(
    tmp_path: Path, written: str, there: str, weight: Weight
) -> None:
    if written:
        (tmp_path / "Pulumi.yaml").write_text(written, encoding="utf-8")
    if there:
        plugin = tmp_path / there / "pulumi-resource-m365"
        plugin.parent.mkdir(parents=True)
        plugin.touch(mode=0o755)

    (found,) = of(examine_machine(here(tmp_path, Cloud.GLOBAL, LABEL)), Area.PLUGINS)

    assert found.weight is weight
    if weight is Weight.NO_APPLY:
        assert f"is not in {tmp_path / 'own/bin'}, where Pulumi.yaml" in found.told


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_own_plugin_that_nobody_can_start_is_none(tmp_path: Path, mode: int) -> None:
    (tmp_path / "Pulumi.yaml").write_text(NAMED, encoding="utf-8")
    (tmp_path / "own/bin").mkdir(parents=True)
    (tmp_path / "own/bin/pulumi-resource-m365").touch(mode=mode)
    (found,) = of(examine_machine(here(tmp_path, Cloud.GLOBAL, LABEL)), Area.PLUGINS)
    assert found.weight is Weight.NO_APPLY


VIRTUALENV = "runtime: {name: python, options: {virtualenv: own}}"
ENVIRONMENTS = {
    "an environment": (VIRTUALENV, True, {"path": Weight.GOOD, "built": Weight.GOOD}),
    "none there": (VIRTUALENV, False, {"path": Weight.NO_APPLY, "built": Weight.MEND}),
    "none is named": ("runtime: {name: python}", False, {"path": None, "built": None}),
    "an empty name": (
        "runtime: {name: python, options: {virtualenv: ''}}",
        False,
        {"path": None, "built": None},
    ),
    "the short form": ("runtime: python", False, {"path": None, "built": None}),
    "a file that is no YAML": ("a: [", False, {"path": None, "built": None}),
}


@pytest.mark.parametrize("origin", ["path", "built"])
@pytest.mark.parametrize(("written", "there", "weights"), ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_virtual_environment_that_pulumi_yaml_names_is_looked_at(
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: str,
    there: bool,
    weights: dict[str, Weight | None],
    origin: Literal["path", "built"],
) -> None:
    engine = Engine(Path("/none/pulumi"), Path("/none/host"), version="3.1.0", origin=origin)
    monkeypatch.setattr(machine, "find_engine", lambda *_, **__: engine)
    (tmp_path / "Pulumi.yaml").write_text(written, encoding="utf-8")
    python = tmp_path / "own" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    python.parent.mkdir(parents=True)
    if there:
        python.touch(mode=0o755)

    _, *found = of(examine_machine(here(tmp_path, Cloud.GLOBAL)), Area.ENGINE)

    assert [one.weight for one in found] == [weights[origin]] * (weights[origin] is not None)
    assert all(str(tmp_path / "own") in one.told for one in found)
    assert all(bool(one.do) != (one.weight is Weight.GOOD) for one in found)


def test_plugins_that_the_plan_does_not_need_are_not_looked_for(tmp_path: Path) -> None:
    assert of(examine_machine(here(tmp_path, Cloud.GLOBAL)), Area.PLUGINS) == []


@pytest.mark.parametrize(
    ("weights", "can", "codes"),
    [
        ((), (True, True), {"read": 0, "write": 0}),
        ((Weight.NOTE, Weight.GOOD), (True, True), {"read": 0, "write": 0}),
        ((Weight.MEND,), (True, True), {"read": 1, "write": 1}),
        ((Weight.NO_APPLY,), (True, False), {"read": 0, "write": 2}),
        ((Weight.NO_APPLY, Weight.MEND), (True, False), {"read": 1, "write": 2}),
        ((Weight.NO_CHECK,), (False, False), {"read": 2, "write": 2}),
    ],
)
def test_what_a_diagnosis_means(
    weights: tuple[Weight, ...], can: tuple[bool, bool], codes: dict[str, int]
) -> None:
    from holdfast.access.needs import Purpose

    symptoms = tuple(Symptom(area=Area.STATE, weight=one, told="x") for one in weights)
    for purpose in Purpose:
        found = Diagnosis(client="c", tenant="t", cloud=Cloud.GLOBAL, purpose=purpose, symptoms=symptoms)
        assert (found.can_check, found.can_apply) == can
        assert found.exit_code == codes[purpose.value]


def test_what_was_put_right_weighs_nothing() -> None:
    from holdfast.access.needs import Purpose

    fixed = Symptom(area=Area.FILES, weight=Weight.NO_CHECK, told="x", fixed=True)
    found = Diagnosis(client="c", tenant="t", cloud=Cloud.GLOBAL, purpose=Purpose.READ, symptoms=(fixed,))
    assert (found.can_check, found.exit_code) == (True, 0)
