"""How `NamedLocation` is tried."""

from __future__ import annotations

from tests.tried import TAKEN_OVER, Adoption, TriedKind

TRIED = TriedKind(
    adoption=Adoption(
        collection="namedLocations",
        inputs={"displayName": TAKEN_OVER, "ip": {"ipRanges": ["198.51.100.0/24"]}},
        changes=(
            {"ip": {"ipRanges": ["203.0.113.0/24"]}},
            {"ip": {"ipRanges": ["198.51.100.0/24"], "trusted": True}},
        ),
    ),
)
