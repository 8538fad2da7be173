"""Zero-hour auto purge in Teams: of which a tenant has one policy.

Its name is not the same in every tenant ("Teams Protection Policy", documented; "Default Teams Protection Policy", in
rows of public repositories), so a change names it by its GUID. Source:
https://learn.microsoft.com/defender-office-365/mdo-support-teams-about (page of 2026-10-05, read 2026-11-27).
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
    token="m365:defender:TeamsProtectionPolicy",
    title="Teams protection policy",
    doc="Whether messages in Teams that turn out to be harmful are taken back (zero-hour auto purge).",
    key="teams-protection-policy",
    endpoint=Endpoint.EXCHANGE,
    noun="TeamsProtectionPolicy",
    identified_by="Guid",
    fields=(
        Field(
            name="zapEnabled",
            wire="ZapEnabled",
            doc="Whether they are; what is taken back waits in quarantine.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
    ),
    examples=(Example(row={"ZapEnabled": True}, inputs={"zapEnabled": True}),),
    answers=("Get-TeamsProtectionPolicy",),
    omits="nothing that is known; whom the policy's rule leaves out is in another object, which is not read.",
    always=("ZapEnabled",),
    harmless=(
        Harmless(
            "MalwareQuarantineTag HighConfidencePhishQuarantineTag",
            "who may take a message out of quarantine, and who is told of it",
        ),
        Harmless(WHICH, "which object it is, and where the service keeps it"),
    ),
    audit_operations=("Set-TeamsProtectionPolicy",),
    protects_data=True,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    write_rights=(CHANGES_EXCHANGE,),
    licence="ATP_ENTERPRISE",
    idle_unlicensed=True,
    source="https://learn.microsoft.com/powershell/module/exchange/set-teamsprotectionpolicy (2026-11-27)",
)
