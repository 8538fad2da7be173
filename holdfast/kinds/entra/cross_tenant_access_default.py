"""Default settings between this tenant and every other one that has none of its own."""

from __future__ import annotations

from typing import Any

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.whole_object import whole_members
from holdfast.kinds.statement import Harmless, Watched


def _side(name: str, what: str) -> Field:
    """Return the field of who, or what, a setting is about."""
    return Field(
        name=name,
        doc=f"Which {what} it is about, and whether they are let through.",
        type=Type.OBJECT,
        fields=(
            Field(
                name="accessType",
                doc="Whether the targets are let through.",
                any_case=True,
                values=("allowed", "blocked"),
                required=True,
            ),
            Field(
                name="targets",
                doc="Whom or what it is about; everything else is treated the other way.",
                type=Type.OBJECT,
                many=True,
                required=True,
                fields=(
                    Field(
                        name="target",
                        doc="An id, or a word such as `AllUsers`.",
                        any_case=True,
                        required=True,
                        id_or=("AllUsers", "AllApplications", "Office365"),
                    ),
                    Field(
                        name="targetType",
                        doc="What it is.",
                        any_case=True,
                        values=("user", "group", "application"),
                        required=True,
                    ),
                ),
            ),
        ),
    )


def _setting(name: str, doc: str) -> Field:
    """Return the field of one way of working with other tenants."""
    return Field(
        name=name,
        doc=doc,
        type=Type.OBJECT,
        fields=(_side("usersAndGroups", "users and groups"), _side("applications", "applications")),
    )


def _all(access: str) -> dict[str, Any]:
    """Return an example's setting for everybody and everything."""
    return {
        "usersAndGroups": {
            "accessType": access,
            "targets": [{"target": "AllUsers", "targetType": "user"}],
        },
        "applications": {
            "accessType": access,
            "targets": [{"target": "AllApplications", "targetType": "application"}],
        },
    }


def _nobody(target: str, target_type: str) -> dict[str, Any]:
    """Return what a way of working says that is closed for all."""
    return {"accessType": "blocked", "targets": [{"target": target, "targetType": target_type}]}


_EVERYBODY, _EVERY_APP = _nobody("AllUsers", "user"), _nobody("AllApplications", "application")
_SETTINGS = ("b2bDirectConnectInbound", "b2bDirectConnectOutbound", "b2bCollaborationOutbound")
_EXAMPLE = {
    "inboundTrust": {
        "isMfaAccepted": False,
        "isCompliantDeviceAccepted": False,
        "isHybridAzureADJoinedDeviceAccepted": False,
    },
    "automaticUserConsentSettings": {"inboundAllowed": False, "outboundAllowed": False},
    "b2bDirectConnectInbound": _all("blocked"),
    "b2bDirectConnectOutbound": _all("blocked"),
    "b2bCollaborationOutbound": _all("blocked"),
}

KIND = GraphSingleton(
    token="m365:entra:CrossTenantAccessDefault",
    title="Cross-tenant access default",
    doc="What holds between this tenant and every other one that has no settings of its own here.",
    key="cross-tenant-access-default",
    object_id="default",
    path="/policies/crossTenantAccessPolicy/default",
    carried=whole_members,
    fields=(
        Field(
            name="inboundTrust",
            doc="What proofs of other tenants count here.",
            type=Type.OBJECT,
            fields=(
                Field(
                    name="isMfaAccepted",
                    doc="Whether their second factor counts.",
                    type=Type.BOOLEAN,
                    stricter=Stricter.FALSE,
                ),
                Field(
                    name="isCompliantDeviceAccepted",
                    doc="Whether a device counts as compliant because they say so.",
                    type=Type.BOOLEAN,
                    stricter=Stricter.FALSE,
                ),
                Field(
                    name="isHybridAzureADJoinedDeviceAccepted",
                    doc="Whether a device counts as hybrid joined because they say so.",
                    type=Type.BOOLEAN,
                    stricter=Stricter.FALSE,
                ),
            ),
        ),
        Field(
            name="automaticUserConsentSettings",
            doc="Whether accounts are shared without the user's own consent.",
            type=Type.OBJECT,
            fields=(
                Field(
                    name="inboundAllowed", doc="Into this tenant.", type=Type.BOOLEAN, stricter=Stricter.FALSE
                ),
                Field(name="outboundAllowed", doc="Into others.", type=Type.BOOLEAN, stricter=Stricter.FALSE),
            ),
        ),
        _setting("b2bDirectConnectInbound", "Who of other tenants opens what here without a guest account."),
        _setting(
            "b2bDirectConnectOutbound", "Who of this tenant opens what elsewhere without a guest account."
        ),
        _setting("b2bCollaborationOutbound", "Who of this tenant is a guest elsewhere, and of what."),
    ),
    examples=(Example(row={"isServiceDefault": True, **_EXAMPLE}, inputs=_EXAMPLE),),
    answers=("crossTenantAccessPolicyConfigurationDefault",),
    omits="settings for single tenants (`partners`), which go before these; what those are believed is assessed apart.",
    # Everything that is no target is treated the other way: `allowed` of one group and of everybody say the opposite.
    together=tuple(
        tuple(f"{name}.{side}.{one}" for one in ("accessType", "targets.target", "targets.targetType"))
        for name in _SETTINGS
        for side in ("usersAndGroups", "applications")
    ),
    always=("inboundTrust", *_SETTINGS),
    watched=(
        *(Watched(f"{name}.devices", "only some devices are meant") for name in _SETTINGS),
        Watched(
            "m365CollaborationInbound.users",
            "people of every other tenant are trusted here without a guest account, such as with calendars",
            harmless=(_EVERYBODY,),
        ),
        Watched(
            "appServiceConnectInbound.applications",
            "applications of every other tenant connect to this one",
            harmless=(_EVERY_APP,),
        ),
    ),
    harmless=(
        Harmless(
            "m365CollaborationOutbound",
            "whom of this tenant another one may trust: open in a new tenant, and the other one decides",
        ),
        Harmless("id isServiceDefault", "which object it is, and whether anybody has changed it"),
        Harmless(
            """
                b2bCollaborationInbound invitationRedemptionIdentityProviderConfiguration tenantRestrictions
            """,
            "about guests with accounts and about tenant restrictions, which are no part of what is declared here",
        ),
    ),
    audit_category="CrossTenantAccessSettings",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.ReadWrite.CrossTenantAccess",),
    licence="",
    # What is closed and open in a new tenant of the ways of 2026 is by a public copy of its default (2026-11-28).
    source="https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationdefault (2026-11-26)",
)
