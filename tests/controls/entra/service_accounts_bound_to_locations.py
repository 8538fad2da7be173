"""How `entra.service_accounts_bound_to_locations` is tried."""

from __future__ import annotations

from tests.controls.shared import ENOUGH_ADDRESSES, WIDE_ADDRESSES
from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    acting={"service_accounts": [f"admin@{CONTOSO}"], "service_account_addresses": ["198.51.100.0/24"]},
    whole={"accounts": ["scanner@b.example"]},
    enough={"accounts": ({"accounts": ["scanner@b.example"]},), "addresses": ENOUGH_ADDRESSES},
    too_little={"accounts": ({"accounts": []},), "addresses": WIDE_ADDRESSES},
    found={
        "free-service-accounts": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.locations.excludedLocations",
                expected=["Holdfast: places of service accounts"],
                found=["All"],
            ),
        )
    },
)
