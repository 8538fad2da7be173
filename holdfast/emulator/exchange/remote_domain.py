"""Get-, New-, Set- and Remove-RemoteDomain (rows 2 and rows.json; learn, Set-RemoteDomain)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented, verified

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/set-remotedomain", "2026-11-26")
_SEEN = verified(
    "Get-RemoteDomain rows that public repositories hold (research notes rows.json)", "2026-11-25"
)
_OURS = assumed("rows of other cmdlets carry it so")
_NOT_HERE = frozenset(
    words(
        """
            ByteEncoderTypeFor7BitCharsets CharacterSet LineWrapSize NonMimeCharacterSet
            PreferredInternetCodePageForShiftJis RequiredCharsetCoverage TNEFEnabled WhatIf
        """
    )
)

SERVICE = CmdletNoun(
    noun="RemoteDomain",
    endpoint="exchange",
    collection="remoteDomains",
    doc="Remote domains; one for all domains is always there, and from it mail is forwarded until somebody stops it.",
    what="remote domain",
    unknown_identity="error",
    example={"Name": "Partner", "DomainName": "partner.example"},
    own=({"Name": "Default", "DomainName": "*"},),
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "DomainName": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        **flags(
            ("AutoForwardEnabled", "AutoReplyEnabled", "DeliveryReportEnabled"), True, _SEEN, on=("Set",)
        ),
        **flags(("DisplaySenderName", "NDREnabled", "NDRDiagnosticInfoEnabled"), True, _SEEN, on=("Set",)),
        **flags(
            ("IsInternal", "MeetingForwardNotificationEnabled", "TargetDeliveryDomain"),
            False,
            _SEEN,
            on=("Set",),
        ),
        **flags(
            ("TrustedMailInboundEnabled", "TrustedMailOutboundEnabled", "UseSimpleDisplayName"),
            False,
            _SEEN,
            on=("Set",),
        ),
        "AllowedOOFType": Setting(
            "External",
            _OURS,
            ParameterType.TEXT,
            on=("Set",),
            choices=("External", "ExternalLegacy", "InternalLegacy", "None"),
            example="None",
        ),
        "ContentType": Setting(
            "MimeHtmlText",
            _SEEN,
            ParameterType.TEXT,
            on=("Set",),
            choices=("MimeHtmlText", "MimeText", "MimeHtml"),
            example="MimeText",
        ),
        "TNEFEnabled": Setting(None, _SEEN),
        "LineWrapSize": Setting("Unlimited", _SEEN),
        "CharacterSet": Setting("iso-8859-1", _SEEN),
        "NonMimeCharacterSet": Setting("iso-8859-1", _SEEN),
        "Identity": Setting("", _OURS),
        "Id": Setting("", _OURS),
        "IsValid": Setting(True, _SEEN),
        "Guid": Setting("", _SEEN, wire="guid"),
        "ExchangeObjectId": Setting("", _SEEN, wire="guid"),
        "WhenCreatedUTC": Setting(None, _SEEN, wire="moment"),
        "WhenChangedUTC": Setting(None, _SEEN, wire="moment"),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset({"ResultSize"}),
        "New": frozenset({"WhatIf"}),
        "Set": _NOT_HERE,
        "Remove": frozenset({"WhatIf"}),
    },
)
"""That New- takes nothing but names is documented; that Global Reader suffices to read is recalled (rows 0)."""
