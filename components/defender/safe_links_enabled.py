"""Links in mail, Teams and Office are checked when somebody follows them.

What is enforced: one rule over the Safe Links policies that act on somebody, in the order in which the service asks
them: Strict preset, Standard preset, policies of the tenant's own by the priority of their rules, the built-in
protection. Each has links in mail, Teams and Office checked, and scanned before a message is delivered, those that
colleagues send among them; each rewrites them, so that they are checked in whatever program they are opened in, keeps
track of who followed one, lets nobody go on to what was found harmful, and spares no address of it (DoNotRewriteUrls).
Policies are told and left as they are. A tenant whose presets reach everybody meets the rule by them.

What to do where it is told: the built-in protection lets people go on, leaves out what colleagues send, and cannot be
changed. So a tenant that has nothing else is told of it until the Standard or Strict preset of Defender for Office 365
is for all recipients, or a policy of its own is: one whose rule has neither a condition nor an exception.

Why: a link that was harmless when the message came leads to a forged sign-in page an hour later, and whoever is warned
and may go on goes on. From an account that was taken over the link comes from a colleague.

Who is affected: nobody by this control but whom the built-in protection left out, where it acts: links are checked for
them as well. Whoever follows a harmful link, once a policy is as asked, is stopped.

How to roll back: nothing of a policy was changed. By hand: `Set-ATPBuiltInProtectionRule` with the exceptions that
stood there.

Licence: Defender for Office 365 Plan 1 (ATP_ENTERPRISE); the control does not apply to a tenant without. Limits: links
that the tenant allows for everybody are for `defender.allow_entries_bounded`. A rule that lists all domains of the
tenant is not taken to reach everybody: a domain that is added tomorrow is not in it.
Source: https://learn.microsoft.com/defender-office-365/safe-links-about (2026-11-27), and
recommended-settings-for-eop-and-office365 there; recalled.
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
from holdfast.provider.resources import SafeLinks

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `defender.safe_links_enabled`."""

    excluded_policies: Annotated[list[str], Narrows("Safe Links policies", counted_as=Reason.EXCLUDED)] = []
    """Names of Safe Links policies that the rule leaves out."""


class SafeLinksEnabled(HardeningControl[Settings]):
    """One rule over all Safe Links policies that act."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Links are checked when somebody follows them",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.harmful-links-stopped",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.7.1v1"),
            SCUBA_2026_08("MS.SECURITYSUITE.7.2v1"),
            SCUBA_2026_08("MS.SECURITYSUITE.7.3v1"),
            CIS_M365_7_0("2.1.1"),
            NIST_800_53_5("SI-3"),
            ISO_27001_2022("A.8.7"),
            ISO_27001_2022("A.8.23"),
        ),
        licence="ATP_ENTERPRISE",
        impact="Policies are told and left as they are; whom the built-in protection left out has links checked too.",
        rollback="Nothing of a policy was changed; exceptions of the built-in protection are put back by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        SafeLinks(
            self.child_name("policies"),
            excluded_policies=self.settings.excluded_policies or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
