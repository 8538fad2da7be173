"""Owners of groups let no application in, nobody a risky one, and whoever wants one asks.

What is enforced: in the tenant's settings of consent, owners of groups and teams consent to nothing for their group,
nobody consents to an application that Microsoft takes for risky, and a user can ask an administrator.

Why: an application that the owner of a team lets in reads all of the team, its mail and files, and no administrator
hears of it. These settings stand beside those of the authorization policy, and auditors look at both.

Who is affected: owners who add applications to their teams, at once: an administrator adds them. Consents that were
given stay.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, Enterprise applications,
Consent and permissions; or change the settings by Microsoft Graph.

Licence: none. Limits: what owners of teams and chats may consent to by newer policies stands in the authorization
policy, in the list that `entra.app_consent_restricted` looks at; who decides requests is
`entra.admin_consent_workflow_enabled`. What EIDSCA asks for as CP01, CP03 and CP04 are these three. What people notice
is recalled. Source:
https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent-groups (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import ConsentPolicySettings

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "internal-attack.app-consent-bounded"


class Settings(ControlSettings):
    """Settings of `entra.risky_consent_blocked`."""


class RiskyConsentBlocked(HardeningControl[Settings]):
    """The tenant's one object of settings of consent."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Owners of groups let no application in, and nobody a risky one",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("entra.app_consent_restricted",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("AC-6(10)"),
            NIST_800_53_5("CM-11"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.8.19"),
        ),
        licence="none",
        impact="Owners ask an administrator to add an application to their team.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the three settings."""
        settings = ConsentPolicySettings(
            self.child_name("settings"),
            group_owners_consent=False,
            risky_apps_blocked=True,
            requests_enabled=True,
            opts=self.child_options(keep=True),
        )
        return {"groupOwnersConsent": settings.group_owners_consent}
