"""Wrong baseline and client files: exactly which mistakes come out, each with file and line, all at once.

The cases are in `bad_files.yaml`. A line that ends in `# ! slug` must give that mistake, and nothing else may
come out.
"""

from __future__ import annotations

import pickle
import re
import socket
import sys
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, Self

import pytest
import yaml

from holdfast.cli.main import main
from holdfast.controls.catalogue import controls
from holdfast.model.errors import InputErrors
from holdfast.plan.load import load_plan
from holdfast.plan.mistakes import SLUGS, Slug

TODAY = date(2026, 11, 24)
PATHS = {
    "client": "clients/Pulumi.acme.yaml",
    "core": "baselines/core/1.0.0.yaml",
    "smb": "baselines/smb/1.2.0.yaml",
}
GOOD = {
    "client": """\
config:
  acme:tenantId: left-alone
  holdfast:tenant: acme.onmicrosoft.com
  holdfast:cloud: embedded
  holdfast:baseline: smb@1.2.0
  holdfast:parameters:
    break_glass_group: Emergency access
    accounts: [bg1@acme.example, bg2@acme.example]
    hold_days: 3650
  holdfast:exceptions:
    - control: entra.mfa_required
      object: MFA
      property: state
      reason: keys are ordered
      owner: it@acme.example
      expires: 2027-03-31
  holdfast:delete_protected_data: false
encryptionsalt: v1:left:alone
""",
    "core": """\
baseline: core
version: 1.0.0
parameters:
  break_glass_group: {type: string}
  accounts: {type: list}
  mfa_state: {type: string, default: report-only, required: false}
controls:
  entra.break_glass_excluded:
    group: ${break_glass_group}
    accounts: ${accounts}
  entra.mfa_required:
    state: ${mfa_state}
    break_glass_group: ${break_glass_group}
    name: "MFA (${break_glass_group} excluded)"
""",
    "smb": """\
baseline: smb
version: 1.2.0
extends: core@1.0.0
parameters:
  hold_days: {type: duration_days}
controls:
  exchange.litigation_hold_enabled:
    duration_days: ${hold_days}
    mailbox_types: [user, shared]
  entra.mfa_required:
    excluded_users: []
""",
}


CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("bad_files.yaml").read_text("utf-8"))
"""Wrong projects, with the keys that `bad_files.yaml` explains."""
each_case = pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])


def write(project: Path, case: dict[str, Any]) -> list[tuple[str, int, str]]:
    """Write the project of `case`; return file, line and slug of every mistake it must give, sorted."""
    texts = dict(GOOD)
    for edit in case["edits"]:
        old, text = edit.get("old"), texts[edit["file"]]
        assert old is None or old in text, f"{case['case']}: the good {edit['file']} has no {old!r}"
        texts[edit["file"]] = edit["new"] if old is None else text.replace(old, edit["new"], 1)
    expected = []
    for name, text in texts.items():
        for line, written in enumerate(text.split("\n"), 1):
            expected += [(PATHS[name], line, slug) for slug in written.partition("# ! ")[2].split()]
    for place, slug in (also.split() for also in case.get("also", [])):
        name, _, line = place.partition(":")
        expected.append((PATHS.get(name, name), int(line), slug))
    files = {PATHS[name]: text for name, text in texts.items()}
    files["baselines/none/1.0.0.yaml"] = "baseline: none\nversion: 1.0.0\n"
    for file, text in files.items():
        (project / file).parent.mkdir(parents=True, exist_ok=True)
        (project / file).write_bytes(text.encode(case.get("encoding", "utf-8")))
    (project / "baselines/folder/1.0.0.yaml").mkdir(parents=True)
    return sorted(expected)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test that opens a connection."""

    def refuse(*_: Any) -> None:
        pytest.fail("a request was about to be sent")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_the_good_project_loads(tmp_path: Path) -> None:
    assert write(tmp_path, {"case": "good", "edits": []}) == []
    plan = load_plan(tmp_path, "acme", controls(), today=TODAY)
    assert [control.id for control in plan.controls] == [
        "entra.break_glass_excluded",
        "entra.mfa_required",
        "exchange.litigation_hold_enabled",
    ]
    assert set(controls()) >= {control.id for control in plan.controls}


@each_case
def test_a_wrong_file_gives_exactly_these_mistakes(case: dict[str, Any], tmp_path: Path) -> None:
    expected = write(tmp_path, case)
    with pytest.raises(InputErrors) as caught:
        load_plan(tmp_path, "acme", controls(), today=TODAY)
    found = [(each.file, each.line, each.slug) for each in caught.value.mistakes]
    assert sorted(found) == expected, str(caught.value)
    for words in case.get("says", []):
        assert words in str(caught.value)


@each_case
def test_every_mistake_is_one_line_in_plain_words(case: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path, case)
    with pytest.raises(InputErrors) as caught:
        load_plan(tmp_path, "acme", controls(), today=TODAY)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(caught.value.mistakes)
    for line, mistake in zip(lines, caught.value.mistakes, strict=True):
        assert line.startswith(f"{mistake.file}:")
        assert line.endswith(f"[{mistake.slug}]")
        assert not re.search(r"pydantic|Input should|dict|NoneType|Traceback|None", line)


class Today(datetime):
    """A clock that stands still: whether an exception has expired depends on the day."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2026, 11, 24, tzinfo=tz)


IN_A_PROCESS = [
    *(next(case for case in CASES if case["edits"][0]["file"] == name) for name in PATHS),
    *(case for case in CASES if "encoding" in case),
]
"""Cases that go all the way through the process that records a program; it loads the plan before anything else."""


def load_here(project: Path, client: str, today: date) -> Any:
    """Load the plan as the process that records does first, and bring its refusal back by the same way."""
    try:
        load_plan(project, client, controls(), today=today)
    except InputErrors as error:
        raise pickle.loads(pickle.dumps(error)) from None  # noqa: S301 - our own
    pytest.fail("the plan was loaded")


@pytest.mark.parametrize("case", IN_A_PROCESS, ids=[case["case"] for case in IN_A_PROCESS])
def test_the_process_that_records_brings_them_back(
    case: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    the_command_tells(write(tmp_path, case), tmp_path, monkeypatch, capsys)


@each_case
def test_the_command_tells_them_and_ends_with_2(
    case: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("holdfast.drift.record_process.record_apart", load_here)
    the_command_tells(write(tmp_path, case), tmp_path, monkeypatch, capsys)


def the_command_tells(
    expected: list[tuple[str, int, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: holdfast\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("holdfast.drift.check.datetime", Today)
    monkeypatch.setattr(sys, "argv", ["holdfast", "drift", "acme"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    for file, line, slug in expected:
        assert any(
            told.removeprefix("holdfast: ").startswith(f"{file}:{line or ''}") and told.endswith(f"[{slug}]")
            for told in said.err.splitlines()
        )


def test_every_slug_has_a_case_and_every_case_a_known_slug(tmp_path: Path) -> None:
    expected = {
        slug for number, case in enumerate(CASES) for _, _, slug in write(tmp_path / str(number), case)
    }
    # What only the recorded program shows has its cases in test_idle.py.
    assert expected == set(SLUGS) - {Slug.UNKNOWN_OBJECT}
