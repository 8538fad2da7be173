"""What the doctor says of service plans that the client's controls need and the tenant lacks."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.doctor.diagnosis import Area, Weight
from holdfast.doctor.offers import ask_licences


class Graph:
    """A service that answers with these subscriptions."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = list(rows)

    async def collection(self, _path: str, **_: Any) -> list[dict[str, Any]]:
        return self.rows


def told(state: str) -> tuple[Weight, str]:
    sku = {"capabilityStatus": state, "servicePlans": [{"servicePlanName": "AAD_PREMIUM_P2"}]}
    tenant = SimpleNamespace(
        graph=Graph(sku if state else {"capabilityStatus": "Enabled", "servicePlans": []})
    )
    recording = SimpleNamespace(desired=(), plans={"entra.b": "AAD_PREMIUM_P2", "entra.a": "AAD_PREMIUM_P2"})
    (found,) = asyncio.run(ask_licences(cast("Any", tenant), cast("Any", recording), {}))
    assert found.area is Area.LICENCES
    return found.weight, found.told


@pytest.mark.parametrize(
    ("state", "words"), [("Suspended", "suspended"), ("LockedOut", "locked out"), ("Deleted", "deleted")]
)
def test_a_subscription_that_lapsed_is_told_as_such(state: str, words: str) -> None:
    weight, sentence = told(state)
    assert weight is Weight.NOTE
    assert sentence.startswith(f"the subscription with AAD_PREMIUM_P2 is {words}: ")
    assert sentence.endswith("renew the subscription (entra.a, entra.b need it)")


def test_a_plan_that_was_never_there_is_told_as_such() -> None:
    assert told("") == (
        Weight.NOTE,
        "the tenant has no AAD_PREMIUM_P2, which entra.a, entra.b need: not applicable there",
    )


@pytest.mark.parametrize("state", ["Enabled", "Warning"])
def test_a_plan_that_is_there_is_good(state: str) -> None:
    assert told(state)[0] is Weight.GOOD
