"""Rows that lack their id, come twice, or belong to nobody: unknown in words, never missing, drift or in sync."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from holdfast.model.status import Status
from tests.wire.recorded import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.model.finding import DriftResult, Finding
    from tests.wire.fuzz import Fuzz
    from tests.wire.recorded import Key

CMDLET_IDS = {
    "Get-Mailbox": ("ExchangeGuid", "UserPrincipalName"),
    "Get-ComplianceTag": ("Name",),
    "Get-RetentionCompliancePolicy": ("Guid", "Name"),
    "Get-RetentionComplianceRule": ("Policy",),
}
"""What tells which object a row is of, or is about."""


def ids_of(key: Key) -> tuple[str, ...]:
    """What tells the same in the rows that one question is answered with."""
    if "/roleManagement/" in key[1]:
        return ("principalId",)
    return next((ids for cmdlet, ids in CMDLET_IDS.items() if f'"{cmdlet}"' in key[2]), ("id",))


def rows_of(fuzz: Fuzz) -> Iterator[tuple[Key, list[dict[str, Any]], int]]:
    """Every row of every answer of a whole check, with those it came with."""
    for key, answer in fuzz.recorded.answers.items():
        body = orjson.loads(answer.content) if key[0] != "sign-in" and answer.content else None
        rows = body.get("value") if isinstance(body, dict) else None
        if isinstance(rows, list):
            yield from ((key, rows, number) for number in range(len(rows)))


def checked(fuzz: Fuzz, key: Key, rows: list[dict[str, Any]]) -> DriftResult:
    """What a check finds where the question is answered with these rows instead."""
    answer = fuzz.recorded.answers[key]
    body = {**orjson.loads(answer.content), "value": rows}
    return fuzz.recorded.check({key: Answer(answer.status, answer.headers, orjson.dumps(body))}).result


def resting(fuzz: Fuzz, key: Key, result: DriftResult) -> list[Finding]:
    """The findings that are unknown when the question is refused."""
    return [one for one in result.findings if one.urn in fuzz.resting_on(key)]


def test_row_that_lacks_its_id_makes_unknown_what_rests_on_it_in_words(fuzz: Fuzz) -> None:
    tried = set()
    for key, rows, number in rows_of(fuzz):
        for name in ids_of(key):
            if name not in rows[number]:
                continue
            for lacking in (
                {other: value for other, value in rows[number].items() if other != name},
                {**rows[number], name: None},
                {**rows[number], name: ""},
            ):
                found = resting(fuzz, key, checked(fuzz, key, [*rows[:number], lacking, *rows[number + 1 :]]))
                told = f"{key}: {rows[number]} without {name}"
                if name == "Name":  # the service still tells which object it is: the others are judged
                    assert {one.status for one in found} <= {Status.UNKNOWN, Status.IN_SYNC}, told
                    found = [one for one in found if one.name == rows[number]["Name"]]
                assert {one.status for one in found} <= {Status.UNKNOWN}, told
                assert all(_says_what_lacks(name, one.explanation) for one in found), told
                assert not any("not understood (" in one.explanation for one in found), (
                    f"{told}: not foreseen"
                )
                tried |= {(urn, name) for urn in fuzz.resting_on(key)}
    assert {name for _, name in tried} == {"id", "principalId", *sum(CMDLET_IDS.values(), ())}
    assert {urn for urn, _ in tried} == {one.urn for one in fuzz.recorded.recording.desired} - _singletons(
        fuzz
    )


def _says_what_lacks(name: str, explanation: str) -> bool:
    return any(words in explanation for words in (name, "a name is missing", "may be one without"))


def _singletons(fuzz: Fuzz) -> set[str]:
    """Those that are read at a path of their own, where no row has to be told from another."""
    return {one.urn for one in fuzz.recorded.recording.desired if one.token.endswith(":SecurityDefaults")}


def test_member_that_comes_twice_makes_its_population_unknown_by_name(fuzz: Fuzz) -> None:
    """Also where both rows say the same: what came twice may have come in the place of another."""
    tried = 0
    for key, rows, number in rows_of(fuzz):
        if '"Get-Mailbox"' not in key[2]:
            continue
        tried += 1
        name = rows[number]["UserPrincipalName"]
        for second in (rows[number], {**rows[number], "LitigationHoldEnabled": None, "Alias": "other"}):
            (found,) = resting(fuzz, key, checked(fuzz, key, [*rows, second]))
            assert found.status is Status.UNKNOWN
            assert f"unknown: {name}" in found.explanation
            assert "twice" in found.explanation
    assert tried > 10, "the other lists are empty here: see tests/unit/kinds/test_population.py"


def test_two_rows_of_one_id_that_differ_leave_nothing_in_sync_that_rests_on_them(fuzz: Fuzz) -> None:
    tried: set[str] = set()
    for key, rows, number in rows_of(fuzz):
        row = rows[number]
        if "assignedPlans" in key[1]:
            continue  # Who holds a plan should have a mailbox, however often he is named.
        for name in row:
            if not isinstance(row.get("id"), str) or name == "id" or "@" in name:
                continue
            found = resting(fuzz, key, checked(fuzz, key, [*rows, {**row, name: "other"}]))
            assert {one.status for one in found} <= {Status.UNKNOWN}, f"{key}: {row} with another {name}"
            tried.update(one.token for one in found)
    assert "m365:entra:BreakGlassAccounts" in tried, "a population that is read by Graph"


def test_two_users_of_one_name_leave_nothing_in_sync_that_rests_on_them(fuzz: Fuzz) -> None:
    tried: set[tuple[str, Status]] = set()
    for key, rows, number in rows_of(fuzz):
        if "/users?$filter=userPrincipalName" in key[1]:
            other = {**rows[number], "id": "99999999-0000-4000-8000-000000000009"}
            found = resting(fuzz, key, checked(fuzz, key, [*rows, other]))
            tried.update((one.token, one.status) for one in found)
    assert ("m365:entra:BreakGlassAccounts", Status.UNKNOWN) in tried
    assert {status for _, status in tried} == {Status.UNKNOWN}


def test_rule_that_publishes_for_a_policy_that_is_not_there_is_unknown_and_never_drift(fuzz: Fuzz) -> None:
    tried = 0
    for key, rows, number in rows_of(fuzz):
        if '"Get-RetentionComplianceRule"' in key[2] and rows[number]["PublishComplianceTag"]:
            other = {**rows[number], "Policy": "00000000-0000-4000-8000-00000000dead", "Name": "the lost one"}
            answers = [[*rows[:number], other, *rows[number + 1 :]], [*rows, {**other, "Guid": "another"}]]
        elif '"Get-RetentionCompliancePolicy"' in key[2]:
            answers = [[*rows[:number], *rows[number + 1 :]]]
        else:
            continue
        for changed in answers:
            tried += 1
            result = checked(fuzz, key, changed)
            (found,) = (one for one in result.findings if one.token.endswith(":RetentionLabelPolicy"))
            assert (found.status, "is not among the policies" in found.explanation) == (Status.UNKNOWN, True)
    assert tried >= 3
