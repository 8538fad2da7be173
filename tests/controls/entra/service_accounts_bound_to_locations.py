"""How `entra.service_accounts_bound_to_locations` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    acting={"service_accounts": [f"admin@{CONTOSO}"], "service_account_addresses": ["198.51.100.0/24"]},
    whole={"accounts": ["scanner@b.example"]},
    enough={"accounts": ({"accounts": ["scanner@b.example"]},)},
    too_little={"accounts": ({"accounts": []},)},
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
