"""How `FederatedDomains` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    comes_whole="what is judged is asked for by no name, and where a part of it is not told, it is unknown",
    groups={
        "domains": (
            {"domain": "one.example", "issuer": "urn:one"},
            {"domain": "ONE.example", "issuer": "urn:one", "signingCertificates": ["a1"]},
            {"domain": "one.example", "issuer": "urn:one", "signingCertificates": ["a1", "b2"]},
            {"domain": "one.example", "issuer": "urn:one", "secondFactorAccepted": True},
            {"domain": "one.example", "issuer": "urn:two", "signInUri": "https://two.example"},
        )
    },
)
