"""Home realm discovery policies: where a federated user signs in; a new tenant has none."""

from __future__ import annotations

from holdfast.emulator.declared.token_policies import token_policies

SERVICE = token_policies(
    "/policies/homeRealmDiscoveryPolicies",
    "homeRealmDiscoveryPolicy",
    "home realm discovery policies",
    "a home realm discovery policy",
)
