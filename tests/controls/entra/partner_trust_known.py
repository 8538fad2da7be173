"""How `entra.partner_trust_known` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "take-guests-unasked": (
            Found(
                "PartnerTrust",
                "members[0badcafe-0000-4000-8000-000000000501].automaticUserConsentSettings.inboundAllowed",
                expected=False,
                found=True,
                put_right=False,
            ),
        ),
        "trust-own-tenant": (
            Found(
                "PartnerTrust",
                "members[0badcafe-0000-4000-8000-000000000500].inboundTrust.isMfaAccepted",
                expected=False,
                found=True,
                put_right=False,
            ),
        ),
    },
)
