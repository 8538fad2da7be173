"""A trusted location is as wide as the union of its ranges, and so are all of them together."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.entra.named_location import KIND as LOCATION
from holdfast.kinds.entra.trusted_locations import KIND
from holdfast.kinds.judgement import Judgement, Uncounted
from holdfast.kinds.others import Others
from holdfast.model.status import Reason

RULE = {"widestIpv4Prefix": 16, "widestIpv6Prefix": 32}
EMPTY = Judgement(covered=0, violations=(), exempt={})


def location(name: str, *ranges: str, trusted: bool = True) -> Any:
    row = {
        "@odata.type": "#microsoft.graph.ipNamedLocation",
        "displayName": name,
        "isTrusted": trusted,
        "ipRanges": [{"cidrAddress": one} for one in ranges],
    }
    return LOCATION.live(row, f"id of {name}")


def judged(*locations: Any) -> Judgement:
    return KIND.with_others(EMPTY, RULE, Others(objects={LOCATION.token: locations}, unread={}))


def broken(*locations: Any) -> set[tuple[str, str]]:
    return {(one.member, one.property) for one in judged(*locations).violations}


@pytest.mark.parametrize(
    "ranges",
    [
        ["198.51.0.0/16"],
        ["198.51.0.0/17", "198.51.128.0/17", "198.51.7.0/24"],
        ["2001:db8::/32", "198.51.100.0/24"],
        ["198.51.100.0/24", "::ffff:198.51.100.0/120"],
    ],
)
def test_a_narrow_location_obeys_however_often_a_range_is_in_it(ranges: list[str]) -> None:
    found = judged(location("Office", *ranges))
    assert (found.covered, found.violations, found.unjudged) == (2, (), ())


@pytest.mark.parametrize(
    ("ranges", "versions"),
    [
        (["0.0.0.0/1", "128.0.0.0/1"], {4}),
        (["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"], {4}),
        (["11.0.0.0/8"], {4}),
        (["198.50.0.0/16", "198.51.0.0/24"], {4}),
        (["::/1", "8000::/1"], {4, 6}),
        (["4000::/2", "8000::/2", "c000::/2"], {6}),
        (["2001:db8::/31"], {6}),
        (["::ffff:0:0/96"], {4}),
        (["::ffff:0.0.0.0/97", "::ffff:128.0.0.0/97"], {4}),
        (["::/80"], {4}),
    ],
)
def test_a_wide_location_breaks_the_rule_in_one_range_or_in_several(
    ranges: list[str], versions: set[int]
) -> None:
    assert broken(location("Office", *ranges)) == {("Office", f"ipv{one}Addresses") for one in versions}
    assert broken(location("Office", *ranges, trusted=False)) == set()


@pytest.mark.parametrize(
    ("number", "wide"), [(16, set()), (17, {("all trusted locations", "ipv4Addresses")})]
)
def test_many_narrow_locations_are_wide_together(number: int, wide: set[tuple[str, str]]) -> None:
    assert broken(*(location(f"Office {one}", f"198.{one}.0.0/16") for one in range(number))) == wide


def test_a_tenant_without_trusted_locations_obeys_and_one_that_was_not_read_is_unknown() -> None:
    assert (judged().covered, judged().violations) == (1, ())
    cause = Uncounted(reason=Reason.PERMISSION, told="it may not be read")
    unread = KIND.with_others(EMPTY, RULE, Others(objects={}, unread={LOCATION.token: cause}))
    assert unread.uncounted
    assert unread.uncounted.reason is Reason.PERMISSION


def test_what_is_not_understood_of_a_location_is_unknown() -> None:
    strange = location("Office", "somewhere")
    row = {"@odata.type": "#microsoft.graph.newNamedLocation", "displayName": "New"}
    found = judged(strange, LOCATION.live(row, "id of New"))
    assert [one.member for one in found.unjudged] == ["New", "Office"]
