"""Attachments, and files in SharePoint, OneDrive and Teams, are tried out before people open them.

What is enforced: one rule over the Safe Attachments policies that act on somebody, in the order in which the service
asks them: Strict preset, Standard preset, policies of the tenant's own by the priority of their rules, the built-in
protection. Each is on and stops what it finds. The built-in protection leaves nobody out. Beside it, the same is on for
files in SharePoint, OneDrive and Teams. A tenant whose presets reach everybody meets the rule by them.

Why: the filter for malware knows what somebody has seen before. An attachment that was made for this organization
alone is known by nobody, and is found by opening it where it can do no harm.

Who is affected: mail with attachments comes some minutes later. Whom the built-in protection left out gets it so too.
A file that is found harmful cannot be opened, copied or shared any more.

How to roll back: the settings stay when the control is removed. By hand: `Set-ATPBuiltInProtectionRule` with the
exceptions that stood there, `Set-AtpPolicyForO365 -EnableATPForSPOTeamsODB $false`.

Licence: Defender for Office 365 Plan 1 (ATP_ENTERPRISE); the control does not apply to a tenant without. Limits: a
weaker policy of the tenant's own, or of a preset, is told and left as it is. That people cannot download a file that
was found harmful is a setting of SharePoint (DisallowInfectedFileDownload) that is not looked at, and Safe Documents
needs another licence. Source: https://learn.microsoft.com/defender-office-365/safe-attachments-about (2026-11-27), and
safe-attachments-for-spo-odfb-teams-about there; recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import AtpPolicyForO365, SafeAttachments

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `defender.safe_attachments_enabled`."""

    excluded_policies: Annotated[
        list[str], Narrows("Safe Attachments policies", counted_as=Reason.EXCLUDED)
    ] = []
    """Names of Safe Attachments policies that the rule leaves out."""


class SafeAttachmentsEnabled(HardeningControl[Settings]):
    """One rule over all Safe Attachments policies that act, and the switch for files."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Attachments and files are tried out before people open them",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.unknown-attachments-stopped",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.1.3v1"),
            SCUBA_2026_08("MS.SECURITYSUITE.1.4v1"),
            CIS_M365_7_0("2.1.5", lacks="Safe Documents"),
            NIST_800_53_5("SI-3"),
            ISO_27001_2022("A.8.7"),
        ),
        licence="ATP_ENTERPRISE",
        impact="Mail with attachments comes some minutes later; a harmful file can be opened by nobody.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule, and the switch for files."""
        options = self.child_options(protects_data=True)
        SafeAttachments(
            self.child_name("policies"),
            excluded_policies=self.settings.excluded_policies or None,
            opts=options,
        )
        AtpPolicyForO365(self.child_name("files"), safe_attachments_for_files=True, opts=options)
        return {}
