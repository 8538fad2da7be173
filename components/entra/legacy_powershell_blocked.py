"""The retired MSOnline module of PowerShell is closed.

What is enforced: nobody signs in to the MSOnline module, nor to the older service that it asks.

Why: any user, and whoever has a user's password, can list accounts, groups and roles by it, past the rules that hold
for Microsoft Graph. The module is retired: nobody needs it.

Who is affected: people whose old scripts still use the module. Microsoft Entra Connect and Microsoft Graph are not.

How to roll back: the setting stays when the control is removed. By hand: `Update-MgPolicyAuthorizationPolicy
-BlockMsolPowerShell:$false`.

Licence: none. Limits: the older Azure AD module is not what the setting is about. Source:
https://learn.microsoft.com/graph/api/resources/authorizationpolicy (2026-11-26); that the module is retired is
recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthorizationPolicy

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `entra.legacy_powershell_blocked`: none."""


class LegacyPowershellBlocked(HardeningControl[Settings]):
    """One setting of the authorization policy."""

    Settings = Settings
    metadata = ControlMetadata(
        title="The retired PowerShell module is closed",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.administration-closed",),
        shares=(Share("access-control.administration-closed", ("entra.admin_portals_restricted",)),),
        severity=Severity.LOW,
        frameworks=(NIST_800_53_5("AC-6(10)"), NIST_800_53_5("CM-7"), ISO_27001_2022("A.5.15")),
        licence="none",
        impact="Old scripts that use the MSOnline module stop.",
        rollback="The setting stays when the control is removed; it is changed by PowerShell or Graph.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the setting."""
        policy = AuthorizationPolicy(
            self.child_name("users"), block_msol_power_shell=True, opts=self.child_options(keep=True)
        )
        return {"blockMsolPowerShell": policy.block_msol_power_shell}
