"""Every cmdlet there is: those of the services in `emulator/exchange` and `emulator/purview`, found by walking both."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.emulator import exchange, purview
from holdfast.emulator.cmdlets.binding import bind
from holdfast.emulator.cmdlets.cmdlet import Invocation
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.walk import find_services

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from holdfast.emulator.audit import Person
    from holdfast.emulator.cmdlets.cmdlet import Cmdlet
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.walk import FoundService
    from holdfast.emulator.wire import Endpoint

NOT_IMPLEMENTED = frozenset(
    name.lower()
    for name in words(
        """
            Get-ActiveSyncOrganizationSettings New-ActivityAlert Remove-ActivityAlert Set-ActivityAlert
            Get-AdaptiveScope Get-AddressBookPolicy Get-AddressList Search-AdminAuditLog Get-App
            New-ApplicationAccessPolicy Remove-ApplicationAccessPolicy Set-ApplicationAccessPolicy
            Get-AppRetentionCompliancePolicy Get-AppRetentionComplianceRule Set-ArcConfig Get-AuditConfig
            New-AuthenticationPolicy Remove-AuthenticationPolicy Set-AuthenticationPolicy
            New-AutoSensitivityLabelPolicy Remove-AutoSensitivityLabelPolicy Set-AutoSensitivityLabelPolicy
            Get-AutoSensitivityLabelRule Get-AvailabilityConfig Remove-BlockedSenderAddress
            Get-CalendarProcessing Get-CaseHoldPolicy Get-CaseHoldRule Set-CASMailboxPlan
            Get-ClientAccessRule Get-ComplianceCase Get-ComplianceRetentionEventType Get-ComplianceSearch
            Get-ComplianceSecurityFilter Get-DataClassification Get-DataEncryptionPolicy
            New-DistributionGroup Remove-DistributionGroup Set-DistributionGroup
            New-DlpComplianceRule Remove-DlpComplianceRule Set-DlpComplianceRule Get-DlpKeywordDictionary
            Get-DlpSensitiveInformationType Get-DnssecStatusForVerifiedDomain New-DynamicDistributionGroup
            Remove-DynamicDistributionGroup Set-DynamicDistributionGroup Get-EmailAddressPolicy
            Get-EventsFromEmailConfiguration Get-EXOMailbox New-ExoPhishSimOverrideRule
            Remove-ExoPhishSimOverrideRule Set-ExoPhishSimOverrideRule New-ExoSecOpsOverrideRule
            Remove-ExoSecOpsOverrideRule Set-ExoSecOpsOverrideRule Get-FederatedOrganizationIdentifier
            Get-FederationTrust Get-FilePlanPropertyAuthority Get-GlobalAddressList Get-Group
            Get-HybridMailflow Disable-InboxRule Enable-InboxRule New-InboxRule Remove-InboxRule
            Set-InboxRule New-InformationBarrierPolicy Remove-InformationBarrierPolicy
            Set-InformationBarrierPolicy Get-InsiderRiskPolicy Get-IntraOrganizationConfiguration
            New-IntraOrganizationConnector Remove-IntraOrganizationConnector Set-IntraOrganizationConnector
            New-JournalRule Remove-JournalRule Set-JournalRule New-Label Remove-Label Set-Label
            New-LabelPolicy Remove-LabelPolicy Set-LabelPolicy Get-M365DataAtRestEncryptionPolicy
            Get-MailboxCalendarConfiguration Get-MailboxFolderPermission
            Set-MailboxPlan Get-MailboxRegionalConfiguration Get-MailUser Get-ManagementRole
            Get-ManagementScope Get-MessageClassification Get-MessageTrace Get-MessageTraceV2
            Get-MigrationBatch Get-MigrationEndpoint Remove-MobileDevice Get-OfflineAddressBook
            New-OMEConfiguration Remove-OMEConfiguration Set-OMEConfiguration Get-OnPremisesOrganization
            New-OrganizationRelationship Remove-OrganizationRelationship Set-OrganizationRelationship
            Get-OrganizationSegment Get-PartnerApplication Get-PerimeterConfig New-PhishSimOverridePolicy
            Remove-PhishSimOverridePolicy Set-PhishSimOverridePolicy Get-Place Get-PolicyConfig
            Get-PolicyTipConfig Get-QuarantineMessage New-QuarantinePolicy Remove-QuarantinePolicy
            Set-QuarantinePolicy New-ReportSubmissionPolicy
            Remove-ReportSubmissionPolicy Set-ReportSubmissionPolicy New-ReportSubmissionRule
            Remove-ReportSubmissionRule Set-ReportSubmissionRule Get-ResourceConfig New-SecOpsOverridePolicy
            Remove-SecOpsOverridePolicy Set-SecOpsOverridePolicy Get-ServicePrincipal New-ServicePrincipal
            Get-SmimeConfig Get-SmtpDaneInboundStatus Get-SpoofIntelligenceInsight
            New-SupervisoryReviewPolicyV2 Remove-SupervisoryReviewPolicyV2 Set-SupervisoryReviewPolicyV2
            Get-SupervisoryReviewRule Get-SweepRule New-TenantAllowBlockListItems
            Remove-TenantAllowBlockListItems Set-TenantAllowBlockListItems
            New-TenantAllowBlockListSpoofItems Remove-TenantAllowBlockListSpoofItems
            Set-TenantAllowBlockListSpoofItems Get-TransportRulePredicate Get-UserPhoto
        """
    )
)
"""Real cmdlets, lower case, that are refused with 501 instead of the 403 of a cmdlet that does not exist.

