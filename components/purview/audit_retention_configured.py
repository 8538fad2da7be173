"""Records of the audit log are kept for as long as asked, and no shorter policy stands before that.

What is enforced: one audit log retention policy with the listed types of records, its duration and its number. One
that keeps for longer obeys, and is not shortened in passing. A policy of somebody else that keeps for shorter and has a
lower number counts instead: that is drift of this one, and is reported for itself as well.

Why: without Audit (Premium) the log ends after 180 days, with it after a year for mail, files and sign-ins, and after
180 days for Teams and the rest. Attackers are often found later than that. A policy beats Microsoft's default also
where it keeps for shorter, so whoever has something to hide needs one policy only.

Who is affected: nobody notices.

How to roll back: the policy stays when the control is removed, because removing it would end what it keeps.
`holdfast:delete_protected_data: true` in the client file allows it. That, and shortening it, needs an entry of
`i_understand`.

Licence: Audit (Premium), part of E5; the control does not apply to a tenant without. Records of people without it end
after 180 days all the same. More than a year needs the add-on for 10 years, for each person; Holdfast does not look
whether it is there. Limits: types of records that are not listed follow Microsoft's default; there are at most 50
policies, and each number once: where another policy has it, the apply says whose it is. Source:
https://learn.microsoft.com/purview/audit-log-retention-policies (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import RecordTypes
from holdfast.controls.narrowing import KEEPS_ALL, Narrows, all_but
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.longest import PURVIEW_NAME
from holdfast.provider.resources import UnifiedAuditLogRetentionPolicy

if TYPE_CHECKING:
    import pulumi

_DURATIONS = {
    "twelve-months": "TwelveMonths",
    "three-years": "ThreeYears",
    "five-years": "FiveYears",
    "seven-years": "SevenYears",
    "ten-years": "TenYears",
}
RECORD_TYPES = (
    *("AzureActiveDirectory", "AzureActiveDirectoryAccountLogon", "AzureActiveDirectoryStsLogon"),
    *("ExchangeAdmin", "ExchangeItem", "ExchangeItemGroup", "ExchangeItemAggregated"),
    *("SharePoint", "SharePointFileOperation", "SharePointSharingOperation", "SharePointListOperation"),
    *("MicrosoftTeams", "SecurityComplianceCenterEOPCmdlet"),
)
"""What tells who signed in, who read, shared, deleted or sent something, and who changed a setting.

Source: the table of types of the page above; the last one is recalled, from `AuditLogRecordType` of
https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema.
"""


class Settings(ControlSettings):
    """Settings of `purview.audit_retention_configured`."""

    retention: Annotated[
        Literal["twelve-months", "three-years", "five-years", "seven-years", "ten-years"],
        KEEPS_ALL,
        EVERY_VALUE,
    ] = "twelve-months"
    """How long the records are kept. Less than a year would shorten what Microsoft keeps anyway."""
    record_types: Annotated[RecordTypes, Narrows("types of records", all_but(*RECORD_TYPES))] = Field(
        default=[*RECORD_TYPES], min_length=1, examples=[["ExchangeItem", "AzureActiveDirectory"]]
    )
    """Types of the records, as `AuditLogRecordType` names them."""
    priority: Annotated[Literal[1, 2, 5, 10, 20, 50, 100, 1000], KEEPS_ALL, EVERY_VALUE] = 10
    """Number of the policy: where several are for a record, the lowest counts. No other policy may have it."""
    policy_name: Annotated[str, KEEPS_ALL] = Field(
        default="Holdfast audit log retention", min_length=1, max_length=PURVIEW_NAME
    )
    """Name of the policy."""


class AuditRetentionConfigured(HardeningControl[Settings]):
    """One policy for the records that matter."""

    Settings = Settings
    metadata = ControlMetadata(
        title="The audit log is kept for as long as asked",
        duties=(Duty.REGULATORY_COMPLIANCE,),
        outcomes=("regulatory-compliance.audit-log-kept",),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.5.2v1"),
            NIST_800_53_5("AU-11"),
            ISO_27001_2022("A.5.28"),
            ISO_27001_2022("A.8.15"),
        ),
        licence="M365_ADVANCED_AUDITING",
        impact="Nobody notices; what people and applications did stays known for longer.",
        rollback="The policy stays when the control is removed, because it protects data.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = UnifiedAuditLogRetentionPolicy(
            self.child_name("policy"),
            name=self.settings.policy_name,
            retention_duration=_DURATIONS[self.settings.retention],
            priority=self.settings.priority,
            record_types=self.settings.record_types,
            opts=self.child_options(protects_data=True),
        )
        return {"policy": policy.name}
