"""Get-, New-, Set- and Remove-OwaMailboxPolicy: what Outlook on the web lets people do (learn, the page of Set-)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags, of_every_row
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-owamailboxpolicy", "2026-11-28"
)
_LIKELY = assumed("the default that the description of the parameter names, recalled")
_OURS = assumed("rows of other cmdlets carry it so")
_WHAT_IF = frozenset({"WhatIf"})

SERVICE = CmdletNoun(
    noun="OwaMailboxPolicy",
    endpoint="exchange",
    collection="owaMailboxPolicies",
    doc="Policies of Outlook on the web; one is always there. Some thirty flags of theirs, and no other setting.",
    what="Outlook on the web mailbox policy",
    unknown_identity="error",
    example={"Name": "Board"},
    own=({"Name": "OwaMailboxPolicy-Default", "IsDefault": True},),
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        **flags(
            words(
                """
                    ActiveSyncIntegrationEnabled AdditionalStorageProvidersAvailable AllAddressListsEnabled
                    CalendarEnabled ContactsEnabled DirectFileAccessOnPrivateComputersEnabled
                    DirectFileAccessOnPublicComputersEnabled GroupCreationEnabled JournalEnabled
                    JunkEmailEnabled LinkedInIntegration NotesEnabled OneDriveAttachmentsEnabled
                    PersonalAccountCalendarsEnabled PersonalAccountsEnabled PlacesEnabled RecoverDeletedItemsEnabled
                    ReferenceAttachmentsEnabled RulesEnabled SaveAttachmentsToCloudEnabled SearchFoldersEnabled
                    SignaturesEnabled TasksEnabled TextMessagingEnabled ThemeSelectionEnabled UserVoiceEnabled
                    WeatherEnabled WacEditingEnabled WacExternalServicesEnabled
                """
            ),
            True,
            _LIKELY,
            on=("Set",),
        ),
        "ConditionalAccessPolicy": Setting(
            "Off",
            _LIKELY,
            ParameterType.TEXT,
            on=("Set",),
            choices=("Off", "ReadOnly", "ReadOnlyPlusAttachmentsBlocked"),
            example="ReadOnly",
        ),
        "IsDefault": Setting(False, _OURS),
        **of_every_row(_OURS),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "New": frozenset({"IsDefault", *_WHAT_IF}),
        "Set": frozenset({"IsDefault", *_WHAT_IF}),
        "Remove": _WHAT_IF,
    },
)
"""That Global Reader suffices to read is assumed (rows 0)."""
