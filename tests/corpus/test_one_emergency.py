"""Whoever stands outside by a setting for the emergency accounts is one of them: no control names others."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from holdfast.controls.catalogue import controls
from holdfast.model.errors import InputErrors
from holdfast.plan.load import load_plan
from tests.newest import PROJECT, upgrade

if TYPE_CHECKING:
    from pathlib import Path

GROUPS, ACCOUNTS = {"break_glass_group", "emergency_group"}, {"emergency_accounts"}
SPARING = [
    (name, setting)
    for name, control in controls().items()
    for setting in control.Settings.model_fields
    if setting in GROUPS | ACCOUNTS
]
KNOWN = ["bg1@contoso.onmicrosoft.com", "bg2@contoso.onmicrosoft.com"]


def problems(folder: Path, control: str, settings: object) -> list[str]:
    """Slugs of what is wrong with contoso on a baseline of its own, which says one control otherwise."""
    shutil.copytree(PROJECT / "clients", folder / "clients")
    shutil.copytree(PROJECT / "baselines", folder / "baselines")
    upgrade(folder, "contoso")
    file = folder / "clients" / "Pulumi.contoso.yaml"
    (newest,) = [line.split()[1] for line in file.read_text().splitlines() if "holdfast:baseline:" in line]
    own = folder / "baselines" / "own" / "1.0.0.yaml"
    own.parent.mkdir()
    said = {"baseline": "own", "version": "1.0.0", "extends": newest, "controls": {control: settings}}
    own.write_text(json.dumps(said))
    file.write_text(file.read_text().replace(newest, "own@1.0.0"))
    try:
        load_plan(folder, "contoso", controls(), today=date(2026, 11, 28))
    except InputErrors as errors:
        return [one.slug for one in errors.mistakes]
    return []


def test_there_are_controls_that_spare_the_emergency_accounts() -> None:
    assert len(SPARING) > 15
    assert {setting for _, setting in SPARING} == GROUPS | ACCOUNTS


@pytest.mark.parametrize(("control", "setting"), SPARING)
def test_no_control_spares_others_as_the_emergency_accounts(
    tmp_path: Path, control: str, setting: str
) -> None:
    if setting in GROUPS:
        assert problems(tmp_path, control, {setting: "All staff"}) == ["two-break-glass-groups"]
        return
    for number, accounts in enumerate(([*KNOWN, "mallory@b.example"], [KNOWN[0], "mallory@b.example"])):
        assert problems(tmp_path / str(number), control, {setting: accounts}) == ["other-emergency-accounts"]
    assert problems(tmp_path / "same", control, {setting: [one.upper() for one in reversed(KNOWN)]}) == []


def test_the_same_group_said_again_is_no_mistake(tmp_path: Path) -> None:
    control = "entra.registration_campaign_on"
    assert problems(tmp_path, control, {"break_glass_group": "CA-BreakGlass"}) == []
