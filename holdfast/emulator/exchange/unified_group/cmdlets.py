"""Get-UnifiedGroup (learn, same): the Microsoft 365 groups of the directory, as Exchange shows them.

Of the many properties those that scanners ask: who can see and join a group, who owns it, and where it lies. How they
follow from the directory's group is assumed; rows were not seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_WRITERS,
    RECIPIENT_READERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
    paged,
)
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mailbox.state import object_guid
from holdfast.emulator.graph.directory_objects.membership import ids_of

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation

GROUP = shape_of(
    plain={
        **dict.fromkeys(("Name", "Identity", "DisplayName", "Alias", "PrimarySmtpAddress"), ""),
        "Notes": "",
        "AccessType": "Public",
        "ExternalDirectoryObjectId": "",
        "RecipientTypeDetails": "GroupMailbox",
        "HiddenFromAddressListsEnabled": False,
        "HiddenFromExchangeClientsEnabled": False,
        "AllowAddGuests": True,
        "RequireSenderAuthenticationEnabled": True,
        "IsMembershipDynamic": False,
        "HiddenGroupMembershipEnabled": False,
        "SensitivityLabel": None,
        "WhenCreated": "",
    },
    texts={"ManagedBy": [], "ResourceProvisioningOptions": []},
    int32={"GroupMemberCount": 0, "GroupExternalMemberCount": 0},
    guid={"Guid": ""},
)
_DEFAULT_RESULTS = 1000


def get_groups(invocation: Invocation) -> CmdletOutput:
    """Get-UnifiedGroup: one by name, address or id of the directory, or all of them.

    Raises:
        CmdletError: there is none of that name.
    """
    given, tenant = invocation.given, invocation.tenant
    groups = [one for one in tenant.store.all("groups") if "Unified" in (one.get("groupTypes") or ())]
    rows = [_row(invocation, one) for one in groups]
    if "Identity" in given:
        asked = given["Identity"].strip().casefold()
        rows = [one for one in rows if asked in {str(one[name]).casefold() for name in _NAMES}]
        if not rows:
            raise not_found(given["Identity"], tenant.domain)
    shown = [GROUP.row(one, invocation.select) for one in rows]
    return paged(invocation, shown[: given.get("ResultSize", _DEFAULT_RESULTS)])


_NAMES = ("Name", "DisplayName", "Alias", "PrimarySmtpAddress", "ExternalDirectoryObjectId", "Guid")
"""By which of them an Identity names a group."""


def _row(invocation: Invocation, group: dict[str, Any]) -> dict[str, Any]:
    tenant = invocation.tenant
    alias = group.get("mailNickname") or group["id"]
    name = f"{alias}_{group['id'].replace('-', '')[:10]}"
    members = [tenant.store.get("users", one) or {} for one in ids_of(tenant, group["id"], "members")]
    return {
        **dict.fromkeys(("Name", "Identity"), name),
        "DisplayName": group["displayName"],
        "Alias": alias,
        "PrimarySmtpAddress": group.get("mail") or f"{alias}@{tenant.domain}",
        "Notes": group.get("description") or "",
        "AccessType": group.get("visibility") or "Public",
        "ExternalDirectoryObjectId": group["id"],
        "Guid": object_guid(group["id"]),
        "IsMembershipDynamic": "DynamicMembership" in group["groupTypes"],
        "ManagedBy": ids_of(tenant, group["id"], "owners"),
        "ResourceProvisioningOptions": group.get("resourceProvisioningOptions") or [],
        "GroupMemberCount": len(members),
        "GroupExternalMemberCount": sum(one.get("userType") == "Guest" for one in members),
        "WhenCreated": group.get("createdDateTime") or "",
    }


CMDLETS = (
    Noun("UnifiedGroup", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS).cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT),
            Parameter("ResultSize", ParameterType.COUNT),
            Parameter("IncludeAllProperties", ParameterType.SWITCH),
        ),
        get_groups,
        "Microsoft 365 groups, by Identity or all of them.",
        frozenset(
            words(
                """
                    Anr Filter GroupMailboxSize IncludeBookingsGroups IncludeGrantSendOnBehalfToWithDisplayNames
                    IncludeMoveStats IncludeSoftDeletedGroups SortBy
                """
            )
        ),
    ),
)
"""Microsoft 365 groups, read only: Graph makes and changes them."""
