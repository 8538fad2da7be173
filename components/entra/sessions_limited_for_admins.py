"""Administrators sign in again after hours, and no browser remembers them.

What is enforced: one Conditional Access policy over the privileged directory roles, those whose holders work in an
admin centre all the same, and all applications, by which a session ends after `hours`, and the browser does not stay
signed in. It starts in report-only.

Why: a cookie that is stolen from an administrator's browser is worth as much as the password and the second factor,
for as long as the session lives.

Who is affected: holders of the roles sign in several times a day; the break-glass group and the listed exclusions do
not.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: a role that is held by eligibility counts while it is active. A role over an administrative unit, and a custom
one, do not count for the service (recalled).

Source:
https://learn.microsoft.com/entra/identity/conditional-access/concept-session-lifetime
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pulumi_azuread as azuread
from pydantic import Field

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.roles import OTHER_ADMINISTRATORS, PRIVILEGED
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    SignInSettings,
    any_sign_in,
    sign_in_policy,
    users,
)
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi

_LONGEST_HOURS = 4
"""What CIS 5.2.2.4 allows."""


def _too_long(hours: int) -> str:
    return "" if hours <= _LONGEST_HOURS else f"{hours} hours, where CIS allows {_LONGEST_HOURS}"


class Settings(SignInSettings):
    """Settings of `entra.sessions_limited_for_admins`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: short sessions for administrators"
    """Display name of the policy in the tenant: its natural key."""
    hours: Annotated[int, KEEPS_ALL, FallsShort(_too_long)] = Field(default=4, ge=1, le=23)
    """Hours after which a holder of one of the roles signs in again."""


class SessionsLimitedForAdmins(HardeningControl[Settings]):
    """One policy: administrators' roles, all applications, short sessions that no browser keeps."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Sessions of administrators are short",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share(
                "access-control.devices-and-sessions-bounded",
                ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("5.2.2.4"),
            NIST_800_53_5("AC-2(5)"),
            NIST_800_53_5("AC-11"),
            NIST_800_53_5("AC-12"),
            NIST_800_53_5("IA-11"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.2"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="AAD_PREMIUM",
        impact="Administrators sign in again after the hours that are set, and whenever they have closed the browser.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = sign_in_policy(
            self,
            any_sign_in(
                # Whoever is let into the admin centres by `entra.admin_portals_restricted` is bounded here.
                users(self.settings, self.context, included_roles=(*PRIVILEGED, *OTHER_ADMINISTRATORS)),
            ),
            session_controls=azuread.ConditionalAccessPolicySessionControlsArgs(
                persistent_browser_mode="never",
                sign_in_frequency=self.settings.hours,
                # Said although they are the plugin's own defaults: who reads the policy back may not know them.
                sign_in_frequency_authentication_type="primaryAndSecondaryAuthentication",
                sign_in_frequency_interval="timeBased",
                sign_in_frequency_period="hours",
            ),
        )
        return {"policyId": policy.object_id}
