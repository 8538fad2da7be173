"""Get-CASMailbox and Set-CASMailbox: the protocols of each mailbox (rows.json; learn, Set-CASMailbox).

Only what differs from the defaults is kept, by mailbox. Active mailboxes alone have such settings (assumed).
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
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mailbox.listed import active_mailboxes
from holdfast.emulator.exchange.mailbox.named import mailbox_of
from holdfast.emulator.exchange.mailbox.opath import Condition, parse_filter
from holdfast.emulator.exchange.mailbox.rows import filter_field
from holdfast.emulator.exchange.mailbox.state import object_guid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.exchange.mailbox.state import Stored

COLLECTION = "casMailboxes"
_ON = words(
    """
        ActiveSyncEnabled ECPEnabled ImapEnabled ImapUseProtocolDefaults MAPIEnabled MacOutlookEnabled OWAEnabled
        OWAforDevicesEnabled OneWinNativeOutlookEnabled OutlookMobileEnabled PopEnabled PopUseProtocolDefaults
        ShowGalAsDefaultView UniversalOutlookEnabled
    """
)
_OFF = words(
    """
        ActiveSyncDebugLogging ActiveSyncSuppressReadReceipt ImapForceICalForCalendarRetrievalOption
        ImapSuppressReadReceipt PopForceICalForCalendarRetrievalOption PopSuppressReadReceipt PublicFolderClientAccess
    """
)
CAS_MAILBOX = shape_of(
    plain={
        **dict.fromkeys(("Name", "Identity", "Id", "DisplayName", "PrimarySmtpAddress"), ""),
        "SmtpClientAuthenticationDisabled": None,
        **dict.fromkeys(_ON, True),
        **dict.fromkeys(_OFF, False),
        "ActiveSyncMailboxPolicy": "Default",
        "OwaMailboxPolicy": "OwaMailboxPolicy-Default",
        "EwsEnabled": None,
        "EwsApplicationAccessPolicy": None,
        "IsValid": True,
    },
    texts={"EmailAddresses": [], "ActiveSyncAllowedDeviceIDs": [], "ActiveSyncBlockedDeviceIDs": []},
    guid={"Guid": "", "ExternalDirectoryObjectId": ""},
)
"""Every property; those of the mailbox itself have an empty default that is never shown."""
_SET = ("SmtpClientAuthenticationDisabled", "PopEnabled", "ImapEnabled")
"""Parameters that are a property of the same name."""


def get_cas_mailbox(invocation: Invocation) -> CmdletOutput:
    """Get-CASMailbox: one by Identity, or a list by Filter."""
    given = invocation.given
    kept = {str(one["ExchangeGuid"]): one for one in invocation.tenant.store.all(COLLECTION)}
    if "Identity" in given:
        mailbox = mailbox_of(invocation)
        return CmdletOutput([CAS_MAILBOX.row(_values(mailbox, kept), invocation.select)])
    condition = parse_filter(given["Filter"], filter_field) if given.get("Filter") else Condition("1", ())
    return active_mailboxes(
        invocation, condition, lambda one: CAS_MAILBOX.row(_values(one, kept), invocation.select)
    )


def set_cas_mailbox(invocation: Invocation) -> CmdletOutput:
    """Set-CASMailbox: what one mailbox lets clients do."""
    mailbox, store = mailbox_of(invocation), invocation.tenant.store
    kept: dict[str, Any] = next(
        (one for one in store.all(COLLECTION) if one["ExchangeGuid"] == mailbox.exchange_guid), {}
    )
    changes = {name: invocation.given[name] for name in _SET if name in invocation.given}
    document = {**kept, **changes, "ExchangeGuid": mailbox.exchange_guid}
    store.put(COLLECTION, mailbox.exchange_guid, document)
    invocation.record(mailbox.identity)
    return CmdletOutput()


def _values(mailbox: Stored, kept: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What a row has of the mailbox itself, and what was changed."""
    return {
        **dict.fromkeys(("Name", "Identity", "Id"), mailbox.identity),
        "DisplayName": mailbox.display_name,
        "PrimarySmtpAddress": mailbox.smtp,
        "EmailAddresses": [f"SMTP:{mailbox.smtp}"],
        "Guid": object_guid(mailbox.exchange_guid),
        "ExternalDirectoryObjectId": mailbox.directory_id,
        **kept.get(mailbox.exchange_guid, {}),
    }


_NOUN = Noun("CASMailbox", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS)
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT),
            Parameter("ResultSize", ParameterType.COUNT),
            Parameter("Filter", ParameterType.TEXT),
        ),
        get_cas_mailbox,
        "What each active mailbox lets clients do, by Identity or Filter.",
        frozenset(
            words(
                """
                    ActiveSyncDebugLogging Anr GetImapProtocolLog GetPopProtocolLog IgnoreDefaultScope
                    OrganizationalUnit ProtocolSettings ReadIsOptimizedForAccessibility
                    RecalculateHasActiveSyncDevicePartnership
                    RecipientTypeDetails SendLogsTo SortBy
                """
            )
        ),
    ),
    _NOUN.cmdlet(
        "Set",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            *(Parameter(name, ParameterType.BOOLEAN) for name in _SET),
        ),
        set_cas_mailbox,
        "Authenticated SMTP, POP and IMAP of a mailbox; acts at once.",
        frozenset(
            words(
                """
                ActiveSyncAllowedDeviceIDs ActiveSyncBlockedDeviceIDs ActiveSyncDebugLogging ActiveSyncMailboxPolicy
                ActiveSyncSuppressReadReceipt DisplayName ECPEnabled EmailAddresses EwsAllowEntourage EwsAllowList
                EwsAllowMacOutlook EwsAllowOutlook EwsApplicationAccessPolicy EwsBlockList EwsEnabled
                HasActiveSyncDevicePartnership ImapForceICalForCalendarRetrievalOption
                ImapMessagesRetrievalMimeFormat ImapSuppressReadReceipt ImapUseProtocolDefaults
                IsOptimizedForAccessibility MAPIBlockOutlookExternalConnectivity MAPIEnabled MacOutlookEnabled Name
                OWAEnabled OWAforDevicesEnabled OneWinNativeOutlookEnabled OutlookMobileEnabled OwaMailboxPolicy
                PopForceICalForCalendarRetrievalOption PopMessagesRetrievalMimeFormat PopSuppressReadReceipt
                PopUseProtocolDefaults PrimarySmtpAddress PublicFolderClientAccess ResetAutoBlockedDeviceIds
                SamAccountName ShowGalAsDefaultView UniversalOutlookEnabled WhatIf
            """
            )
        ),
    ),
)
"""Mailboxes as clients see them: Get-CASMailbox and Set-CASMailbox over the table of mailboxes."""
