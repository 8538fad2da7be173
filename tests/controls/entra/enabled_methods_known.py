"""How `entra.enabled_methods_known` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"methods": ({"methods": []}, {"methods": ["VerifiableCredentials"]})},
    too_little={"methods": ({"methods": ["qrcodepin"]},)},
    found={
        "accept-qr-codes": (
            Found(
                "EnabledMethods",
                "members[QRCodePin].state",
                expected="disabled",
                found="enabled",
                put_right=False,
            ),
        )
    },
)
