"""The authorization policy: what every user and every guest of the directory may do without anybody's leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.codec import Codec
from holdfast.kinds.decode import as_list, as_text
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_OWNED_RESOURCES = "ManagePermissionGrantsForOwnedResource."
"""What consents an owner of a team or chat may give: Microsoft's own entries, in the list of the user's consents."""


_GUEST_ROLES = (
    "2af84b1e-32c8-42b7-82bc-daa82404023b",
    "10dae51f-b6af-4016-8d66-8c2a99b929b3",
    "a0b1b346-4d3e-4e8b-98f8-753987be4970",
)
"""Roles of guests, those who see least first. Source:
https://learn.microsoft.com/entra/identity/users/users-restrict-guest-permissions (2026-11-26)."""


def _kept(live: Mapping[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return `body` with the entries of owned resources as they are in `live`: the list is replaced as a whole."""
    ours = body.get("defaultUserRolePermissions", {})
    if "permissionGrantPoliciesAssigned" in ours:
        theirs = (live.get("defaultUserRolePermissions") or {}).get("permissionGrantPoliciesAssigned") or ()
        kept = [one for one in theirs if one.startswith(_OF_OWNED_RESOURCES)]
        ours["permissionGrantPoliciesAssigned"] = [*ours["permissionGrantPoliciesAssigned"], *kept]
    return body


def _own(value: Any) -> list[str] | None:
    """Return the entries of the wire's list that are about a user's own consent.

    Raises:
        MisreadError: when it is no list of texts.
    """
    if value is None:
        return None
    texts = [as_text(one, "") for one in as_list(value, "")]
    return [one for one in texts if not one.startswith(_OF_OWNED_RESOURCES)]


def _refused(policy: str) -> str:
    return (
        "is Microsoft's own and stays as it is: leave it out"
        if policy.startswith(_OF_OWNED_RESOURCES)
        else ""
    )


KIND = GraphSingleton(
    token="m365:entra:AuthorizationPolicy",
    title="Authorization policy",
    doc=(
        "What every user and every guest of the directory may do without anybody's leave. Each control declares those "
        "settings that are its own."
    ),
    key="authorization-policy",
    object_id="authorizationPolicy",
    path="/policies/authorizationPolicy",
    carried=_kept,
    fields=(
        Field(
            name="allowedToCreateApps",
            wire="defaultUserRolePermissions.allowedToCreateApps",
            doc="Whether every user may register applications.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="allowedToCreateTenants",
            wire="defaultUserRolePermissions.allowedToCreateTenants",
            doc="Whether every user may create tenants, of which they are the administrators.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="allowedToCreateSecurityGroups",
            wire="defaultUserRolePermissions.allowedToCreateSecurityGroups",
            doc="Whether every user may create security groups.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="allowedToReadBitlockerKeysForOwnedDevice",
            wire="defaultUserRolePermissions.allowedToReadBitlockerKeysForOwnedDevice",
            doc="Whether users may read the recovery keys of BitLocker of the devices that they own.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="permissionGrantPoliciesAssigned",
            wire="defaultUserRolePermissions.permissionGrantPoliciesAssigned",
            doc=(
                "What users may consent to for themselves, such as "
                "`ManagePermissionGrantsForSelf.microsoft-user-default-low`; with none, to nothing. What owners of "
                "teams and chats may consent to stands in the same list of the service, is kept, and is not compared."
            ),
            many=True,
            codec=Codec(encode=list, decode=_own),
            refused=_refused,
            stricter=Stricter.FEWER,
        ),
        Field(
            name="allowUserConsentForRiskyApps",
            doc="Whether users may consent to applications that Microsoft takes for risky.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="guestUserRoleId",
            doc=(
                "What guests see of the directory: `10dae51f-b6af-4016-8d66-8c2a99b929b3` limited, "
                "`2af84b1e-32c8-42b7-82bc-daa82404023b` their own account only, "
                "`a0b1b346-4d3e-4e8b-98f8-753987be4970` as much as members."
            ),
            any_case=True,
            values=_GUEST_ROLES,
            stricter=Stricter.EARLIER,
        ),
        Field(
            name="allowInvitesFrom",
            doc="Who invites guests.",
            any_case=True,
            values=("none", "adminsAndGuestInviters", "adminsGuestInvitersAndAllMembers", "everyone"),
            stricter=Stricter.EARLIER,
        ),
        Field(
            name="allowEmailVerifiedUsersToJoinOrganization",
            doc="Whether whoever has an address at a domain of the tenant joins it without an invitation.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="allowedToUseSSPR",
            doc="Whether administrators may reset their own passwords.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="blockMsolPowerShell",
            doc="Whether the retired MSOnline module of PowerShell is closed to everybody.",
            type=Type.BOOLEAN,
            stricter=Stricter.TRUE,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "authorizationPolicy",
                "allowInvitesFrom": "everyone",
                "allowEmailVerifiedUsersToJoinOrganization": True,
                "allowUserConsentForRiskyApps": False,
                "allowedToUseSSPR": True,
                "blockMsolPowerShell": False,
                "guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
                "defaultUserRolePermissions": {
                    "allowedToCreateApps": True,
                    "allowedToCreateSecurityGroups": True,
                    "allowedToCreateTenants": True,
                    "allowedToReadBitlockerKeysForOwnedDevice": True,
                    "permissionGrantPoliciesAssigned": [
                        "ManagePermissionGrantsForSelf.microsoft-user-default-legacy"
                    ],
                },
            },
            inputs={
                "allowInvitesFrom": "everyone",
                "allowEmailVerifiedUsersToJoinOrganization": True,
                "allowUserConsentForRiskyApps": False,
                "guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
                "allowedToCreateApps": True,
                "allowedToCreateSecurityGroups": True,
                "allowedToCreateTenants": True,
                "allowedToReadBitlockerKeysForOwnedDevice": True,
                "allowedToUseSSPR": True,
                "blockMsolPowerShell": False,
                "permissionGrantPoliciesAssigned": [
                    "ManagePermissionGrantsForSelf.microsoft-user-default-legacy"
                ],
            },
        ),
    ),
    answers=("authorizationPolicy",),
    omits="nothing that is known; `allowUserConsentForRiskyApps` was seen as null, which is no consent.",
    always=("allowInvitesFrom", "defaultUserRolePermissions", "guestUserRoleId"),
    harmless=(
        Harmless(
            "id displayName description deletedDateTime",
            "Microsoft's own texts; a tenant cannot be without it",
        ),
        Harmless(
            """
                allowedToSignUpEmailBasedSubscriptions
                defaultUserRolePermissions.allowedToReadOtherUsers
            """,
            "settings of other things: none of them widens what a control here declares",
        ),
    ),
    audit_category="AuthorizationPolicy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.ReadWrite.Authorization",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/authorizationpolicy (2026-11-26)",
)
