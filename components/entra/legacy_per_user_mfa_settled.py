"""No account has the older, per-user MFA beside Conditional Access.

What is enforced: nothing; it is assessed, and never written, as Microsoft lets no application change it. No enabled
account, of an employee or of a guest, is `enabled` or `enforced` in per-user MFA. An account whose state cannot be read
is unknown, by name. Accounts that are disabled are not asked about.

Why: per-user MFA asks at every sign-in, whatever Conditional Access says: also the emergency accounts that every policy
spares, and whoever sits at a trusted place. It takes the methods of older settings, and an account that is enforced may
have app passwords, which open old protocols without a second factor. Microsoft says not to use both.

Who is affected: nobody; somebody has to disable the states by hand, once a policy requires MFA of everybody.

How to roll back: remove the control; nothing was changed.

Licence: none. Cost: the state comes of one account at a time, and by beta. A check asks one question more for every
enabled account, twenty to a request: 500 requests and ten pages of accounts for 10,000 accounts, one after the other,
which takes minutes and counts against the tenant's limits. So it is off until the client chooses it; a check that has
not chosen it asks nothing. Limits: settings of per-user MFA for all, such as trusted addresses, have no interface.
Source: https://learn.microsoft.com/entra/identity/authentication/howto-mfa-userstates (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import PerUserMfa

if TYPE_CHECKING:
    import pulumi

_REQUIRED = "access-control.second-factor-required"


class Settings(ChosenSettings):
    """Settings of `entra.legacy_per_user_mfa_settled`."""


class LegacyPerUserMfaSettled(ChosenControl[Settings]):
    """The assessment of every enabled account."""

    Settings = Settings
    metadata = ControlMetadata(
        title="No account has the older, per-user MFA beside Conditional Access",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(_REQUIRED,),
        shares=(Share(_REQUIRED, ("entra.mfa_required",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("5.1.2.1", lacks="accounts that are disabled"),
            ISO_27001_2022("A.5.17"),
        ),
        licence="none",
        impact="Nobody signs in differently: the states are assessed, and disabled by hand.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        if self.settings.enabled:
            PerUserMfa(
                self.child_name("accounts"),
                per_user_mfa_state="disabled",
                opts=self.child_options(),
            )
        return {}
