"""The baselines and clients of this repository: released files never change, and every client loads."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from holdfast.model.plan import Cloud
from holdfast.plan.files import BASELINES, baselines, clients
from holdfast.plan.load import load_plan

PROJECT = Path(__file__).parents[3]
RELEASED = [(name, version) for name, versions in baselines(PROJECT).items() for version in versions]


def digests(name: str) -> dict[str, str]:
    """Return the recorded digest of every version of a baseline."""
    recorded = json.loads((PROJECT / BASELINES / name / "digests.json").read_text("utf-8"))
    assert isinstance(recorded, dict)
    return recorded


def layered(name: str, version: str) -> set[str]:
    """Return the ids of the controls that a version of a baseline has, in its own file or in one that it extends."""
    file = yaml.safe_load((PROJECT / BASELINES / name / f"{version}.yaml").read_text("utf-8"))
    extended = file.get("extends") or []
    below = [layered(*one.split("@")) for one in ([extended] if isinstance(extended, str) else extended)]
    return set(file["controls"]).union(*below)


@pytest.mark.parametrize(("name", "version"), RELEASED)
def test_a_released_baseline_is_what_was_released(name: str, version: str) -> None:
    raw = (PROJECT / BASELINES / name / f"{version}.yaml").read_bytes().replace(b"\r\n", b"\n")
    found = hashlib.sha256(raw).hexdigest()
    assert digests(name).get(version) == found, (
        f"{name}@{version} is not what digests.json records. A released baseline never changes: copy it to "
        f'the next version. For a version that is not yet released, record "{version}": "{found}".'
    )


@pytest.mark.parametrize("name", baselines(PROJECT))
def test_no_released_baseline_is_gone_and_each_is_in_the_change_log(name: str) -> None:
    assert sorted(digests(name)) == sorted(baselines(PROJECT)[name])
    log = (PROJECT / BASELINES / name / "CHANGELOG.md").read_text("utf-8")
    assert all(f"## {version}" in log for version in baselines(PROJECT)[name])


@pytest.mark.parametrize("client", clients(PROJECT))
def test_every_client_of_the_repository_loads(client: str) -> None:
    plan = load_plan(PROJECT, client, today=date(2026, 11, 24))
    assert plan.cloud is Cloud.EMBEDDED
    assert [one.id for one in plan.controls] == sorted(layered(*plan.baseline.split("@")))


def test_sign_in_controls_of_core_start_in_report_only(tmp_path: Path) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "baselines").symlink_to(PROJECT / "baselines", target_is_directory=True)
    (tmp_path / "clients/Pulumi.acme.yaml").write_text(
        "config:\n  holdfast:tenant: acme.example\n  holdfast:baseline: core@1.0.0\n"
        "  holdfast:parameters: {break_glass_group: B, break_glass_accounts: [a@b.example, c@b.example]}\n"
    )
    plan = load_plan(tmp_path, "acme", today=date(2026, 11, 24))
    states = {each.id: each.settings["state"] for each in plan.controls if "state" in each.settings}
    assert len(states) == 3
    assert set(states.values()) == {"report-only"}
    assert all(each.settings["break_glass_group"] == "B" for each in plan.controls if each.id in states)
