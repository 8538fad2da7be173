"""Get-TransportConfig and Set-TransportConfig (rows 2 and rows.json; learn, Set-TransportConfig)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import documented, verified

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/set-transportconfig", "2026-11-27")
_SEEN = verified(
    "Get-TransportConfig row of a sample report that a public repository holds (research notes rows.json)",
    "2026-11-25",
)
_NAME = "Transport Settings"
_NOT_HERE = frozenset(
    words(
        """
            AddressBookPolicyRoutingEnabled ClearCategories ConvertDisclaimerWrapperToEml DSNConversionMode
            EnableExternalHTTPMailDelivery ExternalDelayDsnEnabled ExternalDsnDefaultLanguage
            ExternalDsnLanguageDetectionEnabled ExternalDsnReportingAuthority ExternalDsnSendHtml
            ExternalPostmasterAddress HeaderPromotionModeSetting InternalDelayDsnEnabled InternalDsnDefaultLanguage
            InternalDsnLanguageDetectionEnabled InternalDsnReportingAuthority InternalDsnSendHtml
            JournalMessageExpirationDays JournalingReportNdrTo MaxRecipientEnvelopeLimit MessageExpiration
            PreventDuplicateJournalingEnabled ReplyAllStormBlockDurationHours
            ReplyAllStormDetectionMinimumRecipients ReplyAllStormDetectionMinimumReplies Rfc2231EncodingEnabled
            WhatIf
        """
    )
)

SERVICE = SettingsCmdlets(
    noun="TransportConfig",
    endpoint="exchange",
    doc="Settings of how mail travels; nothing here sends mail, so that nothing is stopped.",
    settings={
        **flags(("SmtpClientAuthenticationDisabled",), True, _PAGE),
        **flags(("ReplyAllStormProtectionEnabled",), True, _SEEN),
        **flags(("AllowLegacyTLSClients",), None, _SEEN),
        "MaxReceiveSize": Setting("Unlimited", _SEEN),
        "MaxSendSize": Setting("Unlimited", _SEEN),
        "MaxRecipientEnvelopeLimit": Setting("Unlimited", _SEEN),
        "MessageExpiration": Setting("1.00:00:00", _SEEN),
        "JournalingReportNdrTo": Setting("<>", _SEEN),
        "ClearCategories": Setting(True, _SEEN),
        "ExternalDsnSendHtml": Setting(True, _SEEN),
        "InternalDsnSendHtml": Setting(True, _SEEN),
        "Name": Setting(_NAME, _SEEN),
        "Identity": Setting(_NAME, _SEEN),
        "Id": Setting(_NAME, _SEEN),
        "IsValid": Setting(True, _SEEN),
        "InternalSMTPServers": Setting([], _SEEN, wire="texts"),
        "SupervisionTags": Setting(["Reject", "Allow"], _SEEN, wire="texts"),
        "TransportRuleLimit": Setting(300, _SEEN, wire="int32"),
        "AnonymousSenderToRecipientRatePerHour": Setting(1800, _SEEN, wire="int32"),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={"Set": _NOT_HERE},
)
"""Authenticated SMTP is off in organizations made since January 2020 (documented): this one is new. That Global Reader
suffices to read is recalled (rows 0)."""
