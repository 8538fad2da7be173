"""Claims mapping policies: what stands in the tokens of an application; a new tenant has none."""

from __future__ import annotations

from holdfast.emulator.declared.token_policies import token_policies

SERVICE = token_policies(
    "/policies/claimsMappingPolicies",
    "claimsMappingPolicy",
    "claims mapping policies",
    "a claims mapping policy",
)
