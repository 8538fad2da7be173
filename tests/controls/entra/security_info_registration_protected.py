"""How `entra.security_info_registration_protected` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "open-registration": (
            Found(
                "ConditionalAccessPolicy",
                "grantControls.builtInControls",
                expected=["compliantDevice", "domainJoinedDevice"],
                found=["compliantDevice", "domainJoinedDevice", "mfa"],
            ),
        )
    },
)