Those that scanners ask (ORCA, Maester, ScubaGear, Monkey365, Microsoft365DSC): who gets 403 thinks of his permissions.
"""


def all_cmdlets() -> tuple[Cmdlet, ...]:
    """Every cmdlet of every service, services in sorted order.

    Raises:
        UndeclaredServiceError: something among the services declares none.
    """
    return tuple(
        cmdlet
        for service in cmdlet_services()
        for cmdlet in (service.parts if service.declared is None else service.declared.cmdlets())
    )


def cmdlet_services() -> tuple[FoundService, ...]:
    """Every service of `emulator/exchange`, then of `emulator/purview`."""
    return (*find_services(exchange, "cmdlets"), *find_services(purview, "cmdlets"))


def cmdlets_by_name(endpoint: Endpoint) -> Mapping[str, Cmdlet]:
    """Every cmdlet of one endpoint by its name in lower case; the other endpoint may have another of that name.

    Raises:
        ValueError: two services of the endpoint have a cmdlet of the same name.
    """
    found: dict[str, Cmdlet] = {}
    for cmdlet in all_cmdlets():
        if cmdlet.endpoint != endpoint:
            continue
        if cmdlet.name.lower() in found:
            raise ValueError(f"two services have {cmdlet.name}")
        found[cmdlet.name.lower()] = cmdlet
    return MappingProxyType(found)


def run_as(
    tenant: Tenant, person: Person, cmdlet_name: str, parameters: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    """Run a cmdlet as somebody signed in, whose roles are not asked for; rules and audit trail are as ever.

    Args:
        tenant: where.
        person: who does it: tampering is done by people.
        cmdlet_name: for example "Set-Mailbox"; where both endpoints have one, that of Exchange is meant.
        parameters: as a client would send them.

    Returns:
        The wire rows that the cmdlet gives.

    Raises:
        KeyError: there is no such cmdlet.
        CmdletError: the service would refuse it.
    """
    cmdlet = {**cmdlets_by_name("compliance"), **cmdlets_by_name("exchange")}[cmdlet_name.lower()]
    invocation = Invocation(
        tenant, person, cmdlet.name, cmdlet.endpoint, bind(cmdlet, parameters), parameters
    )
    with tenant.store.transaction():
        return list(cmdlet.run(invocation).rows)
