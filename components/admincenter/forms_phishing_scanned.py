"""Forms that ask for passwords are found and stopped.

What is enforced: Microsoft Forms looks through the forms of the organization's own people for what phishing asks, such
as passwords, and stops those forms until an administrator has looked.

Why: whoever got into one account makes a form with it: its address is Microsoft's own, and colleagues trust it.

Who is affected: whose form is stopped; an administrator releases it.

How to roll back: the setting stays when the control is removed. By hand: Microsoft 365 admin center, Org settings,
Microsoft Forms.

Licence: none beyond Microsoft Forms. Limits: the interface is beta, and of the global cloud; how forms are shared
outside is left as it is. What people notice is recalled. Source:
https://learn.microsoft.com/graph/api/resources/formssettings (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import Forms

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "external-attack.harmful-mail-stopped"


class Settings(ControlSettings):
    """Settings of `admincenter.forms_phishing_scanned`."""


class FormsPhishingScanned(HardeningControl[Settings]):
    """One setting of the organization's Microsoft Forms."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Forms that ask for passwords are found and stopped",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(
            Share(
                _OUTCOME,
                (
                    "defender.spam_filter_configured",
                    "defender.malware_filter_configured",
                    "defender.anti_phishing_configured",
                    "defender.connection_filter_bounded",
                ),
            ),
        ),
        severity=Severity.LOW,
        frameworks=(CIS_M365_7_0("1.3.5"), NIST_800_53_5("SI-4")),
        licence="none",
        impact="A form that asks for passwords is stopped until an administrator has looked at it.",
        rollback="The setting stays when the control is removed; it is changed in the Microsoft 365 admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the setting."""
        forms = Forms(
            self.child_name("settings"),
            settings={"isInOrgFormsPhishingScanEnabled": True},
            opts=self.child_options(keep=True),
        )
        return {"settings": forms.settings}
