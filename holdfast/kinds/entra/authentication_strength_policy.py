"""Authentication strengths: which combinations of methods count as strong enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.gates.lockout import BreakGlass
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.kinds.statement import Harmless, Watched
from holdfast.model.control import Severity
from holdfast.model.finding import Rank
from holdfast.tenant.tenant import Tenant


def _rank(live: LiveObject, _: BreakGlass) -> Rank:
    """Return what a strength that nobody declared can do: nothing, until a policy asks for it."""
    if "requirementsSatisfied" in live.unmodelled:
        return Rank(Severity.MEDIUM, "a policy that asks for it asks for less than a second factor")
    return Rank(Severity.LOW, "it does nothing until a policy asks for it")


class AuthenticationStrength(GraphObject):
    """The allowed combinations are changed by an action of their own, not by PATCH."""

    __slots__ = ()

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the names by PATCH and the combinations by `updateAllowedCombinations` (see `Kind.update`)."""
        wire = self.wire(new)
        combinations = wire.pop("allowedCombinations")
        if self.normal(old).get("allowedCombinations") != self.normal(new).get("allowedCombinations"):
            action = f"{self.path}/{object_id}/updateAllowedCombinations"
            await tenant.graph.write("POST", action, {"allowedCombinations": combinations})
        await tenant.graph.write("PATCH", f"{self.path}/{object_id}", wire)


KIND = AuthenticationStrength(
    token="azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy",
    title="Authentication strength",
    doc="A named set of allowed combinations of authentication methods.",
    key="displayName",
    path="/policies/authenticationStrengthPolicies",
    id_prefix="/policies/authenticationStrengthPolicies/",
    fields=(
        Field(name="displayName", doc="Name of the strength: its natural key.", required=True),
        Field(name="description", doc="What it is for."),
        Field(
            name="allowedCombinations",
            doc="Combinations such as `fido2` or `password,microsoftAuthenticatorPush`.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.FEWER,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "s-1",
                "displayName": "Keys",
                "description": "Security keys only.",
                "policyType": "custom",
                "requirementsSatisfied": "mfa",
                "allowedCombinations": ["fido2", "password,microsoftAuthenticatorPush"],
            },
            inputs={
                "displayName": "Keys",
                "description": "Security keys only.",
                "allowedCombinations": ["fido2", "password,microsoftAuthenticatorPush"],
            },
        ),
    ),
    answers=("authenticationStrengthPolicy",),
    omits="nothing that is known.",
    always=("allowedCombinations",),
    watched=(
        Watched("combinationConfigurations", "only some keys or certificates count as the method"),
        Watched(
            "requirementsSatisfied",
            "whether it counts as multifactor authentication",
            harmless=("mfa",),
            mend="it follows from the combinations: declare combinations that are multifactor",
        ),
        Watched(
            "deletedDateTime", "a deleted strength protects nothing", seen="Graph's beta schema (2026-11-25)"
        ),
    ),
    harmless=(
        Harmless("id policyType", "which object it is, and whether Microsoft made it"),
        Harmless("createdDateTime modifiedDateTime", "when it was changed; what it is now is compared"),
    ),
    whole=True,
    report_unmanaged=True,
    rank=_rank,
    built_in_where=("policyType", "builtIn"),
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.ReadWrite.ConditionalAccess",),
    licence="AAD_PREMIUM",
    source="https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy (2026-11-24)",
)
