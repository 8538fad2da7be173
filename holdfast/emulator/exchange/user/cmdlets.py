"""Get-User and Set-User, for the tag of priority accounts (learn, Get-User, Set-User and priority-accounts).

Rows do not say who bears the tag: `-IsVIP` lists them. Users with an active mailbox are listed and found; that those
without one are left out here is ours.
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
)
from holdfast.emulator.cmdlets.errors import refused
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mailbox.listed import active_mailboxes
from holdfast.emulator.exchange.mailbox.named import mailbox_of
from holdfast.emulator.exchange.mailbox.opath import Condition
from holdfast.emulator.exchange.mailbox.state import object_guid

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.exchange.mailbox.state import Stored
    from holdfast.emulator.tenant import Tenant

COLLECTION = "priorityAccounts"
USER_ROW = shape_of(
    plain={
        **dict.fromkeys(
            ("Name", "Identity", "Id", "DisplayName", "UserPrincipalName", "WindowsEmailAddress"), ""
        ),
        "RecipientType": "UserMailbox",
        "RecipientTypeDetails": "",
        "IsValid": True,
    },
    guid={"Guid": "", "ExternalDirectoryObjectId": ""},
)
"""Properties that every row has (assumed: the ones by which scripts of public repositories tell users apart)."""
_MOST = 250
"""Priority accounts of a tenant: learn, priority-accounts (2026-11-27); how the service words it is assumed."""


def get_user(invocation: Invocation) -> CmdletOutput:
    """Get-User: one by Identity, or a list, with IsVIP of those that bear the tag alone."""
    given = invocation.given
    if "Identity" in given:
        return CmdletOutput([USER_ROW.row(_values(mailbox_of(invocation)), invocation.select)])
    condition = _tagged(invocation.tenant) if given.get("IsVIP") else Condition("1", ())
    return active_mailboxes(invocation, condition, lambda one: USER_ROW.row(_values(one), invocation.select))


def set_user(invocation: Invocation) -> CmdletOutput:
    """Set-User: gives one user the tag of priority accounts, or takes it from him."""
    user, store = mailbox_of(invocation), invocation.tenant.store
    tagged = _tagged(invocation.tenant).arguments
    if "VIP" in invocation.given:
        vip = invocation.given["VIP"]
        if vip and user.exchange_guid not in tagged and len(tagged) >= _MOST:
            raise refused(f"A tenant has {_MOST} priority accounts at most.", "VIPUserLimitExceededException")
        store.put(COLLECTION, user.exchange_guid, {"ExchangeGuid": user.exchange_guid, "VIP": vip})
    invocation.record(user.identity)
    return CmdletOutput()


def _tagged(tenant: Tenant) -> Condition:
    """Who bears the tag, as a condition on mailboxes."""
    ids = tuple(str(one["ExchangeGuid"]) for one in tenant.store.all(COLLECTION) if one["VIP"])
    return Condition(f"exchange_guid IN ({', '.join('?' * len(ids))})", ids)


def _values(mailbox: Stored) -> dict[str, Any]:
    return {
        **dict.fromkeys(("Name", "Identity", "Id"), mailbox.identity),
        "DisplayName": mailbox.display_name,
        "UserPrincipalName": mailbox.principal_name,
        "WindowsEmailAddress": mailbox.smtp,
        "RecipientTypeDetails": mailbox.type,
        "Guid": object_guid(mailbox.exchange_guid),
        "ExternalDirectoryObjectId": mailbox.directory_id,
    }


_NOUN = Noun("User", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS)
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT),
            Parameter("IsVIP", ParameterType.SWITCH),
            Parameter("ResultSize", ParameterType.COUNT),
        ),
        get_user,
        "Users with a mailbox, or those among them that bear the tag of priority accounts.",
        frozenset(
            words(
                """
                    Anr Filter IncludeDirectReportsWithDisplayNames IncludeManagerWithDisplayName OrganizationalUnit
                    PublicFolder RecipientTypeDetails SortBy
                """
            )
        ),
    ),
    _NOUN.cmdlet(
        "Set",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            Parameter("VIP", ParameterType.BOOLEAN),
        ),
        set_user,
        "Gives a user the tag of priority accounts; at once here, and within eight hours there.",
        frozenset(
            words(
                """
                    AllowedToCreateApps BlockCloudCache City Company CountryOrRegion Department DisplayName Fax
                    FirstName GeoCoordinates HomePhone Initials LastName Manager MobilePhone Name Notes Office
                    OtherFax OtherHomePhone OtherTelephone Pager PermanentlyClearPreviousMailboxInfo Phone
                    PhoneticDisplayName PostOfficeBox PostalCode RemotePowerShellEnabled SeniorityIndex
                    SimpleDisplayName StateOrProvince StreetAddress TelephoneAssistant Title UMDtmfMap WebPage WhatIf
                    WindowsEmailAddress
                """
            )
        ),
    ),
)
"""Users as Exchange knows them."""
