"""The default settings between the tenant and others (api-facts 3.5, rows 4)."""

from __future__ import annotations

from typing import Any

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented, verified
from holdfast.emulator.odata.schema import Anything, Flag, Many, StructuredType, Text

_SEEN = verified(
    "rknightion/graph2otel internal/collectors/entra/crosstenantaccess/testdata/xtap-default.json",
    "2026-11-26",
)
_GET = documented(
    "https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationdefault-get", "2026-11-26"
)
_UPDATE = documented(
    "https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationdefault-update", "2026-11-26"
)
_SIDE = StructuredType(
    "crossTenantAccessPolicyTargetConfiguration",
    {
        "accessType": Text(choices=("allowed", "blocked")),
        "targets": Many(
            StructuredType(
                "crossTenantAccessPolicyTarget",
                {"target": Text(), "targetType": Text(choices=("user", "group", "application"))},
                nullable=False,
            )
        ),
    },
)
_B2B = StructuredType(
    "crossTenantAccessPolicyB2BSetting", {"usersAndGroups": _SIDE, "applications": _SIDE}, nullable=False
)
_TRUST = StructuredType(
    "crossTenantAccessPolicyInboundTrust",
    {
        "isMfaAccepted": Flag(),
        "isCompliantDeviceAccepted": Flag(),
        "isHybridAzureADJoinedDeviceAccepted": Flag(),
    },
    nullable=False,
)
_CONSENT = StructuredType(
    "inboundOutboundPolicyConfiguration",
    {"inboundAllowed": Flag(), "outboundAllowed": Flag()},
    nullable=False,
)


def _users(access: str) -> dict[str, Any]:
    return {"accessType": access, "targets": [{"target": "AllUsers", "targetType": "user"}]}


def _applications(access: str) -> dict[str, Any]:
    return {"accessType": access, "targets": [{"target": "AllApplications", "targetType": "application"}]}


def _both(access: str) -> dict[str, Any]:
    return {"usersAndGroups": _users(access), "applications": _applications(access)}


SERVICE = GraphSingleton(
    path="/policies/crossTenantAccessPolicy/default",
    entity="crossTenantAccessPolicyConfigurationDefault",
    doc="the default settings between the tenant and others",
    properties={
        **answered(assumed("the captured answer has none; the audit log needs one"), Text(), "default", "id"),
        **answered(assumed("that a change makes it false is not modelled"), Flag(), True, "isServiceDefault"),
        "inboundTrust": Property(
            _TRUST,
            {
                "isMfaAccepted": False,
                "isCompliantDeviceAccepted": False,
                "isHybridAzureADJoinedDeviceAccepted": False,
            },
            _GET,
            example={
                "isMfaAccepted": True,
                "isCompliantDeviceAccepted": False,
                "isHybridAzureADJoinedDeviceAccepted": False,
            },
        ),
        "automaticUserConsentSettings": Property(
            _CONSENT,
            {"inboundAllowed": False, "outboundAllowed": False},
            _SEEN,
            example={"inboundAllowed": True, "outboundAllowed": False},
        ),
        "b2bCollaborationInbound": Property(_B2B, _both("allowed"), _SEEN, example=_both("blocked")),
        "b2bCollaborationOutbound": Property(_B2B, _both("allowed"), _SEEN, example=_both("blocked")),
        "b2bDirectConnectInbound": Property(_B2B, _both("blocked"), _SEEN, example=_both("allowed")),
        "b2bDirectConnectOutbound": Property(_B2B, _both("blocked"), _SEEN, example=_both("allowed")),
        **answered(_SEEN, Anything(), {"applications": _applications("blocked")}, "appServiceConnectInbound"),
        **answered(_SEEN, Anything(), {"users": _users("blocked")}, "m365CollaborationInbound"),
        **answered(_SEEN, Anything(), {"usersAndGroups": _users("allowed")}, "m365CollaborationOutbound"),
        **answered(
            _SEEN,
            Anything(),
            {
                "primaryIdentityProviderPrecedenceOrder": [
                    "azureActiveDirectory",
                    "externalFederation",
                    "socialIdentityProviders",
                ],
                "fallbackIdentityProvider": "defaultConfiguredIdp",
            },
            "invitationRedemptionIdentityProviderConfiguration",
        ),
        **answered(_SEEN, Anything(), {"devices": None, **_both("blocked")}, "tenantRestrictions"),
    },
    roles=Roles(
        read=("Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"),
        write=("Policy.ReadWrite.CrossTenantAccess",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "CrossTenantAccessSettings",
        "Core Directory",
        "Update the company default cross-tenant access setting",
        evidence=assumed("recalled from the directory's list of audit activities"),
    ),
    evidence=_UPDATE,
    # The default settings say it of every claim; what a change leaves out of these stays (assumed).
    merged=frozenset({"inboundTrust", "automaticUserConsentSettings"}),
)
