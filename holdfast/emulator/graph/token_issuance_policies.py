"""Token issuance policies: how SAML tokens are signed; a new tenant has none."""

from __future__ import annotations

from holdfast.emulator.declared.token_policies import token_policies

SERVICE = token_policies(
    "/policies/tokenIssuancePolicies",
    "tokenIssuancePolicy",
    "token issuance policies",
    "a token issuance policy",
)
