"""Get-, New-, Set- and Remove-InboundConnector: whose mail comes in by a way of its own (learn)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://microsoft.github.io/Microsoft365DSC/resources/exchange/EXOInboundConnector", "2026-11-28"
)
_LIKELY = assumed("the default is recalled of the page of New-InboundConnector; rows were not seen")
_OURS = assumed("rows of other cmdlets carry it so")
_UNIMPLEMENTED = frozenset(words("ClientHostNames ScanAndDropRecipients TrustedOrganizations WhatIf"))

SERVICE = CmdletNoun(
    noun="InboundConnector",
    endpoint="exchange",
    collection="inboundConnectors",
    doc="Connectors by which mail comes in: a new tenant has none. Domains are shown as they were sent.",
    what="inbound connector",
    unknown_identity="error",
    example={"Name": "From partner", "SenderDomains": ["smtp:partner.example;1"]},
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        **flags(("Enabled",), True, _LIKELY),
        "ConnectorType": Setting("Partner", _LIKELY, ParameterType.TEXT, choices=("OnPremises", "Partner")),
        "ConnectorSource": Setting(
            "Default",
            _PAGE,
            ParameterType.TEXT,
            choices=("AdminUI", "Default", "HybridWizard", "Migrated"),
        ),
        "Comment": Setting("", _PAGE, ParameterType.TEXT),
        "SenderDomains": Setting(
            [], _PAGE, ParameterType.TEXTS, wire="texts", required=True, example=["smtp:*;1"]
        ),
        **{
            one: Setting([], _PAGE, ParameterType.TEXTS, wire="texts", example=[example])
            for one, example in (
                ("SenderIPAddresses", "203.0.113.7"),
                ("AssociatedAcceptedDomains", "contoso.example"),
                ("EFSkipIPs", "198.51.100.0/24"),
                ("EFUsers", "ana@contoso.example"),
            )
        },
        "TlsSenderCertificateName": Setting("", _PAGE, ParameterType.TEXT, example="*.partner.example"),
        **flags(
            words(
                """
                    RequireTls RestrictDomainsToIPAddresses RestrictDomainsToCertificate CloudServicesMailEnabled
                    TreatMessagesAsInternal EFSkipLastIP
                """
            ),
            False,
            _LIKELY,
        ),
        "Identity": Setting("", _OURS),
        "Id": Setting("", _OURS),
        "IsValid": Setting(True, _OURS),
        "Guid": Setting("", _OURS, wire="guid"),
        "WhenCreatedUTC": Setting(None, _OURS, wire="moment"),
        "WhenChangedUTC": Setting(None, _OURS, wire="moment"),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset({"ResultSize"}),
        "New": _UNIMPLEMENTED,
        "Set": _UNIMPLEMENTED | {"Name"},
        "Remove": frozenset({"WhatIf"}),
    },
)
