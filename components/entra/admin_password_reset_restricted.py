"""Administrators do not reset their own passwords.

What is enforced: self-service password reset is off for holders of roles of administrators.

Why: a reset takes codes by mail, SMS or voice, which can be diverted, and gives a password of the most powerful
accounts of the tenant. Another administrator who is asked sees who asks.

Who is affected: administrators who have forgotten their password, at once: there is no report-only, so a client chooses
this. They ask another one; the emergency accounts stay for the last one. Other users are another setting, and stay as
they are.

How to roll back: the setting stays when the control is removed. By hand: `Update-MgPolicyAuthorizationPolicy
-AllowedToUseSspr:$true`.

Licence: none. Limits: a password that is written back from the Active Directory is not looked at. Auditors that take
the flag for self-service password reset of everybody, such as Steampipe's for CIS, find it off. Source:
https://learn.microsoft.com/graph/api/resources/authorizationpolicy (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthorizationPolicy

if TYPE_CHECKING:
    import pulumi


class Settings(ChosenSettings):
    """Settings of `entra.admin_password_reset_restricted`."""


class AdminPasswordResetRestricted(ChosenControl[Settings]):
    """One setting of the authorization policy."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Administrators do not reset their own passwords",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.weak-methods-off",),
        shares=(
            Share(
                "access-control.weak-methods-off",
                (
                    "entra.enabled_methods_known",
                    "entra.method_migration_completed",
                    "entra.weak_methods_disabled",
                ),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("IA-5"), ISO_27001_2022("A.5.17")),
        licence="none",
        impact="An administrator who has forgotten a password asks another one.",
        rollback="The setting stays when the control is removed; it is changed by PowerShell or Graph.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the setting, unless the control is off."""
        if not self.settings.enabled:
            return {}
        policy = AuthorizationPolicy(
            self.child_name("users"), allowed_to_use_sspr=False, opts=self.child_options(keep=True)
        )
        return {"allowedToUseSSPR": policy.allowed_to_use_sspr}
