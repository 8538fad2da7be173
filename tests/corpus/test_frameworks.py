"""Every edition of a framework, and that each reference of a control is an id of one."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import pytest

import holdfast.frameworks
from holdfast.controls.catalogue import controls
from holdfast.frameworks.cis_m365_6_0 import CIS_M365_6_0
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.framework import Edition
from tools.docs.controls import controls_page
from tools.docs.coverage import ALIKE, APART, coverage_page

if TYPE_CHECKING:
    from holdfast.controls.control import HardeningControl

MODULES = [info.name for info in pkgutil.iter_modules(holdfast.frameworks.__path__)]
EDITIONS = {
    name: value
    for module in MODULES
    for name, value in vars(importlib.import_module(f"holdfast.frameworks.{module}")).items()
    if isinstance(value, Edition)
}
BY_NAME = {one.name: one for one in EDITIONS.values()}
each_edition = pytest.mark.parametrize("name", EDITIONS)
each_control = pytest.mark.parametrize("control", controls().values(), ids=list(controls()))


def test_every_file_holds_the_edition_that_it_is_named_after() -> None:
    assert [name.lower() for name in EDITIONS] == MODULES
    assert len(BY_NAME) == len(EDITIONS)


@each_edition
def test_an_edition_says_where_and_when_its_ids_were_read(name: str) -> None:
    assert re.match(r"https://\S+", EDITIONS[name].source)
    assert re.search(r"\(\d{4}-\d{2}-\d{2}\)", EDITIONS[name].source)


@each_edition
def test_every_id_of_an_edition_has_a_short_title(name: str) -> None:
    for requirement, title in EDITIONS[name].titles.items():
        assert requirement == requirement.strip()
        assert title == title.strip()
        assert 3 <= len(title) <= 60, requirement
        assert not title.endswith("."), requirement


def test_the_editions_that_are_whole_have_as_many_ids_as_their_sources() -> None:
    assert len(CIS_M365_7_0.titles) == 160
    assert len(CIS_M365_6_0.titles) == 140
    assert len(SCUBA_2026_08.titles) == 92


SETTINGS_OF_A_TENANT = {CIS_M365_6_0.name, CIS_M365_7_0.name, SCUBA_2026_08.name}
"""Editions whose requirements are settings of a tenant; all others are for organizations."""


def test_no_control_is_said_to_see_to_all_of_what_is_asked_of_an_organization() -> None:
    parts = {part.partition("\n")[0]: part for part in coverage_page().split("\n## ")[1:]}
    for edition in BY_NAME.values():
        assert bool(edition.beyond) is (edition.name not in SETTINGS_OF_A_TENANT), edition.name
        assert ("have a control that sees to all of it" in parts[edition.name]) is not bool(edition.beyond)
        assert edition.beyond in parts[edition.name]


@pytest.mark.parametrize("requirement", ["CP-9", "A.8.13", "ISM-1511", "A.5.33", "SI-12"])
def test_what_keeps_the_data_of_one_service_says_that_it_leaves_the_others(requirement: str) -> None:
    """One that keeps all of a tenant's data would be the only one that claims it whole."""
    whole = {
        name
        for name, control in controls().items()
        for one in control.metadata.frameworks
        if one.id == requirement and not one.lacks
    }
    assert not [one for one in whole if one.startswith("backup.") or one == "sharepoint.version_history_kept"]


@each_control
def test_every_reference_of_a_control_is_an_id_of_its_edition(control: type[HardeningControl[Any]]) -> None:
    for one in control.metadata.frameworks:
        assert one == BY_NAME[one.edition](one.id, lacks=one.lacks)


@each_control
def test_the_page_of_a_control_shows_id_and_title_and_what_it_lacks(
    control: type[HardeningControl[Any]],
) -> None:
    control_id = control.__module__.removeprefix("components.")
    section = controls_page().partition(f"\n## {control_id}\n")[2].partition("\n## ")[0]
    for one in control.metadata.frameworks:
        assert f"{one.edition} {one.id} “{one.title}”" in section
        assert one.lacks in section


def test_an_id_that_is_not_there_is_an_error_with_the_nearest() -> None:
    with pytest.raises(
        ValueError, match=r"^SCuBA 2026-08 has no 'MS\.AAD\.3\.2v1'; did you mean 'MS\.AAD\.3\.2v2'\?$"
    ):
        SCUBA_2026_08("MS.AAD.3.2v1")
    with pytest.raises(ValueError, match=r"^CIS M365 7\.0\.0 has no 'x'$"):
        CIS_M365_7_0("x")


def test_a_reference_is_told_by_edition_and_id() -> None:
    assert str(CIS_M365_7_0("5.2.2.2")) == "CIS M365 7.0.0 5.2.2.2"
    assert str(CIS_M365_7_0("5.2.2.2", lacks="guests")) == "CIS M365 7.0.0 5.2.2.2 (in part)"


