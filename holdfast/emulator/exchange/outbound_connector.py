"""Get-, New-, Set- and Remove-OutboundConnector: which mail goes out by a way of its own (learn)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags, of_every_row
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://microsoft.github.io/Microsoft365DSC/resources/exchange/EXOOutboundConnector", "2026-11-28"
)
_LIKELY = assumed("the default is recalled of the page of New-OutboundConnector; rows were not seen")
_OURS = assumed("rows of other cmdlets carry it so")
_UNIMPLEMENTED = frozenset(words("LinkForModifiedConnector MtaStsMode SmtpDaneMode WhatIf"))

SERVICE = CmdletNoun(
    noun="OutboundConnector",
    endpoint="exchange",
    collection="outboundConnectors",
    doc="Connectors by which mail goes out: a new tenant has none. Nothing goes out, and nothing is validated.",
    what="outbound connector",
    unknown_identity="error",
    example={
        "Name": "To partner",
        "RecipientDomains": ["partner.example"],
        "TlsSettings": "CertificateValidation",
    },
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
        **{
            one: Setting([], _PAGE, ParameterType.TEXTS, wire="texts", example=[example])
            for one, example in (
                ("RecipientDomains", "elsewhere.example"),
                ("SmartHosts", "mail.partner.example"),
                ("ValidationRecipients", "ana@partner.example"),
            )
        },
        "TlsDomain": Setting("", _PAGE, ParameterType.TEXT, example="*.partner.example"),
        "TlsSettings": Setting(
            None,
            _PAGE,
            ParameterType.TEXT,
            choices=("EncryptionOnly", "CertificateValidation", "DomainValidation"),
        ),
        **flags(("UseMXRecord",), True, _LIKELY),
        **flags(
            words(
                """
                    AllAcceptedDomains CloudServicesMailEnabled IsTransportRuleScoped RouteAllMessagesViaOnPremises
                    SenderRewritingEnabled TestMode
                """
            ),
            False,
            _LIKELY,
        ),
        **of_every_row(_OURS),
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
