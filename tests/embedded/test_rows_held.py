"""Rows are held against what was asked: a service that passes over a filter is not believed, whichever list it is.

Every condition that a check or an attribution sends is left out on its way, one at a time, and the tenant answers with
everything. That no other place writes a filter is read from the sources.
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import holdfast
from holdfast.emulator import control
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason, Status
from holdfast.tenant.asked import Condition, alike, equal, one_of
from tests.e2e.scratch import CONTOSO, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.drift.check import Checked

SOURCES = Path(holdfast.__file__).parent
ELSEWHERE = {
    "access/formats/az.py": "what it writes is a script for another program",
    "controls/identifiers.py": "the form of a query for reviewers, which the service asks, not we",
    "kinds/entra/access_review.py": "examples of such queries",
    "kinds/services/mailbox.py": "the client's own condition, in the service's language, which no row answers; "
    "what does not match it is asked for as well, and who comes in both lists is UNKNOWN",
    "kinds/services/secured_data.py": "one account's mailboxes, looked at again: a row of anybody else is passed over, "
    "and whoever has a licence for a mailbox of which no row comes is not disabled",
    "tenant/cmdlets.py": "the slices of one list; each is held against its own part",
}
"""Sources that name a filter beside `tenant/asked.py`, and why."""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """A tenant with one of everything that a filter could let through: other people, groups, roles and events."""
    with Scratch(tmp_path_factory.mktemp("held") / "scratch") as made:
        made.apply()
        control.tamper(made.tenants, CONTOSO, "disable-policy", policy="Holdfast: MFA for all users")
        control.tamper(made.tenants, CONTOSO, "add-break-glass-member")
        yield made


def check(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, left_out: str = ""
) -> tuple[Checked, Counter[str]]:
    """Check with a condition of some words left out on its way."""
    on, sent = Condition.on, Counter[str]()

    def on_the_way(condition: Condition, path: str) -> str:
        words = condition.text.partition("(")[0].partition(" ")[0] or "everything"
        sent[words] += 1
        return path if left_out and words == left_out else on(condition, path)

    monkeypatch.setattr(Condition, "on", on_the_way)
    return scratch.check(), sent


CHECKED = {
    "userPrincipalName": {"BreakGlassAccounts", "Group"},
    "displayName": {"BreakGlassAccounts", "Group", "ConditionalAccessPolicy"},
    "roleDefinitionId": {"BreakGlassAccounts"},
    "assignedPlans/any": {"LitigationHold"},
}
"""The kinds of which nothing is known any more when a condition is passed over."""


def test_a_check_sends_these_conditions_and_all_of_them_are_tried(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, sent = check(scratch, monkeypatch)

    assert set(sent) - {"everything"} == {*CHECKED, "targetResources/any", "id"}
    assert Status.UNKNOWN not in {one.status for one in checked.result.findings}
    assert [one for one in checked.result.findings if one.change], checked.result.findings


@pytest.mark.parametrize("left_out", CHECKED)
def test_what_is_filtered_is_unknown_where_the_filter_is_passed_over(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    checked, _ = check(scratch, monkeypatch, left_out)

    findings = checked.result.findings
    unknown = {one.token.rpartition(":")[2] for one in findings if one.status is Status.UNKNOWN}
    assert CHECKED[left_out] <= unknown
    if left_out != "assignedPlans/any":
        told = [one for one in findings if "rows that were not asked for" in one.explanation]
        assert {one.reason for one in told} == {Reason.UNEXPECTED}


def test_nobody_is_named_for_a_change_where_the_log_passes_over_the_filter(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, _ = check(scratch, monkeypatch, "targetResources/any")

    drifted = [
        one for one in checked.result.findings if one.token.endswith(("Policy", "Group")) and one.differences
    ]
    assert [one.change for one in drifted] == [None, None]
    assert all("rows that were not asked for" in one.unattributed for one in drifted)


def test_no_name_is_learnt_where_the_list_passes_over_the_ids(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = check(scratch, monkeypatch)
    checked, _ = check(scratch, monkeypatch, "id")

    assert len(checked.live.directory.names) < len(whole.live.directory.names)
    assert [one.status for one in checked.result.findings] == [one.status for one in whole.result.findings]


def test_no_other_place_writes_a_filter() -> None:
    found = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        if path.relative_to(SOURCES).parts[0] not in {"emulator", "provider"}
        and any(map(_writes, ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
    }

    assert found == {"tenant/asked.py", *ELSEWHERE}


def _writes(node: ast.AST) -> bool:
    """Whether a part of a source writes a filter: of Graph, or as the parameter of a cmdlet."""
    if isinstance(node, ast.Constant):
        return node.value == "Filter" or (isinstance(node.value, str) and "$filter=" in node.value)
    return isinstance(node, ast.keyword) and node.arg == "Filter"


ROWS: list[Any] = [
    {"name": "Anna"},
    {"name": "ANNA "},
    {"name": "Bob"},
    {"name": None},
    {"name": 7},
    {},
    None,
    "Anna",
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row_that_does_not_say_what_was_asked_is_refused(row: Any) -> None:
    fits = isinstance(row, dict) and str(row.get("name")).strip().casefold() == "anna"
    for condition in (equal("name", "anna"), one_of("name", ["anna", "carla"])):
        if fits:
            assert condition.held("/x", [row]) == [row]
            continue
        with pytest.raises(ReadError) as raised:
            condition.held("/x?$select=name", [{"name": "anna"}, row])
        assert str(raised.value).startswith(
            "/x: the answer has rows that were not asked for by the filter name "
        )


def test_what_cannot_be_held_says_why() -> None:
    with pytest.raises(ValueError, match="it is said why not"):
        Condition("a eq 'b'", None)
    with pytest.raises(ValueError, match="it is said why not"):
        Condition("a eq 'b'", lambda _: True, "but")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CA-Bréak", "ca-break", True),
        ("Straße", "STRASSE", True),
        ("a", "b", False),
        ("", "", True),
        (None, "", False),
    ],
)
def test_spellings_that_a_directory_may_take_for_one_are_alike(
    one: object, other: str, *, same: bool
) -> None:
    assert alike(one, other) is same
