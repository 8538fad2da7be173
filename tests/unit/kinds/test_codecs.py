"""How single values are written at the wire, and read again."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.codec import DAYS, FLAGS, Codec, each_under, only_item
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services.graph_queries import REVIEWERS, SCOPES


def cidr(address: str) -> dict[str, Any]:
    return {"@odata.type": "#six" if ":" in address else "#four"}


RANGES = each_under("cidrAddress", cidr)


@pytest.mark.parametrize(
    ("codec", "value", "wire"),
    [
        (FLAGS, ["a", "b"], "a,b"),
        (FLAGS, [], ""),
        (DAYS, 2555, "2555"),
        (DAYS, "unlimited", "unlimited"),
        (only_item(), [{"a": 1}], {"a": 1}),
        (only_item(FLAGS), [["a", "b"]], "a,b"),
        (RANGES, ["198.51.100.0/24"], [{"@odata.type": "#four", "cidrAddress": "198.51.100.0/24"}]),
        (RANGES, ["2001:db8::/32"], [{"@odata.type": "#six", "cidrAddress": "2001:db8::/32"}]),
        (RANGES, [], []),
    ],
)
def test_value_goes_to_the_wire_and_comes_back(codec: Codec, value: Any, wire: Any) -> None:
    assert codec.encode(value) == wire
    assert codec.decode(wire) == value


@pytest.mark.parametrize("codec", [only_item(), only_item(FLAGS), RANGES, DAYS])
def test_null_at_the_wire_says_nothing(codec: Codec) -> None:
    assert codec.decode(None) is None


@pytest.mark.parametrize("value", [False, 0, "", [], {}, "x"])
def test_object_that_says_more_than_its_text_is_not_understood(value: Any) -> None:
    told = {"cidrAddress": "198.51.100.0/24", "@odata.type": "#four", "lastOctet": None}

    assert RANGES.decode([told]) == ["198.51.100.0/24"]
    with pytest.raises(MisreadError, match="excluded should be absent beside cidrAddress"):
        RANGES.decode([{**told, "excluded": value}])


def test_empty_list_of_one_is_null_at_the_wire() -> None:
    assert only_item().encode([]) is None
    assert only_item(FLAGS).encode([]) is None


def test_days_are_written_as_the_cmdlets_take_them() -> None:
    assert [DAYS.encode(value) for value in (30, "30", "30.00:00:00", "Unlimited")] == [
        "30",
        "30",
        "30",
        "unlimited",
    ]


@pytest.mark.parametrize("said", ["#six", "#seven", "", 0, {}, ["#four"]])
def test_range_of_another_type_is_not_read_as_the_usual_one(said: object) -> None:
    with pytest.raises(MisreadError, match=r"@odata\.type"):
        RANGES.decode([{"@odata.type": said, "cidrAddress": "198.51.100.0/24"}])


@pytest.mark.parametrize("codec", [SCOPES, REVIEWERS])
@pytest.mark.parametrize("said", ["#microsoft.graph.accessReviewInactiveUsersQueryScope", "0", 0, {}])
def test_query_of_another_type_is_not_read_as_the_usual_one(codec: Codec, said: object) -> None:
    wire = codec.encode(["/users"])

    assert codec.decode(wire) == ["/users"]
    with pytest.raises(MisreadError, match=r"@odata\.type"):
        codec.decode([{**wire[0], "@odata.type": said}])
