"""Exceptions of a client: their last day, and how what is understood is named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from holdfast.apply.gates.loosened import require_understood
from holdfast.kinds.loosened import Loosened
from holdfast.model.errors import InputErrors, RefusedError
from holdfast.plan.accepted import planned_exceptions
from holdfast.plan.mistakes import Mistakes
from holdfast.plan.node import Node, Place
from holdfast.plan.understood import understood

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY = date(2026, 11, 24)
URN = "urn:pulumi:contoso::holdfast::m365:purview:RetentionLabel::it"


def node(value: object) -> Node:
    """Return a value that is nowhere."""
    place = Place("f", 1, "")
    if isinstance(value, dict):
        return Node({name: node(part) for name, part in value.items()}, place, place)
    if isinstance(value, list):
        return Node(tuple(node(part) for part in value), place, place)
    return Node(value, place, place)


def last_day(expires: object, today: date = TODAY) -> date:
    """Return the day on which an exception ends."""
    entry: Mapping[str, object] = {"unmanaged": "Kind/*", "reason": "a", "owner": "b", "expires": expires}
    mistakes = Mistakes()
    planned = planned_exceptions(node({"holdfast:exceptions": [entry]}), None, today, mistakes)
    mistakes.raise_if_any()
    return planned[0].expires


@pytest.mark.parametrize(
    "day", ["2020-01-01", "2026-11-23", "2026-11-24", "2026-11-25", "2028-11-24", "2028-02-29", "2028-11-25"]
)
def test_a_day_up_to_two_years_ahead_is_one_even_when_it_is_over(day: str) -> None:
    assert last_day(day) == date.fromisoformat(day)


def test_a_day_that_pulumi_wrote_back_is_the_same_day() -> None:
    assert last_day("2027-06-30 00:00:00 +0000 UTC") == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("expires", "slug"),
    [
        ("2028-11-26", "distant-expiry"),
        ("9999-12-31", "distant-expiry"),
        ("2027-02-29", "bad-date"),
        ("20270331", "bad-date"),
        ("2027-3-31", "bad-date"),
        ("2027-W13-3", "bad-date"),
        ("31.03.2027", "bad-date"),
        ("2027-03-31 12:00:00 +0000 UTC", "bad-date"),
        ("0000-00-00", "bad-date"),
        ("", "bad-date"),
        (20270331, "bad-date"),
        (None, "bad-date"),
        (["2027-03-31"], "bad-date"),
    ],
)
def test_any_other_day_is_one_mistake(expires: object, slug: str) -> None:
    with pytest.raises(InputErrors) as caught:
        last_day(expires)
    assert [each.slug for each in caught.value.mistakes] == [slug]


def test_two_years_after_a_leap_day_is_the_last_of_february() -> None:
    assert last_day("2030-02-28", date(2028, 2, 29)) == date(2030, 2, 28)
    with pytest.raises(InputErrors, match="choose a day up to 2030-02-28"):
        last_day("2030-03-02", date(2028, 2, 29))


@pytest.mark.parametrize(
    "name",
    ["Business record", "Keep? All*", "Anna's", "''", "[a]", "\\*", "a\\b", "a: b", "# c", "é", "a\\\\?"],
)
def test_entry_that_a_refused_run_prints_is_one_that_the_client_file_takes(name: str) -> None:
    loose = Loosened(f"RetentionLabel/{name}", "retentionDurationDays", "7 becomes 1", URN, 1)
    with pytest.raises(RefusedError) as refused:
        require_understood([loose], ())
    printed = next(line for line in str(refused.value).splitlines() if line.startswith("    - "))
    (entry,) = yaml.safe_load(printed)
    mistakes = Mistakes()

    said = understood(node({"holdfast:i_understand": [entry]}), mistakes)

    mistakes.raise_if_any()
    require_understood([loose], said)


@pytest.mark.parametrize("name", ["*", "Keep?", "Keep*", "Keep\\??"])
def test_what_is_understood_is_of_one_object(name: str) -> None:
    entry = {"object": f"RetentionLabel/{name}", "property": "x", "value": 1, "consequence": "y"}
    mistakes = Mistakes()

    understood(node({"holdfast:i_understand": [entry]}), mistakes)

    with pytest.raises(InputErrors, match="of one object"):
        mistakes.raise_if_any()
