"""`holdfast history` as it is typed: the client alone is enough, and exit codes are as documented."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from holdfast.cli.main import _run
from holdfast.model.status import ExitCode
from tests.unit.history.made import digest_in, finding, record, result
from tests.unit.history.test_signature import KEY, PUBLIC

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two runs in the usual place of a folder that is no project."""
    monkeypatch.chdir(tmp_path)
    return record(
        tmp_path / "history", result(0, {"entra.one": "met"}), result(1, {"entra.one": "not-met"}), key=KEY
    )


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    "typed",
    [["contoso"], ["show", "contoso"], ["contoso", "--from", "history"], ["--from", "history", "contoso"]],
)
def test_history_of_a_client_is_shown(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["history", *typed]) == ExitCode.IN_SYNC
    told = capsys.readouterr().out
    assert "not-met         2026-11-02T02:00:00Z on, last seen 2026-11-02T02:00:00Z (run 2 on)" in told


def test_client_that_is_called_as_a_subcommand_has_a_history(
    files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    record(files[0].parents[1], result(0, {"entra.one": "met"}, client="verify"))

    assert _run(["history", "show", "verify"]) == ExitCode.IN_SYNC
    assert capsys.readouterr().out.startswith("verify  contoso.onmicrosoft.com")


@pytest.mark.usefixtures("files")
def test_today_is_asked_about_as_far_as_it_has_come(capsys: pytest.CaptureFixture[str]) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    assert _run(["history", "contoso", "--at", f"{before:%Y-%m-%d}", "--format", "json"]) == ExitCode.IN_SYNC
    asked = datetime.fromisoformat(json.loads(capsys.readouterr().out)["at"])
    assert before <= asked <= datetime.now(UTC)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (["contoso", "--at", "2026-11-01"], 0, "by the last run before it: run 1 of 2026-11-01T02:00:00Z"),
        (["contoso", "--at", "2026-10-01"], 2, "nothing is known"),
        (["contoso", "--at", "0001-01-01"], 2, "At 0001-01-01T23:59:59Z nothing is known"),
        (["contoso", "--at", "2999-01-01"], 2, "2999-01-01 has not come yet"),
        (["contoso", "--at", "yesterday"], 2, "expected a date such as 2027-03-31"),
        (["contoso", "--control", "entra.none"], 2, "[unknown-selection]"),
        (["nobody"], 2, "[history-nothing]"),
        (["contoso", "--from", "nowhere"], 2, "[history-nothing]"),
        (["verify", "nowhere"], 2, "nowhere has no history"),
        (["verify", "history"], 0, "As recorded: 2 runs"),
        (["verify", "history", "--head", "0" * 64], 1, "no run has this digest"),
        (["verify", "history", "--head", "123"], 2, "expected 64 hexadecimal digits"),
        (["verify", "history", "--public-key", "none.pem"], 2, "[record-key-unusable]"),
        (["verify"], 2, "Missing argument"),
    ],
)
def test_exit_code_is_as_documented(
    typed: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["history", *typed]) == code
    printed = capsys.readouterr()
    assert told in printed.out + printed.err


def test_verify_holds_against_head_and_key(files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    (files[0].parents[2] / "public.pem").write_bytes(PUBLIC)
    options = ["--head", f"SHA256:{digest_in(files[0])}", "--public-key", "public.pem", "--format", "json"]

    assert _run(["history", "verify", "history", *options]) == ExitCode.IN_SYNC

    found = json.loads(capsys.readouterr().out)
    assert found["heads"] == [digest_in(files[0])]
    assert found["chains"][0]["head"] == digest_in(files[1])


@pytest.mark.usefixtures("files")
def test_json_has_both_sorts(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["history", "contoso", "--format", "json"]) == ExitCode.IN_SYNC

    found = json.loads(capsys.readouterr().out)
    assert [one["compliance"] for one in found["controls"][0]["spans"]] == ["in", "out"]
    assert found["controls"][0]["spans"][1]["lastAt"] is None


def test_name_of_an_object_gives_a_pipeline_no_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("::add-mask::contoso", "##vso[task.setvariable variable=CODE]0")
    record(tmp_path / "history", result(0, findings=[finding(name) for name in names]))

    assert _run(["history", "contoso"]) == ExitCode.IN_SYNC

    told = capsys.readouterr().out
    assert "add-mask" in told
    assert "setvariable" in told
    assert not [line for line in told.splitlines() if line.strip().startswith("::") or "##" in line]


@pytest.mark.parametrize(("days", "told"), [((0, 5, 2), True), ((0, 2, 5), False), ((0, 0), False)])
def test_clock_that_went_backwards_is_told_beside_an_answer(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    days: tuple[int, ...],
    *,
    told: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    record(tmp_path / "history", *(result(day, {"entra.one": "met"}) for day in days))

    assert _run(["history", "contoso", "--at", "2026-11-04"]) == ExitCode.IN_SYNC

    line = (
        "A clock went backwards: run 3 of 2026-11-03T02:00:00Z was recorded after one of 2026-11-06T02:00:00Z"
    )
    assert (line in capsys.readouterr().out) is told
