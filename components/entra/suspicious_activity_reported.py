"""Whoever is asked for a sign-in that is not his reports it.

What is enforced: in Microsoft Authenticator, and on a call, everybody can report a sign-in that he has not begun; his
account counts as at high risk from then on.

Why: a request that nobody began means that somebody has the password. Whoever can only refuse it refuses it ten times,
and agrees to the eleventh.

Who is affected: nobody until he reports one; then the policies for risky users ask him for a new password
(`entra.risky_users_secured`, Entra ID P2), or an administrator sees the risk.

How to roll back: the setting stays when the control is removed. By hand: Entra admin center, Authentication methods,
Settings, Report suspicious activity.

Licence: none. Limits: it needs no policy to count, but what follows on the risk does. It is what EIDSCA asks for as
AG02 and AG03. What Microsoft's page says is recalled. Source:
https://learn.microsoft.com/entra/identity/authentication/howto-mfa-mfasettings (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthenticationMethodsPolicy

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "external-attack.risky-sign-ins-stopped"


class Settings(ControlSettings):
    """Settings of `entra.suspicious_activity_reported`."""


class SuspiciousActivityReported(HardeningControl[Settings]):
    """One setting of the authentication methods policy, for everybody."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Whoever is asked for a sign-in that is not his reports it",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("entra.device_code_flow_blocked", "entra.risky_sign_ins_challenged")),),
        severity=Severity.LOW,
        frameworks=(NIST_800_53_5("AC-2(12)"), ISO_27001_2022("A.6.8")),
        licence="none",
        impact="People can report a request to sign in that they have not begun; their account is then at risk.",
        rollback="The setting stays when the control is removed; it is changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the setting."""
        policy = AuthenticationMethodsPolicy(
            self.child_name("reporting"),
            report_suspicious_activity={
                "state": "enabled",
                "includeTarget": {"targetType": "group", "id": "all_users"},
            },
            opts=self.child_options(keep=True),
        )
        return {"reportSuspiciousActivity": policy.report_suspicious_activity}
