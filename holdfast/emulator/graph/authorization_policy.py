"""The authorization policy: what users and guests may do by themselves (api-facts 3.2, rows 4)."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented, verified
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text

_PAGE = documented("https://learn.microsoft.com/graph/api/resources/authorizationpolicy", "2026-11-26")
_UPDATE = documented("https://learn.microsoft.com/graph/api/authorizationpolicy-update", "2026-11-26")
_SEEN = verified(
    "rknightion/graph2otel internal/collectors/entra/tenantpolicy/tenantpolicy_test.go and "
    "cisagov/ScubaGear Sample-Reports/ProviderSettingsExport.json",
    "2026-11-26",
)
_DEFAULT_USER = {
    "allowedToCreateApps": True,
    "allowedToCreateSecurityGroups": True,
    "allowedToCreateTenants": True,
    "allowedToReadBitlockerKeysForOwnedDevice": True,
    "allowedToReadOtherUsers": True,
    "permissionGrantPoliciesAssigned": [
        "ManagePermissionGrantsForSelf.microsoft-user-default-recommended",
        "ManagePermissionGrantsForOwnedResource.microsoft-dynamically-managed-permissions-for-team",
        "ManagePermissionGrantsForOwnedResource.microsoft-dynamically-managed-permissions-for-chat",
    ],
}
_PERMISSIONS = StructuredType(
    "defaultUserRolePermissions",
    {
        "allowedToCreateApps": Flag(),
        "allowedToCreateSecurityGroups": Flag(),
        "allowedToCreateTenants": Flag(),
        "allowedToReadBitlockerKeysForOwnedDevice": Flag(),
        "allowedToReadOtherUsers": Flag(),
        "permissionGrantPoliciesAssigned": Many(Text(nullable=False)),
    },
    nullable=False,
)

SERVICE = GraphSingleton(
    path="/policies/authorizationPolicy",
    entity="authorizationPolicy",
    doc="the authorization policy",
    versions=("v1.0",),
    properties={
        "id": Property(Text(), "authorizationPolicy", _SEEN, writable=False),
        "displayName": Property(Text(), "Authorization Policy", _SEEN),
        "description": Property(
            Text(), "Used to manage authorization related settings across the company.", _PAGE
        ),
        "allowedToSignUpEmailBasedSubscriptions": Property(Flag(), True, _SEEN),
        "allowedToUseSSPR": Property(Flag(), True, _SEEN),
        "allowEmailVerifiedUsersToJoinOrganization": Property(Flag(), False, _SEEN),
        "allowInvitesFrom": Property(
            Text(
                nullable=False,
                choices=("none", "adminsAndGuestInviters", "adminsGuestInvitersAndAllMembers", "everyone"),
            ),
            "everyone",
            _PAGE,
        ),
        "allowUserConsentForRiskyApps": Property(Flag(), None, _SEEN),
        "blockMsolPowerShell": Property(Flag(), False, _SEEN),
        "defaultUserRolePermissions": Property(
            _PERMISSIONS,
            _DEFAULT_USER,
            assumed(
                "a new tenant lets users consent as Microsoft recommends; older ones have the legacy policy"
            ),
            example=_DEFAULT_USER | {"allowedToCreateApps": False, "permissionGrantPoliciesAssigned": []},
        ),
        "guestUserRoleId": Property(
            Text(),
            "10dae51f-b6af-4016-8d66-8c2a99b929b3",
            _SEEN,
            example="2af84b1e-32c8-42b7-82bc-daa82404023b",
        ),
    },
    merged=frozenset({"defaultUserRolePermissions"}),
    roles=Roles(
        read=("Policy.Read.All", "Policy.ReadWrite.Authorization"),
        write=("Policy.ReadWrite.Authorization",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "AuthorizationPolicy",
        "Core Directory",
        "Update authorization policy",
        evidence=assumed("named as public detection rules over the directory's audit log have it"),
    ),
    evidence=_UPDATE,
)
