"""Get-, New-, Set- and Remove-InboundConnector (rows 2 and rows.json; learn, Set-InboundConnector)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented, verified

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-inboundconnector", "2026-11-28"
)
_SEEN = verified(
    "Get-InboundConnector rows that public repositories hold (research notes rows.json)", "2026-11-25"
)
_OURS = assumed("rows of other cmdlets carry it so")


def _texts() -> Setting:
    return Setting([], _SEEN, ParameterType.EDIT, wire="texts", example=["198.51.100.7"])


SERVICE = CmdletNoun(
    noun="InboundConnector",
    endpoint="exchange",
    collection="inboundConnectors",
    doc="Connectors by which mail comes in; nothing here sends mail, so none acts.",
    what="inbound connector",
    unknown_identity="error",
    example={"Name": "Partner", "SenderDomains": ["smtp:partner.example;1"], "ConnectorType": "Partner"},
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        **flags(("Enabled", "RequireTls"), True, _SEEN),
        **flags(
            (
                *("CloudServicesMailEnabled", "EFSkipLastIP", "EFTestMode"),
                *("RestrictDomainsToCertificate", "RestrictDomainsToIPAddresses", "TreatMessagesAsInternal"),
            ),
            False,
            _SEEN,
        ),
        "ConnectorType": Setting(
            "Partner", _SEEN, ParameterType.TEXT, choices=("OnPremises", "Partner"), example="OnPremises"
        ),
        "ConnectorSource": Setting(
            "Default",
            _SEEN,
            ParameterType.TEXT,
            choices=("AdminUI", "Default", "HybridWizard", "Migrated"),
            example="AdminUI",
        ),
        "Comment": Setting("", _SEEN, ParameterType.TEXT, example="Of the printers"),
        "TlsSenderCertificateName": Setting(None, _SEEN, ParameterType.TEXT),
        "AssociatedAcceptedDomains": _texts(),
        "EFSkipIPs": _texts(),
        "EFSkipMailGateway": _texts(),
        "EFUsers": _texts(),
        "ScanAndDropRecipients": _texts(),
        "SenderDomains": _texts(),
        "SenderIPAddresses": _texts(),
        "TrustedOrganizations": _texts(),
        "ClientHostNames": Setting([], _SEEN, wire="texts"),
        "Identity": Setting("", _OURS),
        "IsValid": Setting(True, _OURS),
        "Id": Setting("", _OURS),
        "Guid": Setting("", _SEEN, wire="guid"),
        "WhenCreatedUTC": Setting(None, _OURS, wire="moment"),
        "WhenChangedUTC": Setting(None, _OURS, wire="moment"),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset({"ResultSize"}),
        "New": frozenset({"WhatIf"}),
        "Set": frozenset({"Name", "WhatIf"}),
        "Remove": frozenset({"WhatIf"}),
    },
)
"""That the service wants addresses, domains or a certificate with some types is not asked here."""
