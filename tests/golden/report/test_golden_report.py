"""The HTML report, situation by situation, character by character; the style sheet alone is scrubbed."""

from __future__ import annotations

import re
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from holdfast.report.html import render_html
from tests.golden.report.cases import CASES, GENERATED_AT, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("case", CASES)
def test_html_report_is_as_reviewed(case: str, golden: Callable[[str, str], None]) -> None:
    result, controls = CASES[case]

    page = render_html(result, controls, generated_at=GENERATED_AT, kinds=KINDS)

    golden(f"report/{case}.html", scrubbed(page))


@pytest.mark.parametrize("case", CASES)
def test_html_report_depends_on_neither_order_of_controls_nor_time_zone(case: str) -> None:
    result, controls = CASES[case]
    elsewhere = GENERATED_AT.astimezone(timezone(timedelta(hours=13)))

    one = render_html(result, controls, generated_at=GENERATED_AT, kinds=KINDS)
    other = render_html(result, controls[::-1], generated_at=elsewhere, kinds=KINDS[::-1])

    assert one == other


def scrubbed(page: str) -> str:
    """Return the page without the style sheet, which a browser shows and a comparison of text does not."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, count=1, flags=re.DOTALL)
    return re.sub(r"'sha256-[A-Za-z0-9+/=]+'", "'sha256-…'", page, count=1)
