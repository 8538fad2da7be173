"""Users let no application in: an administrator consents.

What is enforced: users consent to no application, or, with `users_consent: low-risk`, only to permissions that the
tenant has classified as low, for applications of verified publishers. Never to one that Microsoft takes for risky.

Why: a link to a harmless-looking application is how mailboxes are opened without a password: the user agrees once, and
the application reads mail until somebody takes the consent back. No second factor stops it.

Who is affected: whoever wants a new application asks for it (`entra.admin_consent_workflow_enabled`). Consents that
were given stay.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, Enterprise applications,
Consent and permissions.

Licence: none. Limits: what owners of teams and chats may consent to stands in the same list, and is left as it is.
Which permissions the tenant classified as low is not read.
Source: https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthorizationPolicy

if TYPE_CHECKING:
    import pulumi


_POLICIES = {"none": [], "low-risk": ["ManagePermissionGrantsForSelf.microsoft-user-default-low"]}
"""Microsoft's consent policies of every user."""


def _too_much(consent: str) -> str:
    return "" if consent == "none" else "users still consent to permissions that are classified as low"


class Settings(ControlSettings):
    """Settings of `entra.app_consent_restricted`."""

    users_consent: Annotated[Literal["none", "low-risk"], KEEPS_ALL, FallsShort(_too_much)] = "none"
    """To what users consent by themselves: `low-risk` is what the tenant has classified as low, and no more."""


class AppConsentRestricted(HardeningControl[Settings]):
    """To what users consent."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Users let no application in",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=("internal-attack.app-consent-bounded",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08(
                "MS.AAD.5.2v1",
                lacks="with `users_consent: low-risk`, that nothing risky is classified as low",
            ),
            CIS_M365_7_0("5.1.5.1", lacks="`users_consent: none`"),
            NIST_800_53_5("AC-6(10)"),
            NIST_800_53_5("CM-11"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.8.19"),
        ),
        licence="none",
        impact="Whoever wants a new application asks an administrator for it.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register to what users consent."""
        policy = AuthorizationPolicy(
            self.child_name("consent"),
            permission_grant_policies_assigned=_POLICIES[self.settings.users_consent],
            allow_user_consent_for_risky_apps=False,
            opts=self.child_options(keep=True),
        )
        return {"allowUserConsentForRiskyApps": policy.allow_user_consent_for_risky_apps}
