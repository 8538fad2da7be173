"""The strongest method that somebody has registered is asked for first.

What is enforced: system-preferred multifactor authentication is on, for everybody: of the methods that somebody has
registered the sign-in asks for the strongest, whatever they chose as their default.

Why: whoever has a passkey and keeps answering codes by SMS is as easily phished as before.

Who is affected: users with several methods are asked for another one than before, and may choose a different one on
that page.

How to roll back: the setting stays when the control is removed. By hand: authentication methods, settings,
system-preferred multifactor authentication, "Microsoft managed".

Licence: none. Limits: a weaker method can be chosen still; what takes it away is `entra.weak_methods_disabled`. Graph
has the setting in beta alone. Source:
https://learn.microsoft.com/entra/identity/authentication/concept-system-preferred-multifactor-authentication
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthenticationMethodsPolicy

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `entra.system_preferred_method_on`: there is nothing to choose."""


class SystemPreferredMethodOn(HardeningControl[Settings]):
    """The preference, for everybody."""

    Settings = Settings
    metadata = ControlMetadata(
        title="The strongest registered method is asked for first",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.strong-methods-used",),
        shares=(
            Share(
                "access-control.strong-methods-used",
                (
                    "entra.passkeys_enabled",
                    "entra.registration_campaign_on",
                    "entra.temporary_access_pass_bounded",
                ),
            ),
        ),
        severity=Severity.LOW,
        frameworks=(
            CIS_M365_7_0("5.2.3.6"),
            NIST_800_53_5("IA-5"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="none",
        impact="Users with several methods are asked for the strongest; they may choose another one.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the preference."""
        policy = AuthenticationMethodsPolicy(
            self.child_name("preference"),
            system_credential_preferences={
                "state": "enabled",
                "includeTargets": [{"targetType": "group", "id": "all_users"}],
                "excludeTargets": [],
            },
            opts=self.child_options(keep=True),
        )
        return {"systemCredentialPreferences": policy.system_credential_preferences}
