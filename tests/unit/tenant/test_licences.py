"""Licences: what is in force, what lapsed, and what says neither."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.model.errors import ReadError
from holdfast.model.licence import Licences
from holdfast.model.status import Reason
from holdfast.tenant.licences import licences

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Tenant

STRANGE: tuple[object, ...] = ("SwitchedOff", "", 0, False, ["Disabled"], {})
"""What no plan's own state is."""


class Answering:
    """A tenant with these subscriptions."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = list(rows)

    @property
    def graph(self) -> Answering:
        return self

    async def collection(self, _path: str, **_: Any) -> list[dict[str, Any]]:
        return self.rows


def sku(state: object, *plans: str) -> dict[str, Any]:
    return {"capabilityStatus": state, "servicePlans": [{"servicePlanName": name} for name in plans]}


def read(*rows: dict[str, Any]) -> Licences:
    return asyncio.run(licences(cast("Tenant", Answering(*rows))))


@pytest.mark.parametrize("state", ["Enabled", "Warning"])
def test_plan_of_a_subscription_in_force_is_there(state: str) -> None:
    found = read(sku(state, "AAD_PREMIUM"), sku("Suspended", "AAD_PREMIUM", "EXCHANGE_S_STANDARD"))

    assert not found.lack("AAD_PREMIUM")
    assert not found.told("AAD_PREMIUM")
    assert found.lack("EXCHANGE_S_STANDARD")


@pytest.mark.parametrize("word", ["Disabled", "disabled", "DISABLED"])
def test_plan_that_is_switched_off_in_its_subscription_is_not_there_unless_another_one_has_it(
    word: str,
) -> None:
    off = sku("Enabled", "ATP_ENTERPRISE")
    off["servicePlans"][0]["provisioningStatus"] = word

    assert read(off).lack("ATP_ENTERPRISE")
    assert not read(off).told("ATP_ENTERPRISE"), "there is nothing to renew"
    for rows in ((off, sku("Enabled", "ATP_ENTERPRISE")), (sku("Warning", "ATP_ENTERPRISE"), off)):
        assert not read(*rows).lack("ATP_ENTERPRISE")


@pytest.mark.parametrize("state", ["Success", "PendingActivation", "PendingProvisioning", None])
def test_plan_that_is_not_switched_off_is_there(state: str | None) -> None:
    """One that is still to come is judged by what is read: nothing is called not applicable for it."""
    coming = sku("Enabled", "AAD_PREMIUM")
    coming["servicePlans"][0]["provisioningStatus"] = state

    assert not read(coming).lack("AAD_PREMIUM")


@pytest.mark.parametrize("state", ["Suspended", "LockedOut", "Deleted"])
def test_plan_of_a_lapsed_subscription_is_told_as_such(state: str) -> None:
    found = read(sku(state, "AAD_PREMIUM"))

    assert found.lack("AAD_PREMIUM")
    words = {"LockedOut": "locked out"}.get(state, state.lower())
    assert f"is {words}:" in found.told("AAD_PREMIUM")
    assert not found.told("OTHER")
    assert not found.lack("")


@pytest.mark.parametrize(
    "row",
    [
        sku("SomethingNew", "AAD_PREMIUM"),
        sku(None, "AAD_PREMIUM"),
        {"capabilityStatus": "Enabled"},
        {"capabilityStatus": "Enabled", "servicePlans": "AAD_PREMIUM"},
        {"capabilityStatus": "Enabled", "servicePlans": [{"servicePlanName": None}]},
        {"capabilityStatus": "Enabled", "servicePlans": ["AAD_PREMIUM"]},
        *(
            {
                "capabilityStatus": "Enabled",
                "servicePlans": [{"servicePlanName": "AAD_PREMIUM", "provisioningStatus": one}],
            }
            for one in STRANGE
        ),
    ],
)
def test_subscription_in_a_form_that_nobody_has_seen_is_not_read(row: dict[str, Any]) -> None:
    with pytest.raises(ReadError, match="subscribedSkus") as found:
        read(row)

    assert found.value.reason is Reason.UNEXPECTED
