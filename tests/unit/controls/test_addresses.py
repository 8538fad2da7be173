"""Addresses that bind sign-ins: what the service takes, and nothing that would bind nobody."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from holdfast.controls.addresses import BoundSettings


@pytest.mark.parametrize(
    "address", ["198.51.100.0/24", "198.51.100.7/32", "198.0.0.0/9", "2001:db8::/48", "2001:db8::1/128"]
)
def test_a_range_that_the_service_takes_is_kept_as_it_is_written(address: str) -> None:
    assert BoundSettings(location="Office", addresses=[address]).addresses == [address]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("0.0.0.0/0", "wider than a location may be"),
        ("0.0.0.0/1", "wider than a location may be"),
        ("128.0.0.0/1", "wider than a location may be"),
        ("10.0.0.0/8", "wider than a location may be"),
        ("::/0", "wider than a location may be"),
        ("2000::/3", "wider than a location may be"),
        ("198.51.100.1/24", "is no address range"),
        ("office", "is no address range"),
        ("198.51.100.7", "such as 198.51.100.7/32"),
        ("2001:db8::1", "such as 2001:db8::1/128"),
        ("", "is no address range"),
        ("198.51.100.0/24 ", "is no address range"),
    ],
)
def test_a_range_that_the_service_refuses_or_that_holds_half_the_internet_is_refused(
    address: str, told: str
) -> None:
    with pytest.raises(ValidationError, match=told):
        BoundSettings(location="Office", addresses=["198.51.100.0/24", address])
