"""How `entra.workload_identities_bound` is tried."""

from __future__ import annotations

from tests.controls.shared import ENOUGH_ADDRESSES, WIDE_ADDRESSES
from tests.tried import Found, TriedControl

TRIED = TriedControl(
    narrowing={
        "excluded_service_principals": {
            "excluded_service_principals": ["11111111-0000-4000-8000-000000000001"]
        }
    },
    enough={"addresses": ENOUGH_ADDRESSES},
    too_little={"addresses": WIDE_ADDRESSES},
    found={
        "free-workloads": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.locations.excludedLocations",
                expected=["AllTrusted"],
                found=["All"],
            ),
        )
    },
)
