"""Safe Attachments for SharePoint, OneDrive and Teams: of which a tenant has one object.

Source: https://learn.microsoft.com/defender-office-365/safe-attachments-for-spo-odfb-teams-about (recalled,
2026-11-27).
"""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.services.cmdlet_singleton import CmdletSingleton
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CHANGES_EXCHANGE, CMDLETS, READS_EXCHANGE
from holdfast.tenant.cmdlet_wire import Endpoint

KIND = CmdletSingleton(
    token="m365:defender:AtpPolicyForO365",
    title="Safe Attachments for files",
    doc="Whether files in SharePoint, OneDrive and Teams are tried out as attachments are.",
    key="atp-policy-for-o365",
    endpoint=Endpoint.EXCHANGE,
    noun="AtpPolicyForO365",
    fields=(
        Field(
            name="safeAttachmentsForFiles",
            wire="EnableATPForSPOTeamsODB",
            doc="Whether they are; a file that is found harmful is locked.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
    ),
    examples=(Example(row={"EnableATPForSPOTeamsODB": True}, inputs={"safeAttachmentsForFiles": True}),),
    answers=("Get-AtpPolicyForO365",),
    omits="nothing that is known; without the right it leaves properties out, which is unknown and not off.",
    always=("EnableATPForSPOTeamsODB",),
    harmless=(
        Harmless(
            "EnableSafeDocs AllowSafeDocsOpen",
            "Safe Documents, which needs another licence and acts in Office",
        ),
        Harmless(WHICH, "which object it is, and where the service keeps it"),
    ),
    audit_operations=("Set-AtpPolicyForO365",),
    protects_data=True,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    write_rights=(CHANGES_EXCHANGE,),
    licence="ATP_ENTERPRISE",
    idle_unlicensed=True,
    source="https://learn.microsoft.com/powershell/module/exchange/set-atppolicyforo365 (2026-11-27)",
)
