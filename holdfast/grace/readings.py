"""What looking ahead asks of a tenant, with what each takes: a check needs none of it."""

from __future__ import annotations

from holdfast.model.permission import CMDLETS, READS_EXCHANGE, READS_PURVIEW, Reading

_AT = "at `holdfast horizon`"
_NOTHING_KEPT = "that source is told as not read, and nothing is called kept because of it"
READINGS = (
    Reading(
        what="deleted users and groups, when licences went",
        request="`/directory/deletedItems`, `/users`, `/groups`, `/auditLogs/directoryAudits`, `/subscribedSkus`",
        when=_AT,
        permissions=("User.Read.All", "Group.Read.All", "AuditLog.Read.All", "LicenseAssignment.Read.All"),
        without=_NOTHING_KEPT,
        source="https://learn.microsoft.com/graph/api/directory-deleteditems-list (2026-11-26)",
    ),
    Reading(
        what="deleted applications, administrative units, Conditional Access policies and locations",
        request="`/directory/deletedItems`, `/identity/conditionalAccess/deletedItems`",
        when=_AT,
        permissions=("Application.Read.All", "AdministrativeUnit.Read.All", "Policy.Read.All"),
        without=_NOTHING_KEPT,
        source="https://learn.microsoft.com/graph/api/directory-deleteditems-list (2026-11-29)",
    ),
    Reading(
        what="subscriptions",
        request="`/directory/subscriptions`",
        when=_AT,
        permissions=("Organization.Read.All",),
        without=_NOTHING_KEPT,
        source="https://learn.microsoft.com/graph/api/directory-list-subscriptions (2026-11-26)",
    ),
    Reading(
        what="sizes of mailboxes, drives and sites, owners of sites, drives whose account is gone",
        request="`/reports/getMailboxUsageDetail`, `getOneDriveUsageAccountDetail`, `getSharePointSiteUsageDetail`",
        when=_AT,
        permissions=("Reports.Read.All",),
        without="no size is told and no site without owner, a policy over named drives is told as unsure, each shared "
        "mailbox without a licence as one that may be full, and drives whose account is gone as not read",
        source="https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail (2026-11-27)",
    ),
    Reading(
        what="what is in Microsoft 365 Backup",
        request="`/solutions/backupRestore`, its policies, units and `restorePoints/search`",
        when=_AT,
        permissions=(
            "BackupRestore-Control.Read.All",
            "BackupRestore-Configuration.Read.All",
            "BackupRestore-Search.Read.All",
        ),
        without="what is in it is told as if it were not",
        source="https://learn.microsoft.com/graph/api/restorepoint-search (2026-11-27)",
    ),
    Reading(
        what="how long drives are kept",
        request="`/admin/sharepoint/settings`",
        when=_AT,
        permissions=("SharePointTenantSettings.Read.All",),
        without="the shortest period is counted, and told",
        source="https://learn.microsoft.com/graph/api/sharepointsettings-get (2026-11-26)",
    ),
    Reading(
        what="mailboxes, holds, retention policies",
        request="`Get-Mailbox`, `Get-OrganizationConfig`, `Get-RetentionCompliancePolicy`, `Get-MailboxStatistics`",
        when=_AT,
        permissions=(CMDLETS,),
        rights=(READS_EXCHANGE, READS_PURVIEW),
        without=_NOTHING_KEPT,
        source="https://learn.microsoft.com/powershell/module/exchange/get-mailbox (2026-11-26)",
    ),
)
"""What a look ahead asks for, with what that takes."""
