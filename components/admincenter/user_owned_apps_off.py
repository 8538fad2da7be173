"""People get no add-ins from the Office store by themselves, and start no trials for the organization.

What is enforced: the Office store is closed to people, and so are trials of apps and services.

Why: an add-in from the store reads the document or mail in which it is opened, and no administrator has looked at it. A
trial brings a service into the tenant that nobody has settled, with data in it when it ends.

Who is affected: whoever takes add-ins or trials for himself, at once: he asks an administrator, who assigns them.
Add-ins that an administrator has assigned go on.

How to roll back: the settings stay when the control is removed. By hand: Microsoft 365 admin center, Org settings,
User owned apps and services.

Licence: none. Limits: the interface is beta, and of the global cloud; add-ins of Outlook are those of
`exchange.addins_restricted`, and applications in Entra ID those of `entra.app_consent_restricted`. That people sign
up for services by their address of the organization (`allowedToSignUpEmailBasedSubscriptions`), and buy with a card of
their own, is not looked at. What people notice is recalled. Source:
https://learn.microsoft.com/graph/api/resources/adminappsandservices (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AppsAndServices

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "internal-attack.app-consent-bounded"


class Settings(ControlSettings):
    """Settings of `admincenter.user_owned_apps_off`."""


class UserOwnedAppsOff(HardeningControl[Settings]):
    """Two settings of the organization."""

    Settings = Settings
    metadata = ControlMetadata(
        title="People get no add-ins and trials by themselves",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("entra.app_consent_restricted",)),),
        severity=Severity.LOW,
        frameworks=(CIS_M365_7_0("1.3.4"), NIST_800_53_5("CM-11"), ISO_27001_2022("A.8.19")),
        licence="none",
        impact="Whoever wants an add-in of the Office store, or a trial, asks an administrator.",
        rollback="The settings stay when the control is removed; they are changed in the Microsoft 365 admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register both settings."""
        apps = AppsAndServices(
            self.child_name("settings"),
            settings={"isOfficeStoreEnabled": False, "isAppAndServicesTrialEnabled": False},
            opts=self.child_options(keep=True),
        )
        return {"settings": apps.settings}
