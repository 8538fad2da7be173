"""`holdfast drift --record`: the whole check is recorded, or the answer stands with one sentence why it is not."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.baseline.digests import digest
from holdfast.cli.commands import drift
from holdfast.cli.main import _run
from holdfast.drift.narrow import accepted, narrowed
from holdfast.drift.order import in_order
from holdfast.drift.recording import Recording
from holdfast.history.canonical import canonical
from holdfast.history.evidence import evidence
from holdfast.history.folder import keep_head, name_of
from holdfast.history.signature import VARIABLE
from holdfast.history.verify import verify
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import HoldfastWarning
from holdfast.model.plan import Cloud, Deviation, Plan, PlannedControl, PlannedException
from holdfast.model.status import ExitCode
from holdfast.model.wanted import Wanted
from tests.golden.report.cases import CASES, CONTROLS, MFA
from tests.unit.cli.test_report_file import full_disk
from tests.unit.history.test_signature import KEY, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAN = Plan(
    "contoso", "contoso.onmicrosoft.com", Cloud.GLOBAL, "core@1.0.0", {}, (), (), delete_protected_data=False
)
RECORDING = Recording(PLAN, (), CONTROLS)
DRIFTED = replace(CASES["drift"][0], findings=in_order(CASES["drift"][0].findings))


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Wanted | None]:
    """What was wanted of each check: of a client whose check finds drift."""
    done: list[Wanted | None] = []

    def check(*_: object, wanted: Wanted | None) -> SimpleNamespace:
        done.append(wanted)
        if wanted is None:
            return SimpleNamespace(result=DRIFTED, whole=DRIFTED, controls=CONTROLS, recording=RECORDING)
        whole = accepted(DRIFTED, RECORDING, wanted, (), date(2026, 11, 26))
        result = narrowed(whole, RECORDING, wanted, ())
        controls = tuple(one for one in CONTROLS if result.view is None or one not in result.view.controls)
        return SimpleNamespace(result=result, whole=whole, controls=controls, recording=RECORDING)

    (tmp_path / "baselines" / "core").mkdir(parents=True)
    (tmp_path / "baselines" / "core" / "1.0.0.yaml").write_text("controls: {}\n", encoding="utf-8")
    monkeypatch.setattr(drift, "find_client", lambda _: tmp_path)
    monkeypatch.setattr("holdfast.cli.one.home", lambda _: tmp_path)
    monkeypatch.setattr("holdfast.cli.one.check", check)
    monkeypatch.delenv(VARIABLE, raising=False)
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "history"


def runs(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in sorted(folder.glob("contoso.runs/0*.json"))]


@pytest.mark.usefixtures("checks")
def test_result_is_recorded_and_its_head_told_beside_the_answer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["drift", "contoso", "--format", "json", "--record", str(folder)]) == ExitCode.DRIFT

    printed = capsys.readouterr()
    (found,) = runs(folder)
    assert found["run"]["result"] == json.loads(printed.out)
    assert found["run"]["program"] == f"holdfast {version('holdfast')}"
    assert found["run"]["shown"] == {"selected": "", "since": "", "failOn": "any", "exitCode": 1}
    head = verify(folder).chains[0].head
    assert printed.err == f"holdfast: recorded as run 1 in {folder}/contoso.runs; head {head}\n"


def test_part_of_a_check_is_recorded_as_the_whole_of_it(
    checks: list[Wanted | None], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["drift", "contoso", "--format", "json", "--record", str(folder)]) == ExitCode.DRIFT
    whole = json.loads(capsys.readouterr().out)
    options = ["--control", MFA.id, "--fail-on", "none"]

    assert _run(["drift", "contoso", *options, "--record", str(folder)]) == ExitCode.IN_SYNC

    first, second = runs(folder)
    assert second["run"]["result"] == first["run"]["result"] == whole
    assert second["run"]["shown"] == {
        "selected": f"control {MFA.id}",
        "since": "",
        "failOn": "none",
        "exitCode": 0,
    }
    assert checks[1]
    assert checks[1].everything
    _run(["drift", "contoso", *options])
    assert checks[2]
    assert not checks[2].everything


@pytest.mark.usefixtures("checks")
def test_what_an_earlier_result_has_is_recorded_once_more(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(["drift", "contoso", f"--output=json={tmp_path}/old.json"])
    assert (
        _run(["drift", "contoso", "--since", f"{tmp_path}/old.json", "--record", str(folder)])
        == ExitCode.IN_SYNC
    )

    (found,) = runs(folder)
    old = json.loads((tmp_path / "old.json").read_bytes())
    assert found["run"]["result"]["findings"] == old["findings"]
    assert found["run"]["shown"]["since"].startswith(f"{tmp_path}/old.json")
    assert "Nothing new:" in capsys.readouterr().out


@pytest.mark.usefixtures("checks")
def test_key_signs_from_a_file_and_from_the_environment(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key.pem").write_bytes(PRIVATE)
    _run(["drift", "contoso", "--record", str(folder), "--record-key", f"{tmp_path}/key.pem"])
    monkeypatch.setenv(VARIABLE, PRIVATE.decode())
    _run(["drift", "contoso", "--record", str(folder)])

    assert len(runs(folder)) == 2
    assert verify(folder, keys=[KEY.public_key().public_bytes_raw()]).exit_code == ExitCode.IN_SYNC


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--record-key", "none.pem", "--record", "x"], "[record-key-unusable]"),
        (["--record-key", "none.pem"], "give --record DIR as well"),
    ],
)
def test_mistake_is_told_before_anything_is_checked(
    checks: list[Wanted | None], options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["drift", "contoso", *options]) == ExitCode.NO_ANSWER
    assert told in capsys.readouterr().err
    assert checks == []


def in_the_way(folder: Path) -> None:
    folder.write_bytes(b"a file where the folder should be")


def without_baseline(folder: Path) -> None:
    (folder.parent / "baselines" / "core" / "1.0.0.yaml").unlink()


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize("harm", [in_the_way, without_baseline])
def test_answer_stands_where_nothing_can_be_recorded(
    folder: Path, harm: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    harm(folder)

    assert _run(["drift", "contoso", "--record", str(folder)]) == ExitCode.NO_ANSWER

    printed = capsys.readouterr()
    assert "Drift:" in printed.out
    assert printed.err.count("\n") == 1
    assert printed.err.endswith("[history-not-written]\n")


@pytest.mark.usefixtures("checks")
def test_full_disk_is_one_sentence_behind_the_answer_and_leaves_no_part(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with full_disk():
        assert _run(["drift", "contoso", "--record", str(folder)]) == ExitCode.NO_ANSWER

    printed = capsys.readouterr()
    assert "Drift:" in printed.out
    assert "File too large" in printed.err
    assert printed.err.endswith("[history-not-written]\n")
    assert [path.name for path in folder.glob("*/*")] == [".lock"]


@pytest.mark.usefixtures("checks")
def test_file_and_history_that_both_fail_are_told_at_once(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with full_disk():
        code = _run(["drift", "contoso", "--record", str(folder), f"--output=json={tmp_path}/a.json"])

    printed = capsys.readouterr()
    assert code == ExitCode.NO_ANSWER
    assert printed.err.count("File too large") == 2
    assert printed.err.endswith("[report-not-written]\n")


@pytest.mark.usefixtures("checks")
def test_clock_that_went_backwards_is_told(folder: Path) -> None:
    _run(["drift", "contoso", "--record", str(folder)])
    (path,) = folder.glob("contoso.runs/0*.json")
    later = json.loads(path.read_bytes())
    path.unlink()
    later["run"]["recordedAt"] = "2999-01-01T00:00:00Z"
    content = canonical(later)
    ahead = path.with_name(name_of(1, hashlib.sha256(content).hexdigest()))
    ahead.write_bytes(content)
    keep_head(ahead.parent, ahead.name)

    with pytest.warns(HoldfastWarning, match="a clock went backwards"):
        _run(["drift", "contoso", "--record", str(folder)])
    assert len(runs(folder)) == 2


# --- what a run rests upon


EXCEPTION = PlannedException("entra.one", "A", ("state",), "", "keys are ordered", "it@x", date(2027, 1, 1))
DEVIATION = Deviation("0" * 32, DRIFTED.findings[0].status, "A/B", "", 2**60, float("nan"))
CONTROL = PlannedControl("entra.one", {"days": 2**60})
RESOURCE = DesiredResource("urn", "token", "name", "entra.one", {"days": 1})


def test_another_plan_baseline_or_exception_has_another_digest(
    checks: list[Wanted | None], tmp_path: Path
) -> None:
    assert not checks
    before = evidence(tmp_path, RECORDING, ())
    assert before["baseline"] == digest(tmp_path / "baselines" / "core" / "1.0.0.yaml")
    assert evidence(tmp_path, RECORDING, ()) == before

    def differs(recording: Recording, *more: PlannedException) -> set[str]:
        after = evidence(tmp_path, recording, more)
        return {name for name in before if after[name] != before[name]}

    with_control = replace(RECORDING, plan=replace(PLAN, controls=(CONTROL,)))
    with_exception = replace(RECORDING, plan=replace(PLAN, exceptions=(EXCEPTION,)))
    assert differs(with_control) == {"plan"}
    assert differs(replace(RECORDING, desired=(RESOURCE,))) == {"plan"}
    assert differs(with_exception) == differs(RECORDING, EXCEPTION) == {"exceptions"}
    assert differs(RECORDING, replace(EXCEPTION, deviation=DEVIATION)) == {"exceptions"}
    (tmp_path / "baselines" / "core" / "1.0.0.yaml").write_text("controls: {a: {}}\n", encoding="utf-8")
    assert differs(RECORDING) == {"baseline"}


def test_plain_check_that_is_recorded_stays_a_plain_one(checks: list[Wanted | None], folder: Path) -> None:
    _run(["drift", "contoso", "--record", str(folder)])

    assert checks == [None]