def test_an_earlier_edition_is_served_by_its_own_numbers() -> None:
    """Sources: Prowler's lists of both editions, as ../shared/frameworks.md 2.2 compares them."""
    said = [CIS_M365_7_0("5.1.3.1"), CIS_M365_7_0("5.2.2.17"), CIS_M365_7_0("5.2.2.8", lacks="x")]
    assert list(CIS_M365_6_0.served(said)) == [CIS_M365_6_0("5.1.3.2"), CIS_M365_6_0("5.2.2.8", lacks="x")]
    assert list(CIS_M365_7_0.served(said)) == said
    assert [one for one in CIS_M365_7_0.titles if one not in CIS_M365_6_0.continued] == [
        *("2.4.5", "3.2.3", "5.1.3.2", "5.1.3.3", "5.1.3.4", "5.1.5.3", "5.1.5.4", "5.1.5.5", "5.1.5.6"),
        *("5.2.2.13", "5.2.2.14", "5.2.2.15", "5.2.2.16", "5.2.2.17", "5.2.3.8", "5.2.3.9", "5.2.3.10"),
        *("5.2.4.2", "5.2.4.3", "5.2.4.4", "5.2.4.5", "6.3.2"),
    ]
    assert not {"5.1.3.1", "7.3.2"} & {*CIS_M365_6_0.continued.values()}


def test_page_of_coverage_has_every_requirement_once_with_who_sees_to_it() -> None:
    parts = {part.partition("\n")[0]: part for part in coverage_page().split("\n## ")[1:]}
    for edition in BY_NAME.values():
        part = parts[edition.name]
        claimed, _, left = part.rpartition("No control sees to: ")
        for requirement in edition.titles:
            named = {
                name
                for name, control in controls().items()
                if requirement in {one.id for one in edition.served(control.metadata.frameworks)}
            }
            (row,) = [line for line in claimed.splitlines() if line.startswith(f"| {requirement} |")] or [""]
            assert {name for name in controls() if f"`{name}`" in row} == named, requirement
            assert (f"{requirement} ({edition.titles[requirement]})" in left) is (not named), requirement


@pytest.mark.parametrize("apart", APART, ids=lambda one: one.control)
def test_setting_that_decides_between_two_frameworks_is_one_of_a_control_that_claims_both(apart: Any) -> None:
    control = controls()[apart.control]
    claims = {one.id: one for one in control.metadata.frameworks}
    assert apart.setting in control.Settings.model_fields
    assert claims[apart.first[0]].edition == CIS_M365_7_0.name
    assert claims[apart.second[0]].edition == SCUBA_2026_08.name
    assert any(f"`{apart.setting}" in claims[one].lacks for one in (apart.first[0], apart.second[0]))


PULLING_APART = {
    *(("1.1.3", "MS.AAD.7.1v1"), ("5.2.2.6", "MS.AAD.2.1v1"), ("5.2.2.8", "MS.AAD.2.3v1")),
    *(("5.2.2.17", "MS.AAD.3.9v1"), ("5.2.2.9", "MS.AAD.3.7v1"), ("5.1.6.3", "MS.AAD.8.2v1")),
    *(("5.1.5.1", "MS.AAD.5.2v1"), ("5.1.5.6", "MS.AAD.5.7v1"), ("2.1.10", "MS.EXO.4.2v1")),
    *(("6.2.3", "MS.EXO.7.1v1"), ("2.1.4", "MS.SECURITYSUITE.1.3v1"), ("7.2.3", "MS.SHAREPOINT.1.1v1")),
    *(("7.2.4", "MS.SHAREPOINT.1.2v1"), ("7.2.7", "MS.SHAREPOINT.2.1v1"), ("1.3.3", "MS.EXO.6.2v1")),
    *(("7.2.10", "MS.SHAREPOINT.3.3v2"), ("8.5.3", "MS.TEAMS.1.4v1"), ("1.1.2", "MS.AAD.3.2v2")),
    ("5.2.2.2", "MS.AAD.3.2v2"),
}
"""Each line of ../shared/frameworks.md 2.3, and of 1.1 the break-glass group, and the role of the synchronisation."""


def test_every_subject_on_which_two_frameworks_pull_apart_is_on_the_page_with_what_is_met() -> None:
    settings = {(one.first[0], one.second[0]) for one in APART}
    others = {(first[0], second[0]): met for _, first, second, met in ALIKE}
    assert settings | {*others} == PULLING_APART
    assert not settings & {*others}
    claimed = {one.id for control in controls().values() for one in control.metadata.frameworks}
    for (first, second), met in others.items():
        assert first in CIS_M365_7_0.titles
        assert second in SCUBA_2026_08.titles
        if met.startswith("both"):
            assert {first, second} <= claimed
        if met.startswith("neither"):
            assert not {first, second} & claimed
        if met.startswith("CIS"):
            assert first in claimed
        if met.startswith("SCuBA"):
            assert (first in claimed, second in claimed) == (False, True)
