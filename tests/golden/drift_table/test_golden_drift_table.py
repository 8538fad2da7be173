"""`holdfast drift` for a person: on a terminal of 100 columns, and in a log, where lines stay whole."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from holdfast.model.finding import Difference, Finding
from holdfast.model.status import Reason, Status
from holdfast.report.formats.table import print_table
from tests.golden.report.cases import CASES, LABEL, LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult


def table(result: DriftResult, controls: Sequence[DescribedControl], *, terminal: bool) -> str:
    """What is written, without colours."""
    file = StringIO()
    console = Console(file=file, force_terminal=terminal, color_system=None, width=100, highlight=False)
    print_table(result, controls, console)
    return file.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_table_is_as_reviewed(case: str, golden: Callable[[str, str], None]) -> None:
    result, controls = CASES[case]

    golden(f"drift_table/{case}.txt", table(result, controls, terminal=True))
    golden(f"drift_table/{case}.log", table(result, controls, terminal=False))


@pytest.mark.parametrize("terminal", [True, False])
def test_text_of_a_tenant_cannot_steer_the_terminal(*, terminal: bool) -> None:
    result, controls = CASES["hostile"]

    shown = table(result, controls, terminal=terminal)

    assert [one for one in shown if not (one.isprintable() or one == "\n")] == []


@pytest.mark.parametrize("columns", ["0", "1", "7", "15", "39"])
def test_terminal_without_room_loses_no_word(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    result, controls = CASES["drift"]
    told = [finding.status.value for finding in result.findings if finding.differences]
    monkeypatch.setenv("COLUMNS", columns)

    print_table(result, controls)

    shown = capsys.readouterr().out
    assert result.client in shown
    assert told
    assert all(status in shown for status in told)


@pytest.mark.parametrize(
    ("expected", "found", "shown"),
    [
        (None, [], "expected null, found []"),
        (None, False, "expected nothing, found false"),
        (None, "", 'expected nothing, found ""'),
        ("1", 1, 'expected "1", found 1'),
        (["a"], "a", 'expected ["a"], found "a"'),
    ],
)
def test_sides_of_a_difference_never_read_alike(expected: Any, found: Any, shown: str) -> None:
    result, controls = CASES["drift"]
    finding = next(one for one in result.findings if one.differences)
    told = replace(finding, differences=(Difference("x", expected, found),))

    assert shown in table(replace(result, findings=(told,)), controls, terminal=False)


def unread(
    number: int, explanation: str = "Get-ComplianceTag: 403, Exchange.ManageAsApp is missing"
) -> Finding:
    return Finding(
        Status.UNKNOWN, LABEL, f"Label {number}", LABELS.id, reason=Reason.PERMISSION, explanation=explanation
    )


@pytest.mark.parametrize("terminal", [True, False])
def test_one_cause_is_told_once_with_all_that_it_hides(*, terminal: bool) -> None:
    result, controls = CASES["in-sync"]
    several = (*map(unread, range(3)), unread(7, "another cause"), *result.findings)

    shown = table(replace(result, findings=several), controls, terminal=terminal)

    assert shown.count("Exchange.ManageAsApp is missing") == 1
    assert shown.count("UNKNOWN") == 2
    assert "UNKNOWN        3 objects\n" in shown
    assert all(f"hides Label {number} (RetentionLabel of {LABELS.id})" in shown for number in range(3))
    assert "UNKNOWN        Label 7\n" in shown


def test_very_many_that_one_cause_hides_are_counted() -> None:
    result, controls = CASES["in-sync"]

    shown = table(replace(result, findings=tuple(map(unread, range(40)))), controls, terminal=False)

    assert "UNKNOWN        40 objects\n" in shown
    assert shown.count("hides Label") == 12
    assert "and 28 more: --format json, or the report\n" in shown


def test_who_has_something_besides_the_cause_is_told_alone() -> None:
    result, controls = CASES["in-sync"]
    noted = replace(unread(1), notes=("it is new",))

    shown = table(replace(result, findings=(unread(0), noted, unread(2))), controls, terminal=False)

    assert "UNKNOWN        2 objects\n" in shown
    assert "UNKNOWN        Label 1\n" in shown
    assert "note: it is new\n" in shown
