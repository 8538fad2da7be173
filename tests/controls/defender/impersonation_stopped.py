"""How `defender.impersonation_stopped` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    narrowing={
        "trusted_senders": {"trusted_senders": ["ana.reyes@fabrikam.example"]},
        "trusted_domains": {"trusted_domains": ["fabrikarn.example"]},
    },
    found={
        "let-look-alikes-in": (
            Found(
                "Impersonation",
                "members[Office365 AntiPhish Default].targetedUserProtectionAction",
                expected="Quarantine",
                found="NoAction",
            ),
        ),
        "trust-a-look-alike": (
            Found(
                "Impersonation",
                "members[Office365 AntiPhish Default].excludedDomains",
                expected=[],
                found=["fabrikarn.example"],
            ),
        ),
    },
)
