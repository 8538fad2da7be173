"""The look ahead in a report: everything stands there, in the drawing and in words, and no name can do anything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from holdfast.model.horizon import Fate, Horizon, Unread, in_order
from holdfast.report.formats.html import FORMAT
from holdfast.report.horizon_text import print_horizon
from holdfast.report.readable import readable
from holdfast.report.timeline import WIDTH, timeline
from tests.golden.report.ahead import TODAY, ahead, item
from tests.golden.report.cases import CASES, input_of
from tests.golden.report.hostile import HOSTILE_NAMES
from tests.unit.report.test_report_html import Reader

pytestmark = pytest.mark.unmeasured  # nothing of the reports is measured


def page_of(horizon: Horizon | None) -> str:
    return FORMAT.render(replace(input_of(*CASES["in-sync"]), horizon=horizon)).decode()


def section(page: str) -> str:
    return re.split(r'<h2 id="(?:horizon|controls)">', page)[1]


def test_a_report_without_a_look_ahead_says_that_nobody_looked() -> None:
    told = section(page_of(None))

    assert "<strong>not looked</strong>" in told
    assert "<svg" not in told


def test_each_thing_stands_there_with_its_day_rule_keeper_and_what_to_do() -> None:
    text = "".join(Reader(page_of(ahead())).text)

    for one in ahead().items:
        assert one.explanation in text
        assert (one.to_do in text) == (one.fate is not Fate.KEPT or one.lost_from is not None)
    assert "retention policy Anna" in text
    assert "subscriptions: refused" in text
    in_words = "4 things with a day, the first from 2026-11-20, the last from 2027-02-26; 3 lost, of 1 nobody can say"
    assert f"{in_words}; 1 without a day, not drawn." in text


def test_where_nothing_goes_it_says_so_in_words_and_promises_nothing() -> None:
    kept = [one for one in ahead().items if one.fate is Fate.KEPT and one.lost_from is None]
    told = section(page_of(replace(ahead(), items=in_order(kept), unread=())))

    (lead,) = re.findall(r'<p class="read">(.*?)</p>', told)
    assert lead.startswith("Nothing is known to be erased")
    assert lead.endswith(f"and {len(kept)} thing kept.")
    assert '<td data-label="From">while it is kept<br>' in told


@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_a_name_does_nothing_but_stand_there(name: str) -> None:
    usual, page = Reader(page_of(ahead())), Reader(page_of(ahead(name, name)))

    assert page.tags == usual.tags
    assert readable(name) in "".join(page.text)
    assert not any(name and name in value for _, value in page.attributes)


def test_of_thousands_the_first_are_listed_and_the_rest_is_counted() -> None:
    many = [item(f"n{day}", Fate.LOST, TODAY + timedelta(days=day)) for day in range(1_000)]
    told = section(page_of(replace(ahead(), items=in_order(many))))

    assert told.count('data-label="From"') == 200
    assert "800 more lost" in told
    assert "1000 things with a day" in told


AT = st.integers(-50, 4_000) | st.dates().map(lambda one: (one - TODAY).days)


@given(st.lists(st.tuples(st.sampled_from([Fate.LOST, Fate.UNKNOWN]), AT), min_size=1))
def test_the_drawing_counts_everything_and_stays_inside(drawn: list[tuple[Fate, int]]) -> None:
    items = [item("x", fate, TODAY + timedelta(days=day)) for fate, day in drawn]

    line = timeline(replace(ahead(), items=in_order(items)))

    assert line is not None
    assert sum(one.count for one in line.bars) == len(drawn)
    for one in line.bars:
        assert line.left <= one.x < one.x + one.width <= line.right < WIDTH
        assert 0 < one.unknown_y <= one.lost_y <= line.base
    furthest = max(day for _, day in drawn)
    assert line.beyond is (furthest >= 3650)
    assert line.ticks[0].day == TODAY
    assert all(line.left <= one.x <= line.right + 0.001 for one in line.ticks)


def test_one_cause_is_told_once_with_all_that_it_hides() -> None:
    """A refused sign-in hides every source; fourteen times the same sentence is read by nobody."""
    refused, other = "the sign-in was refused", "the service is unavailable"
    unread = (Unread("mailboxes", refused), Unread("drives", other), Unread("subscriptions", refused))
    blind = replace(ahead(), unread=unread)
    text = "".join(Reader(page_of(blind)).text)
    printed = StringIO()
    print_horizon(blind, (), Console(file=printed, width=200))

    for told in (text, printed.getvalue()):
        assert told.count(refused) == told.count(other) == 1
        assert f"mailboxes and subscriptions: {refused}" in told
    assert "3 sources not read" in text
