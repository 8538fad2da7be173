"""The baselines and clients of this repository: released files never change, and every client loads."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from holdfast.controls.catalogue import controls
from holdfast.model.plan import Cloud
from holdfast.plan.files import BASELINES, baselines, clients
from holdfast.plan.load import check_baseline, load_plan

PROJECT = Path(__file__).parents[2]
VERSIONS = [(name, version) for name, versions in baselines(PROJECT).items() for version in versions]


def digests(name: str) -> dict[str, str]:
    """Return the recorded digest of every released version of a baseline."""
    recorded = json.loads((PROJECT / BASELINES / name / "digests.json").read_text("utf-8"))
    assert isinstance(recorded, dict)
    return recorded


RELEASED = [(name, version) for name in baselines(PROJECT) for version in digests(name)]


def test_there_are_released_baselines() -> None:
    assert ("core", "1.0.0") in RELEASED


def layered(name: str, version: str) -> set[str]:
    """Return the ids of the controls that a version of a baseline has, in its own file or in one that it extends."""
    file = yaml.safe_load((PROJECT / BASELINES / name / f"{version}.yaml").read_text("utf-8"))
    extended = file.get("extends") or []
    below = [layered(*one.split("@")) for one in ([extended] if isinstance(extended, str) else extended)]
    return set(file["controls"]).union(*below) - set(file.get("removed") or {})


@pytest.mark.parametrize(("name", "version"), RELEASED)
def test_a_released_baseline_is_what_was_released(name: str, version: str) -> None:
    path = PROJECT / BASELINES / name / f"{version}.yaml"
    assert path.exists(), f"{name}@{version} was released and is gone: put it back"
    found = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    assert found == digests(name)[version], (
        f"{name}@{version} is not what was released, and that never changes: take the change back, and write it into "
        f"the next version, which says `extends: {name}@{version}`"
    )


@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_every_version_is_without_mistakes(name: str, version: str) -> None:
    assert set(check_baseline(PROJECT, name, version, controls())) <= {"@".join(one) for one in VERSIONS}


@pytest.mark.parametrize("name", baselines(PROJECT))
def test_every_released_version_is_in_the_change_log(name: str) -> None:
    log = (PROJECT / BASELINES / name / "CHANGELOG.md").read_text("utf-8")
    assert [version for version in digests(name) if f"## {version}" not in log] == []


def test_a_control_is_added_to_a_new_version_by_one_file(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "baselines", tmp_path / "baselines")
    shutil.copytree(PROJECT / "clients", tmp_path / "clients")
    without = (
        "baseline: core\nversion: 9.8.0\nextends: core@1.1.0\n"
        "removed:\n  exchange.litigation_hold_enabled: Later.\n"
    )
    more = (
        "baseline: core\nversion: 9.9.0\nextends: core@9.8.0\n"
        "controls:\n  exchange.litigation_hold_enabled:\n    duration_days: 30\n"
    )
    (tmp_path / "baselines/core/9.8.0.yaml").write_text(without)
    (tmp_path / "baselines/core/9.9.0.yaml").write_text(more)
    client = tmp_path / "clients/Pulumi.contoso.yaml"
    written = client.read_text().replace("    hold_days: 2555\n", "")
    plans = {}
    for version in ("9.8.0", "9.9.0"):
        client.write_text(written.replace("core@1.0.0", f"core@{version}"))
        plan = load_plan(tmp_path, "contoso", controls(), today=date(2026, 11, 24))
        plans[version] = {one.id: one.settings for one in plan.controls}
    held = plans["9.9.0"].pop("exchange.litigation_hold_enabled")
    assert held == {"duration_days": 30}
    assert plans["9.9.0"] == plans["9.8.0"]


@pytest.mark.parametrize("client", clients(PROJECT))
def test_every_client_of_the_repository_loads(client: str) -> None:
    plan = load_plan(PROJECT, client, controls(), today=date(2026, 11, 24))
    assert plan.cloud is Cloud.EMBEDDED
    assert [one.id for one in plan.controls] == sorted(layered(*plan.baseline.split("@")))


def test_sign_in_controls_of_core_start_in_report_only(tmp_path: Path) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "baselines").symlink_to(PROJECT / "baselines", target_is_directory=True)
    (tmp_path / "clients/Pulumi.acme.yaml").write_text(
        "config:\n  holdfast:tenant: acme.example\n  holdfast:baseline: core@1.0.0\n"
        "  holdfast:parameters: {break_glass_group: B, break_glass_accounts: [a@b.example, c@b.example]}\n"
    )
    plan = load_plan(tmp_path, "acme", controls(), today=date(2026, 11, 24))
    states = {each.id: each.settings["state"] for each in plan.controls if "state" in each.settings}
    assert len(states) == 3
    assert set(states.values()) == {"report-only"}
    assert all(each.settings["break_glass_group"] == "B" for each in plan.controls if each.id in states)
