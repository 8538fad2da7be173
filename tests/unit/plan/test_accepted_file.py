"""The file of `--accepted`: strict, with the place of each mistake, and read again as it was written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.model.errors import InputErrors
from holdfast.model.plan import Deviation, PlannedException
from holdfast.model.status import Status
from holdfast.plan.accepted_file import accepted_in
from holdfast.plan.accepted_text import accepted_text

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 26)
GOOD = """\
client: contoso
accepted:
  - fingerprint: 0123456789abcdef0123456789abcdef
    status: DRIFTED
    object: ConditionalAccessPolicy/CA001
    property: state
    expected: enabled
    found: disabled
    owner: it@contoso.example
    reason: keys are ordered
    expires: "2027-03-31"
"""
SECOND = GOOD.partition("accepted:\n")[2]


def read(tmp_path: Path, text: str) -> tuple[PlannedException, ...]:
    path = tmp_path / "accepted.yaml"
    path.write_text(text, encoding="utf-8")
    return accepted_in(path, "contoso", TODAY)


def test_file_says_one_deviation_with_owner_reason_and_last_day(tmp_path: Path) -> None:
    (one,) = read(tmp_path, GOOD)

    assert one.deviation == Deviation(
        "0123456789abcdef0123456789abcdef",
        Status.DRIFTED,
        "ConditionalAccessPolicy/CA001",
        "state",
        "enabled",
        "disabled",
    )
    assert (one.owner, one.reason, one.expires) == (
        "it@contoso.example",
        "keys are ordered",
        date(2027, 3, 31),
    )
    assert one.place.endswith("accepted.yaml:3")
    assert (one.control, one.object, one.property, one.unmanaged) == ("", "", (), "")


def test_last_day_that_is_over_is_no_mistake_of_the_file(tmp_path: Path) -> None:
    (one,) = read(tmp_path, GOOD.replace("2027-03-31", "2026-11-25"))

    assert one.expires == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "line", "slug"),
    [
        (GOOD.replace("    owner: it@contoso.example\n", ""), 3, "missing-key"),
        (GOOD.replace("    reason: keys are ordered\n", ""), 3, "missing-key"),
        (GOOD.replace('    expires: "2027-03-31"\n', ""), 3, "missing-key"),
        (GOOD.replace("    object: ConditionalAccessPolicy/CA001\n", ""), 3, "missing-key"),
        (GOOD.replace("client: contoso\n", ""), 1, "missing-key"),
        (GOOD.replace("owner: it@contoso.example", 'owner: ""'), 9, "wrong-value"),
        (GOOD + "    ticket: 7\n", 12, "unknown-key"),
        (GOOD + "version: 7\n", 12, "unknown-key"),
        (GOOD.replace("2027-03-31", "soon"), 11, "bad-date"),
        (GOOD.replace("2027-03-31", "2029-03-31"), 11, "distant-expiry"),
        (GOOD.replace("DRIFTED", "UNKNOWN"), 4, "wrong-value"),
        (GOOD.replace("DRIFTED", "IN_SYNC"), 4, "wrong-value"),
        (GOOD.replace("0123456789abcdef0123456789abcdef", "0123"), 3, "wrong-value"),
        (GOOD.replace("0123456789abcdef0123456789abcdef", '"*"'), 3, "wrong-value"),
        (GOOD.replace("client: contoso", "client: fabrikam"), 1, "wrong-value"),
        (GOOD + SECOND, 12, "duplicate-exception"),
        ("- a\n", 1, "wrong-type"),
        ("accepted: }", 1, "yaml-syntax"),
    ],
)
def test_mistake_is_told_with_its_place(tmp_path: Path, text: str, line: int, slug: str) -> None:
    with pytest.raises(InputErrors) as refused:
        read(tmp_path, text)

    assert (line, slug) in {(one.line, one.slug) for one in refused.value.mistakes}
    assert all(one.file.endswith("accepted.yaml") for one in refused.value.mistakes)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("    owner: it@contoso.example\n", "").replace("2027-03-31", "soon") + "more: 1\n"
    with pytest.raises(InputErrors) as refused:
        read(tmp_path, text)

    assert {one.slug for one in refused.value.mistakes} == {"missing-key", "bad-date", "unknown-key"}


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="unreadable-file"):
        accepted_in(tmp_path / "none.yaml", "contoso", TODAY)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
WORDS = st.builds("{}a{}".format, TEXTS, TEXTS)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(values=st.tuples(VALUES, VALUES), path=st.just("") | WORDS, words=st.tuples(WORDS, WORDS, WORDS))
def test_what_is_written_is_read_again_as_it_is(
    tmp_path: Path, values: tuple[Any, Any], path: str, words: tuple[str, str, str]
) -> None:
    expected, found = values
    name, owner, reason = words
    said = Deviation("a" * 32, Status.DRIFTED, name, path, expected if path else None, found)
    entry = PlannedException("", "", (), "", reason, owner, date(2027, 1, 31), deviation=said)

    assert read(tmp_path, accepted_text("contoso", [entry])) == (entry,)


def test_empty_file_is_one_without_entries(tmp_path: Path) -> None:
    assert read(tmp_path, accepted_text("contoso", [])) == ()
