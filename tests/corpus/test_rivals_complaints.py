"""`docs/rivals-complaints.md`: every complaint of the survey has a row, and every row has tests that exist.

That they ran and passed is checked at the end of a run of the whole suite (`tests/conftest.py`).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.named_tests import ROOT, exists, named_in, not_passed

PAGE = ROOT / "docs" / "rivals-complaints.md"
NUMBERS = {*range(12, 29), *range(37, 46), *range(52, 57)}
_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = _ROW.findall(PAGE.read_text(encoding="utf-8"))
SURVEY = ROOT.parent / "shared" / "peers.md"


def test_every_complaint_has_a_row_and_only_one() -> None:
    numbers = [int(number) for number, *_ in ROWS]

    assert sorted(numbers) == sorted(NUMBERS)
    assert numbers == sorted(numbers)


@pytest.mark.skipif(not SURVEY.exists(), reason="the survey is not beside this clone")
def test_the_survey_has_every_number() -> None:
    told = re.findall(r"^(\d+)\. ", SURVEY.read_text(encoding="utf-8"), re.MULTILINE)

    assert {str(one) for one in NUMBERS} <= set(told)


@pytest.mark.parametrize(("number", "tests"), [(row[0], row[3]) for row in ROWS])
def test_every_row_names_tests_that_exist(number: str, tests: str) -> None:
    named = named_in(tests)

    assert named, number
    assert [one for one in named if not exists(one)] == []


def test_a_named_test_that_did_not_pass_is_told() -> None:
    passed = {"tests/unit/a.py::test_one[x]", "tests/unit/b.py::TestGroup::test_two"}

    assert not_passed([("tests/unit/a.py", "test_one"), ("tests/unit/b.py", "")], passed) == []
    assert not_passed([("tests/unit/a.py", "test_on"), ("tests/unit/c.py", "")], passed) == [
        "tests/unit/a.py::test_on",
        "tests/unit/c.py",
    ]


def test_what_does_not_exist_is_told() -> None:
    here = str(Path(__file__).relative_to(ROOT))

    assert exists((here, "test_what_does_not_exist_is_told"))
    assert not exists((here, "test_nobody_wrote_this"))
    assert not exists(("tests/corpus/test_nobody_wrote_this.py", ""))
