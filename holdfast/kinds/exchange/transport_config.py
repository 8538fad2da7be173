"""How mail travels in the whole organization: of dozens of settings, the one that controls declare."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.services.cmdlet_singleton import CmdletSingleton
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CHANGES_EXCHANGE, CMDLETS, READS_EXCHANGE
from holdfast.tenant.cmdlet_wire import Endpoint

KIND = CmdletSingleton(
    token="m365:exchange:TransportConfig",
    title="Transport of mail",
    doc="Settings of how mail travels in the whole organization. Each control declares those that are its own.",
    key="transport-config",
    endpoint=Endpoint.EXCHANGE,
    noun="TransportConfig",
    fields=(
        Field(
            name="smtpClientAuthenticationDisabled",
            wire="SmtpClientAuthenticationDisabled",
            doc="Whether no mailbox sends by authenticated SMTP, but for those that say otherwise themselves.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
    ),
    examples=(
        Example(
            row={"Name": "Transport Settings", "SmtpClientAuthenticationDisabled": True},
            inputs={"smtpClientAuthenticationDisabled": True},
        ),
    ),
    answers=("Get-TransportConfig",),
    omits="nothing that is known; without the right it leaves properties out, which is unknown and not off.",
    always=("SmtpClientAuthenticationDisabled",),
    harmless=(
        Harmless(
            "AllowLegacyTLSClients",
            "which old encryption authenticated SMTP may use: of no consequence where it is off",
        ),
        Harmless(
            """
                TLSReceiveDomainSecureList TLSSendDomainSecureList GenerateCopyOfDSNFor InternalSMTPServers
                JournalingReportNdrTo OrganizationFederatedMailbox MaxDumpsterSizePerDatabase MaxDumpsterTime
                VerifySecureSubmitEnabled ClearCategories AddressBookPolicyRoutingEnabled
                ConvertDisclaimerWrapperToEml PreserveReportBodypart ConvertReportToMessage DSNConversionMode
                VoicemailJournalingEnabled HeaderPromotionModeSetting Xexch50Enabled Rfc2231EncodingEnabled
                OpenDomainRoutingEnabled MaxReceiveSize MaxRecipientEnvelopeLimit MaxSendSize
                ExternalDelayDsnEnabled ExternalDsnDefaultLanguage ExternalDsnLanguageDetectionEnabled
                ExternalDsnMaxMessageAttachSize ExternalDsnReportingAuthority ExternalDsnSendHtml
                ExternalPostmasterAddress InternalDelayDsnEnabled InternalDsnDefaultLanguage
                InternalDsnLanguageDetectionEnabled InternalDsnMaxMessageAttachSize InternalDsnReportingAuthority
                InternalDsnSendHtml SupervisionTags HygieneSuite MigrationEnabled
                LegacyJournalingMigrationEnabled LegacyArchiveJournalingEnabled
                RedirectDLMessagesForLegacyArchiveJournaling
                RedirectUnprovisionedUserMessagesForLegacyArchiveJournaling LegacyArchiveLiveJournalingEnabled
                JournalArchivingEnabled SafetyNetHoldTime TransportRuleConfig
                TransportRuleCollectionAddedRecipientsLimit TransportRuleLimit
                TransportRuleCollectionRegexCharsLimit TransportRuleSizeLimit TransportRuleAttachmentTextScanLimit
                TransportRuleRegexValidationTimeout TransportRuleMinProductVersion
                AnonymousSenderToRecipientRatePerHour QueueDiagnosticsAggregationInterval
                JournalReportDLMemberSubstitutionEnabled DiagnosticsAggregationServicePort
                AgentGeneratedMessageLoopDetectionInSubmissionEnabled
                AgentGeneratedMessageLoopDetectionInSmtpEnabled MaxAllowedAgentGeneratedMessageDepth
                MaxAllowedAgentGeneratedMessageDepthPerAgent AttributionRejectConsumerMessages
                AttributionRejectBeforeMServRequest JournalMessageExpirationDays PreventDuplicateJournalingEnabled
                ReplyAllStormProtectionEnabled ReplyAllStormDetectionMinimumRecipients
                ReplyAllStormDetectionMinimumReplies ReplyAllStormBlockDurationHours MessageExpiration
                EnableExternalHTTPMailDelivery OtherWellKnownObjects
            """,
            "sizes, reports, journals and limits: other things than who may send",
        ),
        Harmless(
            """
                AdminDisplayName DistinguishedName ExchangeObjectId ExchangeVersion Guid Id Identity IsValid Name
                ObjectCategory ObjectClass ObjectState OrganizationId OrganizationalUnitRoot OriginatingServer
                WhenChanged WhenChangedUTC WhenCreated WhenCreatedUTC
            """,
            "which object it is, and where the service keeps it",
        ),
    ),
    audit_operations=("Set-TransportConfig",),
    protects_data=True,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    write_rights=(CHANGES_EXCHANGE,),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/set-transportconfig (2026-11-27)",
)
