"""Priority account protection: whether the accounts that bear the tag get it; whom it is for `PriorityAccounts` says.

On by default where the tenant has Defender for Office 365 Plan 2. Source:
https://learn.microsoft.com/defender-office-365/priority-accounts-turn-on-priority-account-protection (2026-11-27).
"""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.services.cmdlet_singleton import CmdletSingleton
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CHANGES_EXCHANGE, CMDLETS, READS_EXCHANGE
from holdfast.tenant.cmdlet_wire import Endpoint

KIND = CmdletSingleton(
    token="m365:defender:EmailTenantSettings",
    title="Priority account protection",
    doc="Whether mail to accounts that bear the tag of priority accounts is looked at as that of executives is.",
    key="email-tenant-settings",
    endpoint=Endpoint.EXCHANGE,
    noun="EmailTenantSettings",
    fields=(
        Field(
            name="priorityAccountProtection",
            wire="EnablePriorityAccountProtection",
            doc="Whether it is.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
    ),
    examples=(
        Example(row={"EnablePriorityAccountProtection": True}, inputs={"priorityAccountProtection": True}),
    ),
    answers=("Get-EmailTenantSettings",),
    omits="nothing that is known; which accounts bear the tag is in another list.",
    always=("EnablePriorityAccountProtection",),
    harmless=(
        Harmless(
            "Identity Name OrganizationId IsValid ObjectState",
            "which object it is, and where the service keeps it",
        ),
    ),
    audit_operations=("Set-EmailTenantSettings",),
    protects_data=True,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    write_rights=(CHANGES_EXCHANGE,),
    licence="THREAT_INTELLIGENCE",
    idle_unlicensed=True,
    source="https://learn.microsoft.com/powershell/module/exchange/set-emailtenantsettings (2026-11-27)",
)
