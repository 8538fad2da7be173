"""The account that synchronises the directory is excluded as the client says: by role, by name, or not at all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.controls.sign_in import DeviceAccountSettings, EverybodySettings
from holdfast.drift.record import record
from holdfast.model.desired import reference
from holdfast.model.directory import GROUP, SYNC_ROLE
from holdfast.model.errors import InputErrors
from holdfast.plan.files import baselines
from holdfast.plan.load import load_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT = Path(__file__).parents[3]
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
SYNC = "sync_dc1@acme.example"
EVERYBODY = {name for name, one in controls().items() if issubclass(one.Settings, EverybodySettings)}
DEVICES = {name for name, one in controls().items() if issubclass(one.Settings, DeviceAccountSettings)}
CLIENT = f"""\
config:
  holdfast:tenant: acme.example
  holdfast:baseline: core@{baselines(PROJECT)["core"][-1]}
  holdfast:parameters:
    break_glass_group: B
    break_glass_accounts: [a@acme.example, c@acme.example]
    managed_devices_required: true
    app_protection_required: true
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("components", "baselines", "Pulumi.yaml"):
        (tmp_path / name).symlink_to(PROJECT / name)
    shutil.copy(PROJECT / "__main__.py", tmp_path)
    (tmp_path / "clients").mkdir()
    return tmp_path


def write(project: Path, **parameters: Any) -> None:
    lines = "".join(f"    {name}: {value}\n" for name, value in parameters.items())
    (project / "clients" / "Pulumi.acme.yaml").write_text(CLIENT + lines, encoding="utf-8")


HOW: Mapping[str, tuple[dict[str, str], dict[str, list[str]]]] = {
    "none": ({}, {}),
    "role": ({"directory_sync": "role"}, {"excludedRoles": [SYNC_ROLE]}),
    "account": (
        {"directory_sync": "account", "directory_sync_accounts": f"[{SYNC}]"},
        {"excludedUsers": [reference("azuread:index/user:User", SYNC)]},
    ),
    "account, excluded anyway": (
        {"directory_sync": "account", "directory_sync_accounts": f"[{SYNC}]", "excluded_users": f"[{SYNC}]"},
        {"excludedUsers": [reference("azuread:index/user:User", SYNC)]},
    ),
}


@pytest.mark.parametrize(("parameters", "expected"), HOW.values(), ids=HOW)
def test_every_control_for_everybody_excludes_it_and_the_group_all_the_same(
    project: Path, parameters: dict[str, str], expected: dict[str, list[str]]
) -> None:
    write(project, **parameters)
    policies = [one for one in record(project, "acme") if one.token == POLICY and one.control in EVERYBODY]
    assert {one.control for one in policies} == EVERYBODY
    for policy in policies:
        users = policy.inputs["conditions"]["users"]
        assert users["excludedGroups"] == [reference(GROUP, "B")]
        found = {name: users[name] for name in ("excludedRoles", "excludedUsers") if name in users}
        assert found == expected, policy.name


def test_accounts_of_rooms_are_left_out_of_what_stops_how_they_sign_in_and_of_nothing_else(
    project: Path,
) -> None:
    write(project, device_account_groups="[Rooms, Phones]", excluded_groups="[Phones]")
    policies = [one for one in record(project, "acme") if one.token == POLICY]
    without = {
        one.control
        for one in policies
        if reference(GROUP, "Rooms") in one.inputs["conditions"]["users"].get("excludedGroups", ())
    }
    assert without == DEVICES
    for policy in (one for one in policies if one.control in DEVICES):
        excluded = policy.inputs["conditions"]["users"]["excludedGroups"]
        assert excluded == [reference(GROUP, one) for one in ("B", "Phones", "Rooms")]


@pytest.mark.parametrize(
    "parameters", [{"directory_sync": "account"}, {"directory_sync_accounts": f"[{SYNC}]"}], ids=str
)
def test_half_of_it_is_a_mistake_of_the_plan(project: Path, parameters: dict[str, str]) -> None:
    write(project, **parameters)
    with pytest.raises(InputErrors, match="belong together"):
        load_plan(project, "acme", controls(), today=date(2026, 11, 25))


@pytest.mark.parametrize(
    "accounts", ["[a@acme.example, A@ACME.example]", '[a@acme.example, " a@acme.example"]']
)
def test_one_account_written_twice_is_no_second_one(project: Path, accounts: str) -> None:
    write(project)
    path = project / "clients" / "Pulumi.acme.yaml"
    path.write_text(path.read_text().replace("[a@acme.example, c@acme.example]", accounts), encoding="utf-8")
    with pytest.raises(InputErrors, match=r"Pulumi\.acme\.yaml:6: .*the same account is there twice"):
        load_plan(project, "acme", controls(), today=date(2026, 11, 25))
