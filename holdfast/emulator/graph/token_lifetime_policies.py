"""Token lifetime policies: how long a token is valid; a new tenant has none."""

from __future__ import annotations

from holdfast.emulator.declared.token_policies import token_policies

SERVICE = token_policies(
    "/policies/tokenLifetimePolicies",
    "tokenLifetimePolicy",
    "token lifetime policies",
    "a token lifetime policy",
)
