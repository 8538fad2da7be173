"""The unified audit log: whether what people and administrators do in the tenant is recorded.

It is read and switched at the Exchange endpoint. The compliance endpoint has the same reading cmdlet, which answers
false whatever is set, and not the one that switches it. Source: "Turn auditing on or off",
https://learn.microsoft.com/purview/audit-log-enable-disable (research notes api-facts 7 and rows 2, 2026-11-26).
"""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.services.cmdlet_singleton import CmdletSingleton
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CHANGES_EXCHANGE, CMDLETS, READS_EXCHANGE
from holdfast.tenant.cmdlet_wire import Endpoint

_INGESTION = "UnifiedAuditLogIngestionEnabled"

KIND = CmdletSingleton(
    token="m365:purview:UnifiedAuditLog",
    title="Unified audit log",
    doc=(
        "Whether what people, administrators and applications do is recorded in the audit log. It is read and switched "
        "at the Exchange endpoint, because the compliance endpoint answers false whatever is set. A change takes up to "
        "an hour to show."
    ),
    key="unified-audit-log",
    endpoint=Endpoint.EXCHANGE,
    noun="AdminAuditLogConfig",
    fields=(
        Field(
            name="enabled",
            wire=_INGESTION,
            doc="Whether activities are recorded.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
    ),
    examples=(
        Example(row={"Name": "Admin Audit Log Settings", _INGESTION: False}, inputs={"enabled": False}),
    ),
    answers=("Get-AdminAuditLogConfig",),
    omits="nothing at the Exchange endpoint; without the right it leaves properties out, which is unknown and not off.",
    always=(_INGESTION,),
    harmless=(
        Harmless(
            """
                AdminAuditLogEnabled LogLevel TestCmdletLoggingEnabled AdminAuditLogCmdlets AdminAuditLogParameters
                AdminAuditLogExcludedCmdlets AdminAuditLogAgeLimit AdminAuditLogMailbox LoadBalancerCount
                RefreshInterval PartitionInfo
            """,
            "of Exchange on premises: nobody can set them in the cloud",
        ),
        Harmless("UnifiedAuditLogFirstOptInDate", "since when it was on for the first time"),
        Harmless(
            """
                Identity Id Guid Name ExchangeObjectId DistinguishedName ObjectCategory ObjectClass ObjectState
                OrganizationalUnitRoot OrganizationId OriginatingServer ExchangeVersion AdminDisplayName IsValid
                WhenCreated WhenCreatedUTC WhenChanged WhenChangedUTC
            """,
            "which object it is, and where the service keeps it",
        ),
    ),
    audit_operations=("Set-AdminAuditLogConfig",),
    protects_data=True,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    write_rights=(CHANGES_EXCHANGE,),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/set-adminauditlogconfig (2026-11-26)",
)
