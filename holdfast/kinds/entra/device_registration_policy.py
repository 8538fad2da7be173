"""Who joins devices to the directory, how many, and who administers them."""

from __future__ import annotations

from typing import Any

from holdfast.kinds.codec import Codec, nothing_but
from holdfast.kinds.decode import MisreadError, as_guid, as_list, as_object
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.whole_object import whole
from holdfast.kinds.statement import Harmless
from holdfast.normalise.annotations import TYPE

_PREFIX, _SUFFIX = "#microsoft.graph.", "DeviceRegistrationMembership"
_WORDS = {"all": "all", "no": "nobody"}
"""Memberships without members, by their type at the wire."""
_SOME = "enumerated"


def _membership(who: str) -> dict[str, Any]:
    """Return the wire object of `all`, `nobody`, or ids of groups with commas between them."""
    for kind, word in _WORDS.items():
        if who.casefold() == word:
            return {TYPE: f"{_PREFIX}{kind}{_SUFFIX}"}
    return {TYPE: f"{_PREFIX}{_SOME}{_SUFFIX}", "users": [], "groups": who.split(",") if who else []}


def _who(value: Any) -> str | None:
    """Return whom a membership means, as it is declared.

    Raises:
        MisreadError: when it is of another type, or names users one by one.
    """
    if value is None:
        return None
    said = str(as_object(value, "").get(TYPE)).removeprefix(_PREFIX).removesuffix(_SUFFIX)
    members = nothing_but(value, "users", "groups")
    if said in _WORDS:
        return _WORDS[said]
    if said != _SOME:
        raise MisreadError(TYPE, f"one of all, no and {_SOME}{_SUFFIX}", value.get(TYPE))
    if members.get("users"):
        raise MisreadError("users", "empty", members["users"])
    groups = sorted(as_guid(one, "groups") for one in as_list(members.get("groups"), "groups"))
    return ",".join(groups)


_MEMBERS = Codec(encode=_membership, decode=_who)
_TELLS = "Ids of groups, sorted, a comma between two; `all` for everybody, `nobody` for nobody."

KIND = GraphSingleton(
    token="m365:entra:DeviceRegistrationPolicy",
    title="Device registration policy",
    doc="Who joins devices to the directory, how many, and who administers them.",
    key="device-registration-policy",
    object_id="deviceRegistrationPolicy",
    path="/policies/deviceRegistrationPolicy",
    method="PUT",
    carried=whole("id", "displayName", "description"),
    fields=(
        Field(
            name="allowedToJoin",
            wire="azureADJoin.allowedToJoin",
            doc=f"Whose members may join devices. {_TELLS}",
            any_case=True,
            codec=_MEMBERS,
            stricter=Stricter.FEWER,
        ),
        Field(
            name="globalAdminsAreLocalAdmins",
            wire="azureADJoin.localAdmins.enableGlobalAdmins",
            doc="Whether Global Administrators administer every device that is joined.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="registeringUsersAreLocalAdmins",
            wire="azureADJoin.localAdmins.registeringUsers",
            doc=f"Whose members administer the device that they join. {_TELLS}",
            any_case=True,
            codec=_MEMBERS,
            stricter=Stricter.FEWER,
        ),
        Field(
            name="localAdminPasswordEnabled",
            wire="localAdminPassword.isEnabled",
            doc="Whether the directory keeps the password of each device's local administrator (LAPS).",
            type=Type.BOOLEAN,
            stricter=Stricter.TRUE,
        ),
        Field(
            name="userDeviceQuota",
            doc="How many devices a user may have in the directory.",
            type=Type.INTEGER,
            minimum=1,
            stricter=Stricter.LOWER,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "deviceRegistrationPolicy",
                "userDeviceQuota": 50,
                "azureADJoin": {
                    "isAdminConfigurable": True,
                    "allowedToJoin": {
                        "@odata.type": "#microsoft.graph.enumeratedDeviceRegistrationMembership",
                        "users": [],
                        "groups": ["44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"],
                    },
                    "localAdmins": {
                        "enableGlobalAdmins": True,
                        "registeringUsers": {
                            "@odata.type": "#microsoft.graph.allDeviceRegistrationMembership",
                        },
                    },
                },
                "localAdminPassword": {"isEnabled": True},
            },
            inputs={
                "userDeviceQuota": 50,
                "allowedToJoin": "44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d",
                "globalAdminsAreLocalAdmins": True,
                "registeringUsersAreLocalAdmins": "all",
                "localAdminPasswordEnabled": True,
            },
        ),
    ),
    answers=("deviceRegistrationPolicy",),
    omits="nothing that is known.",
    always=("azureADJoin", "userDeviceQuota"),
    harmless=(
        Harmless("id displayName description", "Microsoft's own texts"),
        Harmless(
            "azureADJoin.isAdminConfigurable",
            "where it is false, Intune decides, and the service refuses a change",
        ),
        Harmless("azureADRegistration", "personal devices, which are registered and not joined"),
        Harmless(
            "multiFactorAuthConfiguration", "a policy asks for it (`entra.device_registration_requires_mfa`)"
        ),
    ),
    audit_category="Policy",
    read_permissions=("Policy.Read.DeviceConfiguration",),
    write_permissions=("Policy.ReadWrite.DeviceConfiguration",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/deviceregistrationpolicy (2026-11-26)",
)
