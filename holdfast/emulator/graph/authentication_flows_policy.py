"""Whether people outside may sign up by themselves, as guests."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, StructuredType, Text

_READ = documented("https://learn.microsoft.com/graph/api/authenticationflowspolicy-get", "2026-11-27")
_UPDATE = documented("https://learn.microsoft.com/graph/api/authenticationflowspolicy-update", "2026-11-28")
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
        "selfServiceSignUp": Property(
            StructuredType("selfServiceSignUpAuthenticationFlowConfiguration", {"isEnabled": Flag()}),
            {"isEnabled": False},
            assumed("nobody signs up until somebody sets it up; no answer of a new tenant was seen"),
        ),
    },
    roles=Roles(
        read=("Policy.Read.All", "Policy.ReadWrite.AuthenticationFlows"),
        write=("Policy.ReadWrite.AuthenticationFlows",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update authentication flows policy",
        evidence=assumed("named as the other policies' activities are"),
    ),
    evidence=_READ,
)
