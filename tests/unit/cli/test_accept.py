"""`holdfast accept`: the drift of a check goes to a file, with who accepts it until when, and nothing else does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from holdfast.cli.accepting import Acceptance, accept_drift
from holdfast.model.errors import HoldfastError, InputErrors
from holdfast.plan.accepted_file import accepted_in
from holdfast.report.formats.interface import formats
from tests.golden.report.cases import CASES, CONTROLS, DRIFT, UNREAD, input_of

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.finding import DriftResult

TODAY = date(2026, 11, 26)
BY = Acceptance("it@contoso.example", "keys are ordered", date(2027, 3, 31))


@pytest.fixture
def result(tmp_path: Path) -> Path:
    return write(tmp_path / "drift.json", DRIFT)


def write(path: Path, checked: DriftResult) -> Path:
    path.write_bytes(formats()["json"].render(input_of(checked, CONTROLS)))
    return path


def test_every_deviation_of_a_check_is_in_the_file_with_its_value(result: Path, tmp_path: Path) -> None:
    file = tmp_path / "accepted.yaml"
    written = accept_drift(result, file, frozenset(), BY, TODAY)

    entries = accepted_in(file, "contoso", TODAY)
    assert (written.client, written.number, written.added) == ("contoso", len(entries), len(entries))
    told = {(one.deviation.object, one.deviation.property) for one in entries if one.deviation}
    assert told == {
        ("ConditionalAccessPolicy/Holdfast: MFA for all users", "conditions.users.excludedUsers"),
        ("ConditionalAccessPolicy/Holdfast: block legacy authentication", ""),
        (
            "LitigationHold/exchange.litigation_hold_enabled/rule",
            "members[lee@contoso.example].durationDays",
        ),
        (
            "LitigationHold/exchange.litigation_hold_enabled/rule",
            "members[megan@contoso.example].litigationHoldEnabled",
        ),
        ("ConditionalAccessPolicy/Allow everything from one laptop", ""),
    }
    assert {(one.owner, one.reason, one.expires) for one in entries} == {(BY.owner, BY.reason, BY.expires)}
    text = file.read_text(encoding="utf-8")
    assert 'found: ["adele (3f6b)", "sync (77aa)"]' in text
    assert "`holdfast up` does not read it" in text


def test_only_what_is_named_is_accepted_and_others_stay_as_they_were(result: Path, tmp_path: Path) -> None:
    file = tmp_path / "accepted.yaml"
    accept_drift(result, file, frozenset(), BY, TODAY)
    before = accepted_in(file, "contoso", TODAY)
    (*_, last) = [one.deviation for one in before if one.deviation]

    later = replace(BY, owner="b@contoso.example")
    written = accept_drift(result, file, frozenset({last.fingerprint}), later, TODAY)

    after = accepted_in(file, "contoso", TODAY)
    assert (written.number, written.added) == (len(before), 1)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [(one.deviation, one.owner) for one in changed] == [(last, "b@contoso.example")]
    assert accept_drift(result, file, frozenset({last.fingerprint}), later, TODAY).added == 0


def test_unread_is_accepted_by_nobody(tmp_path: Path) -> None:
    file = tmp_path / "accepted.yaml"
    for checked in (UNREAD, CASES["in-sync"][0]):
        with pytest.raises(HoldfastError) as refused:
            accept_drift(write(tmp_path / "x.json", checked), file, frozenset(), BY, TODAY)
        assert refused.value.slug == "nothing-to-accept"
    assert not file.exists()


def test_fingerprint_of_nothing_is_refused(result: Path, tmp_path: Path) -> None:
    with pytest.raises(HoldfastError) as refused:
        accept_drift(result, tmp_path / "a.yaml", frozenset({"f" * 32}), BY, TODAY)

    assert refused.value.slug == "nothing-to-accept"
    assert "f" * 32 in refused.value.message


def test_file_with_mistakes_or_of_another_client_is_not_written_over(result: Path, tmp_path: Path) -> None:
    file = tmp_path / "accepted.yaml"
    for text in ("client: fabrikam\naccepted: []\n", "client: contoso\naccepted: []\nmore: 1\n"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputErrors):
            accept_drift(result, file, frozenset(), BY, TODAY)
        assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("value", ["\ud800", 1e-07])
def test_value_that_yaml_cannot_say_again_is_told_and_nothing_is_written(
    result: Path, tmp_path: Path, value: object
) -> None:
    facts = json.loads(result.read_text(encoding="utf-8"))
    facts["findings"][0]["differences"][0]["found"] = value
    result.write_text(json.dumps(facts), encoding="utf-8")

    with pytest.raises(HoldfastError) as refused:
        accept_drift(result, tmp_path / "a.yaml", frozenset(), BY, TODAY)

    assert refused.value.slug == "accepted-not-written"
    assert not (tmp_path / "a.yaml").exists()


@pytest.mark.parametrize("folder", ["a", "nowhere"])
def test_place_that_cannot_be_written_is_told_and_no_folder_is_made(
    result: Path, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "a").write_text("a file", encoding="utf-8")

    with pytest.raises(HoldfastError, match="there is no folder") as refused:
        accept_drift(result, tmp_path / folder / "b.yaml", frozenset(), BY, TODAY)

    assert refused.value.slug == "accepted-not-written"
    assert not (tmp_path / "nowhere").exists()
