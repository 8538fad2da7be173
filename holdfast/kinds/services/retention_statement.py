"""What is stated alike of policies that retain and of those that publish labels: they are rows of one cmdlet."""

from __future__ import annotations

from holdfast.kinds.statement import Frozen, Harmless, Watched

STORED = """
    Identity Id Guid ImmutableId ExchangeObjectId DistinguishedName ObjectCategory ObjectClass ObjectState
    OrganizationalUnitRoot OrganizationId OriginatingServer ExchangeVersion ObjectVersion ExternalIdentity
"""
CHANGED = "WhenCreated WhenCreatedUTC WhenChanged WhenChangedUTC CreatedBy LastModifiedBy"
LOOK = "look at the policy in the Purview portal"
ENFORCED = ("Enforce", "Enable")
"""Modes of a policy, and of a rule, that acts."""
SOME_ITEMS = "only some items"
PRIORITY_CLEANUP = "rows of rules, and a parameter of policies (recalled)"
"""Where `PriorityCleanup` was seen."""
OF_POLICIES = (
    Harmless(STORED, "which object it is, and where the service keeps it"),
    Harmless(
        f"{CHANGED} CreationTimeUtc ModificationTimeUtc", "who changed it when; what it is now is compared"
    ),
    Harmless("Type Workload", "the same for every policy: names every workload"),
    Harmless("HasRules", "whether it has rules, which are read", seen="a public client (2026-11-23)"),
    Harmless(
        "DistributionResults LastStatusUpdateTime", "what failed at a place is read into DistributionStatus"
    ),
    Harmless("IsValid ReadOnly", "how the service stores it"),
)
NARROWED = (
    Watched("Applications", "only some applications"),
    Watched("PolicyRBACScopes", "only a part of the organisation", seen="_common.UnifiedPolicy of the rows"),
)
NOT_DISTRIBUTED = tuple(
    Watched(name, "the policy has not reached its places", harmless=("Success", "Pending"), mend=LOOK)
    for name in ("DistributionStatus", "DistributionSyncStatus")
)
ADAPTIVE = tuple(
    Frozen(name, "a policy with an adaptive scope never becomes one with places")
    for name in ("DynamicScopeLocation", "AdaptiveScopeLocation")
)
"""Source: https://learn.microsoft.com/purview/retention-settings (2026-11-26)."""
