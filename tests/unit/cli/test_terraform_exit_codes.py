"""`--detailed-exitcode`: 0 in sync, 1 for whatever ends it without an answer, 2 for drift."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from holdfast.cli import main as command_line
from holdfast.cli.exit_codes import as_terraform
from holdfast.model.status import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ["drift", "contoso", "--detailed-exitcode"]


@pytest.mark.parametrize(
    ("ours", "theirs"), [(ExitCode.IN_SYNC, 0), (ExitCode.DRIFT, 2), (ExitCode.NO_ANSWER, 1), (7, 7)]
)
def test_codes_are_those_of_terraform_where_somebody_asks(ours: int, theirs: int) -> None:
    assert as_terraform(ours, ASKED) == theirs
    assert as_terraform(ours, ["drift", "contoso"]) == ours
    assert as_terraform(ours, ["drift", "--", "--detailed-exitcode"]) == ours


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(sys, "argv", ["holdfast", *arguments])
    with pytest.raises(SystemExit) as left:
        command_line.main()
    signal.signal(signal.SIGTERM, before)
    return left.value.code


@pytest.mark.parametrize(
    "arguments", [[*ASKED], [*ASKED, "--no-such-option"], [*ASKED, "--severity", "awful"], ["drift", *ASKED[2:]]]
)  # fmt: skip
def test_errors_and_wrong_usage_are_1_and_never_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert ended(monkeypatch, *arguments) == 1
    plain = [one for one in arguments if one != "--detailed-exitcode"]
    assert ended(monkeypatch, *plain) == 2
