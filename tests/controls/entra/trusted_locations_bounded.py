"""How `entra.trusted_locations_bounded` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={
        "widest_ipv4_prefix": ({"widest_ipv4_prefix": 16}, {"widest_ipv4_prefix": 32}),
        "widest_ipv6_prefix": ({"widest_ipv6_prefix": 32}, {"widest_ipv6_prefix": 128}),
    },
    too_little={
        "widest_ipv4_prefix": ({"widest_ipv4_prefix": 15}, {"widest_ipv4_prefix": 8}),
        "widest_ipv6_prefix": ({"widest_ipv6_prefix": 31}, {"widest_ipv6_prefix": 16}),
    },
    found={
        "trust-everywhere": (
            Found(
                "TrustedLocations",
                "members[Branch offices].ipv4Addresses",
                expected=65536,
                found=2**32,
                put_right=False,
            ),
        )
    },
)
