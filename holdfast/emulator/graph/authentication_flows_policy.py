"""Whether guests may sign up by themselves; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, StructuredType, Text

_READ = documented("https://learn.microsoft.com/graph/api/authenticationflowspolicy-get", "2026-11-27")
_TEXT = (
    "Authentication flows policy allows modification of settings related to authentication flows in AAD tenant, "
    "such as self-service sign up configuration."
)

SERVICE = GraphSingleton(
    path="/policies/authenticationFlowsPolicy",
    entity="authenticationFlowsPolicy",
    doc="whether guests may sign up by themselves",
    properties={
        **answered(_READ, Text(), "authenticationFlowsPolicy", "id"),
        **answered(_READ, Text(), "Authentication flows policy", "displayName"),
        **answered(_READ, Text(), _TEXT, "description"),
        **answered(
            assumed("nobody signs up until somebody sets it up; no answer of a new tenant was seen"),
            StructuredType("selfServiceSignUpAuthenticationFlowConfiguration", {"isEnabled": Flag()}),
            {"isEnabled": False},
            "selfServiceSignUp",
        ),
    },
    roles=Roles(read=("Policy.Read.All", "Policy.ReadWrite.AuthenticationFlows"), evidence=_READ),
    audit=None,
    evidence=_READ,
    consented=False,
)
