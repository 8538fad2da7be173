"""The group entity: its properties, what is returned without `$select`, and a blank group.

Source: graph-metadata/v1.0.csdl.xml (2026-08) for names and types; the default set is that of a real export
(2026-06) and of the documented examples in graph-examples/group.json.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.directory_types import DirectoryProperty, blank, read_only, text

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUP_TABLE: Mapping[str, DirectoryProperty] = {
    **read_only("String", "id"),
    **read_only("DateTimeOffset", "deletedDateTime"),
    **text("classification"),
    **read_only("DateTimeOffset", "createdDateTime"),
    **text("description"),
    "displayName": DirectoryProperty("String", required=True),
    **read_only("DateTimeOffset", "expirationDateTime"),
    "groupTypes": DirectoryProperty("Collection(String)"),
    **read_only("Collection(String)", "infoCatalogs"),
    "isAssignableToRole": DirectoryProperty("Boolean"),
    **read_only("Boolean", "isManagementRestricted"),
    **read_only("String", "mail"),
    "mailEnabled": DirectoryProperty("Boolean", required=True),
    "mailNickname": DirectoryProperty("String", required=True),
    **text("membershipRule", "membershipRuleProcessingState"),
    **read_only("String", "onPremisesDomainName"),
    **read_only("DateTimeOffset", "onPremisesLastSyncDateTime"),
    **read_only("String", "onPremisesNetBiosName", "onPremisesSamAccountName"),
    **read_only("String", "onPremisesSecurityIdentifier"),
    **read_only("Boolean", "onPremisesSyncEnabled"),
    **text("preferredDataLocation", "preferredLanguage"),
    **read_only("Collection(String)", "proxyAddresses"),
    **read_only("DateTimeOffset", "renewedDateTime"),
    "resourceBehaviorOptions": DirectoryProperty("Collection(String)"),
    "resourceProvisioningOptions": DirectoryProperty("Collection(String)"),
    "securityEnabled": DirectoryProperty("Boolean", required=True),
    **read_only("String", "securityIdentifier"),
    **text("theme", "uniqueName", "visibility"),
    **read_only("Collection(Complex)", "onPremisesProvisioningErrors", "serviceProvisioningErrors"),
    "allowExternalSenders": DirectoryProperty("Boolean", on_select_only=True),
    "assignedLabels": DirectoryProperty("Collection(Complex)", on_select_only=True),
    "assignedLicenses": DirectoryProperty("Collection(Complex)", writable=False, on_select_only=True),
    "autoSubscribeNewMembers": DirectoryProperty("Boolean", on_select_only=True),
    "hideFromAddressLists": DirectoryProperty("Boolean", on_select_only=True),
    "hideFromOutlookClients": DirectoryProperty("Boolean", on_select_only=True),
    "isSubscribedByMail": DirectoryProperty("Boolean", on_select_only=True),
    **dict.fromkeys(
        ("hasMembersWithLicenseErrors", "isArchived"),
        DirectoryProperty("Boolean", writable=False, on_select_only=True),
    ),
    "licenseProcessingState": DirectoryProperty("Complex", writable=False, on_select_only=True),
    "unseenCount": DirectoryProperty("Int32", writable=False, on_select_only=True),
}
"""Every property of a group that the embedded tenant knows, in the order in which it is returned."""
GROUP_TABLE_OF_BETA: Mapping[str, DirectoryProperty] = {
    **GROUP_TABLE,
    "writebackConfiguration": DirectoryProperty("Complex", on_select_only=True),
}
"""The same by beta, which alone knows whether a group is written back to a directory of one's own.

Source: https://learn.microsoft.com/graph/api/resources/group?view=graph-rest-beta (2026-11-28). That it comes with
`$select` alone is what the azuread plugin goes by: it asks for it by name.
"""
TAKEN_WHEN_MADE: Mapping[str, DirectoryProperty] = {"securityIdentifier": DirectoryProperty("String")}
"""What may stand in the body that makes a group, and no later change: the value of the service's own stands.

Assumed: ca-pwt 0.1.0 makes groups of what it exported, takes out what the service refuses (dates, `mail`, all of
`onPremises…`, as CIPP issue 105 has it of `renewedDateTime`) and leaves this in.
"""


def security_identifier(object_id: str) -> str:
    """Return the SID that Entra derives from an object id: "S-1-12-1-" and its four 32-bit words.

    Source: the pairs of id and securityIdentifier in graph-examples/group.json agree with this rule.
    """
    raw = uuid.UUID(object_id).bytes_le
    words = (int.from_bytes(raw[start : start + 4], "little") for start in range(0, 16, 4))
    return "S-1-12-1-" + "-".join(str(word) for word in words)


def new_group(group_id: str, created: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a whole group: the values given, the service's own, and null or `[]` for the rest.

    Args:
        group_id: the object id.
        created: creation and renewal time as a string.
        values: properties by Graph name.
    """
    group = blank(GROUP_TABLE) | {"createdDateTime": created, "renewedDateTime": created, **values}
    return group | {"id": group_id, "securityIdentifier": security_identifier(group_id)}
