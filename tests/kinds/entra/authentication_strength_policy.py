"""How `AuthenticationStrengthPolicy` is tried."""

from __future__ import annotations

from tests.tried import TAKEN_OVER, Adoption, TriedKind

TRIED = TriedKind(
    adoption=Adoption(
        collection="authenticationStrengthPolicies",
        inputs={"displayName": TAKEN_OVER, "description": "One.", "allowedCombinations": ["fido2"]},
        changes=({"description": "Another."}, {"allowedCombinations": ["windowsHelloForBusiness"]}),
    ),
)
