"""How `entra.cross_tenant_access_bounded` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "trust-foreign-mfa": (
            Found("CrossTenantAccessDefault", "inboundTrust.isMfaAccepted", expected=False, found=True),
            Found(
                "PartnerTrust",
                "members[every other tenant].inboundTrust.isMfaAccepted",
                expected=False,
                found=True,
                control="entra.partner_trust_known",
            ),
        )
    },
)
