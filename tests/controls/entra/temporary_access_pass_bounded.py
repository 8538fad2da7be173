"""How `entra.temporary_access_pass_bounded` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"maximum_minutes": ({"maximum_minutes": 60}, {"maximum_minutes": 480})},
    too_little={"maximum_minutes": ({"maximum_minutes": 481}, {"maximum_minutes": 43200})},
    found={
        "lengthen-passes": (
            Found(
                "TemporaryAccessPassAuthenticationMethodConfiguration",
                "maximumLifetimeInMinutes",
                expected=480,
                found=43200,
            ),
        )
    },
)
