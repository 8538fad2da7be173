"""The HTML report, situation by situation, character by character; the style sheet alone is scrubbed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from holdfast.report.formats.html import FORMAT
from tests.golden.report.cases import CASES, GENERATED_AT, input_of

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("case", CASES)
def test_html_report_is_as_reviewed(case: str, golden: Callable[[str, str], None]) -> None:
    result, controls = CASES[case]

    page = FORMAT.render(input_of(result, controls)).decode()

    golden(f"report/{case}.html", scrubbed(page))


@pytest.mark.parametrize("case", CASES)
def test_html_report_depends_on_neither_order_of_controls_nor_time_zone(case: str) -> None:
    result, controls = CASES[case]
    one = input_of(result, controls)
    elsewhere = GENERATED_AT.astimezone(timezone(timedelta(hours=13)))

    other = replace(one, controls=controls[::-1], generated_at=elsewhere, kinds=one.kinds[::-1])

    assert FORMAT.render(one) == FORMAT.render(other)


def scrubbed(page: str) -> str:
    """Return the page without the style sheet, which a browser shows and a comparison of text does not."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, count=1, flags=re.DOTALL)
    return re.sub(r"'sha256-[A-Za-z0-9+/=]+'", "'sha256-…'", page, count=1)
