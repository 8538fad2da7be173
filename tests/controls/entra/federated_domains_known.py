"""How `entra.federated_domains_known` is tried."""

from __future__ import annotations

from tests.controls.shared import COMPARED
from tests.tried import Found, TriedControl

_ISSUER = "https://sts.mallory.example/trust"
_KNOWN = {"domain": "fabrikam.com", "issuer": "http://sts.fabrikam.com/adfs/services/trust"}
_KEYS = {"signing_certificates": ["a1" * 20]}

TRIED = TriedControl(
    enough={
        "domains": (
            {"domains": [{**_KNOWN, **_KEYS}]},
            {"domains": [{**_KNOWN, **_KEYS, "accepts_second_factor": True}]},
        )
    },
    too_little={
        "domains": (
            {"domains": [_KNOWN]},
            {"domains": [{**_KNOWN, "accepts_second_factor": True}]},
            {"domains": [{**_KNOWN, **_KEYS}, {**_KNOWN, "domain": "adatum.com"}]},
        )
    },
    any_text={"outside_issuers": COMPARED},
    found={
        "let-guests-sign-in-elsewhere": (
            Found(
                "FederatedDomains",
                f"members[guests by {_ISSUER}].issuerUri",
                expected=[],
                found=_ISSUER,
                put_right=False,
            ),
        )
    },
    alone=("federate-domain",),
)
