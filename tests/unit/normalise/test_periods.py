"""Periods of ISO 8601: as long as each other, however they are written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.normalise.periods import one_period, parse_period

LENGTHS = st.timedeltas(timedelta(seconds=1), timedelta(days=10000)).map(
    lambda one: one - timedelta(microseconds=one.microseconds)
)


@given(LENGTHS, st.integers(0, 4000))
def test_a_period_is_read_however_it_is_written(length: timedelta, days: int) -> None:
    days = min(days, length.days)
    rest = int((length - timedelta(days=days)).total_seconds())
    in_time = f"T{rest // 3600}H{rest % 3600 // 60}M{rest % 60}S"
    spellings = [f"P{days}D{in_time}", f"P{days}DT{rest}S", f"PT{int(length.total_seconds())}S"]

    assert {parse_period(one) for one in spellings} == {length}
    (one,) = {one_period(one) for one in spellings}
    assert parse_period(one) == length
    assert one_period(one) == one


@pytest.mark.parametrize("text", ["P180D", "PT8H", "P1DT12H30M", "PT15M1S"])
def test_what_is_written_as_graph_writes_it_stays(text: str) -> None:
    assert one_period(text) == text


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1DT", "P1M", "P2W", "P1Y", "8H", "P0D", "PT0H", "p1d", "-P1D"]
)
def test_what_is_no_period_is_none_and_stays_as_it_is(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        parse_period(text)
    assert one_period(text) == text
