"""The policy on authentication flows: whether people outside sign up by themselves, as guests, by a user flow."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.statement import Harmless

KIND = GraphSingleton(
    token="m365:entra:AuthenticationFlowsPolicy",
    title="Authentication flows policy",
    doc="Whether people outside sign up by themselves, as guests, where a user flow is set up for it.",
    key="authentication-flows-policy",
    object_id="authenticationFlowsPolicy",
    path="/policies/authenticationFlowsPolicy",
    fields=(
        Field(
            name="selfServiceSignUpEnabled",
            wire="selfServiceSignUp.isEnabled",
            doc="Whether user flows by which people outside sign up as guests can be made, and are offered.",
            type=Type.BOOLEAN,
            required=True,
            stricter=Stricter.FALSE,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "authenticationFlowsPolicy",
                "displayName": "Authentication flows policy",
                "description": "Authentication flows policy allows modification of settings related to flows.",
                "selfServiceSignUp": {"isEnabled": True},
            },
            inputs={"selfServiceSignUpEnabled": True},
        ),
    ),
    answers=("authenticationFlowsPolicy",),
    omits="the user flows themselves, and which applications they are for.",
    always=("selfServiceSignUp",),
    harmless=(Harmless("id displayName description", "what the service calls it"),),
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.ReadWrite.AuthenticationFlows",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/authenticationflowspolicy (2026-11-28)",
)
