"""How `entra.cross_tenant_access_bounded` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "open-way-to-own-tenant": tuple(
            Found(
                "PartnerAccess",
                f"members[0badcafe-0000-4000-8000-000000000502].{way}",
                expected="blocked",
                found="allowed",
                put_right=False,
            )
            for way in ("b2bDirectConnectInbound", "b2bDirectConnectOutbound")
        ),
        "trust-foreign-mfa": (
            Found("CrossTenantAccessDefault", "inboundTrust.isMfaAccepted", expected=False, found=True),
            Found(
                "PartnerTrust",
                "members[every other tenant].inboundTrust.isMfaAccepted",
                expected=False,
                found=True,
                control="entra.partner_trust_known",
            ),
        ),
    },
)
