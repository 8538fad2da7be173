"""Security defaults: Microsoft's own basic sign-in rules, on or off for the whole tenant."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.statement import Harmless

KIND = GraphSingleton(
    token="m365:entra:SecurityDefaults",
    title="Security defaults",
    doc=(
        "Microsoft's basic sign-in rules. They cannot be on together with enabled Conditional Access policies: "
        "a tenant has either these or its own policies."
    ),
    key="security-defaults",
    object_id="00000000-0000-0000-0000-000000000005",
    path="/policies/identitySecurityDefaultsEnforcementPolicy",
    fields=(
        Field(
            name="enabled",
            wire="isEnabled",
            doc="Whether Microsoft's basic sign-in rules are on.",
            type=Type.BOOLEAN,
            required=True,
        ),
    ),
    examples=(Example(row={"id": "d-1", "isEnabled": False}, inputs={"enabled": False}),),
    answers=("identitySecurityDefaultsEnforcementPolicy",),
    omits="nothing that is known.",
    always=("isEnabled",),
    harmless=(
        Harmless("id displayName description", "Microsoft's own texts"),
        Harmless("deletedDateTime", "a tenant cannot be without it"),
    ),
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.Read.All", "Policy.ReadWrite.SecurityDefaults"),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/identitysecuritydefaultsenforcementpolicy (2026-11-24)",
)
