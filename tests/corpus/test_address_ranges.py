"""One range in several spellings, or in another order, is no drift; another range is; what is none is refused.

Public: Microsoft365DSC#1036 and #3656 (lists that were read back otherwise), terraform-provider-azuread#855 (ranges
that the service refuses when others are made already).
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from holdfast.drift.compare import compare
from holdfast.drift.references import Directory
from holdfast.kinds.entra.named_location import KIND
from holdfast.kinds.input_mistakes import mistakes, refused_values
from holdfast.normalise.address_ranges import wrong_range
from holdfast.provider.state import changed_paths
from tests.corpus.rows import live, row

SPELLINGS = (
    ("203.0.113.0/24", "203.0.113.7/24", "203.0.113.255/24"),
    ("198.51.100.7/32",),
    ("2001:db8::/48", "2001:DB8::/48", "2001:0db8:0000:0000::/48", "2001:db8:0:7::1/48", "2001:db8:0::0/48"),
    ("2001:0:9d38:90d6::/63", "2001:0:9d38:90d6:0:0:0:0/63", "2001::9d38:90d6:0:0:0:1/63"),
)
FIRST = [one[0] for one in SPELLINGS]
OTHERS = (
    "203.0.113.0/25",
    "203.0.112.0/23",
    "198.51.100.6/32",
    "2001:db8::/47",
    "2001:db8:1::/48",
    "::ffff:cb00:7100/120",
)


def location(ranges: list[str]) -> dict[str, Any]:
    return {"displayName": "HQ", "ip": {"ipRanges": ranges, "trusted": True}}


def paths(declared: list[str], there: list[str]) -> tuple[list[str], list[tuple[str, Any, Any]]]:
    one, other = location(declared), location(there)
    found = compare(KIND, one, live(KIND, row(KIND, other), "id"), Directory())
    return [difference.path for difference in found], changed_paths(KIND, other, one)


@pytest.mark.parametrize("at", range(len(SPELLINGS)))
def test_every_spelling_of_a_range_is_that_range(at: int) -> None:
    for spelling in SPELLINGS[at]:
        turned = [*FIRST[:at], spelling, *FIRST[at + 1 :]]
        assert paths(FIRST, turned) == ([], [])
        assert paths(turned, FIRST) == ([], [])
        assert paths(FIRST, [*turned, FIRST[at]]) == ([], [])


def test_order_means_nothing() -> None:
    assert [turned for turned in permutations(FIRST) if paths(FIRST, list(turned)) != ([], [])] == []


@pytest.mark.parametrize("other", OTHERS)
def test_another_range_is_drift_beside_and_in_place_of_one(other: str) -> None:
    for there in ([*FIRST, other], [*FIRST[1:], other], [other, *FIRST[:-1]]):
        for declared, found in ((FIRST, there), (there, FIRST)):
            drifted, changed = paths(declared, found)
            assert drifted == ["ip.ipRanges"]
            assert changed


@pytest.mark.parametrize("at", range(len(FIRST)))
def test_a_range_that_is_gone_is_drift(at: int) -> None:
    assert paths(FIRST, [*FIRST[:at], *FIRST[at + 1 :]])[0] == ["ip.ipRanges"]


@pytest.mark.parametrize(
    "text", ["203.0.113.5", "2001:db8::1", "1.1.1.1-1.1.1.9", "203.0.113.0/33", "HQ", "300.1.1.1/8"]
)
def test_what_is_no_range_is_refused_with_its_place(text: str) -> None:
    inputs = location([FIRST[0], text])
    for found in (list(mistakes(KIND.fields, inputs, object())), list(refused_values(KIND.fields, inputs))):
        ((path, why),) = found
        assert path == "ip.ipRanges[1]"
        assert repr(text) in why


@pytest.mark.parametrize("text", [text for spellings in SPELLINGS for text in spellings])
def test_every_spelling_is_taken(text: str) -> None:
    assert wrong_range(text) == ""
