"""How `entra.certificate_authorities_known` is tried."""

from __future__ import annotations

from tests.controls.shared import COMPARED
from tests.tried import Found, TriedControl

_THUMBPRINT = "0badcafe00000000000000000000000000000700"

TRIED = TriedControl(
    any_text={"several_factors_by": COMPARED},
    found={
        "trust-own-authority": (
            Found(
                "CertificateAuthorities",
                f"members[Smart cards ({_THUMBPRINT})].thumbprint",
                expected=[],
                found=_THUMBPRINT,
                put_right=False,
            ),
        ),
        "count-certificates-twice": (
            Found(
                "CertificateAuthorities",
                "members[certificates as a method].defaultMode",
                expected="x509CertificateSingleFactor",
                found="x509CertificateMultiFactor",
                put_right=False,
            ),
        ),
    },
)
