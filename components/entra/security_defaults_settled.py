"""Security defaults are settled: on for tenants without own policies, off where Conditional Access replaces them.

What is enforced: Microsoft's basic sign-in rules are as the client's plan says. They exclude enabled Conditional
Access policies: with both wanted, the service refuses the policies.

Why: a tenant that switched them off and put nothing in their place has neither; that is how most small tenants
lose their MFA.

Who is affected: with them on, every user registers for MFA within 14 days; with them off, the Conditional Access
policies decide.

How to roll back: set `enabled: true`, and the sign-in controls to `report-only`, then `pulumi up`. The order follows
the direction: switched off, they go before the policies are enabled; switched on, after all of them are not.

Licence: none. Source: https://learn.microsoft.com/entra/fundamentals/security-defaults (2026-11-24).
"""

from __future__ import annotations

from typing import Annotated, Any

import pulumi

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import DECIDES
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import SecurityDefaults


class Settings(ControlSettings):
    """Settings of `entra.security_defaults_settled`."""

    enabled: Annotated[bool, KEEPS_ALL, DECIDES] = True
    """Whether Microsoft's basic sign-in rules are on. Off only together with enabled policies of one's own."""

    @property
    def goes_last(self) -> bool:
        """True where the switch goes on: the policies are taken back first."""
        return self.enabled


class SecurityDefaultsSettled(HardeningControl[Settings]):
    """The tenant's one switch for security defaults."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Security defaults are settled, not left to chance",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.legacy-sign-in-blocked",),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("CM-6"),
            NIST_800_53_5("IA-2"),
            ISO_27001_2022("A.8.5"),
            ISO_27001_2022("A.8.9"),
        ),
        licence="none",
        impact="Off: the Conditional Access policies of the baseline decide who proves what.",
        rollback="Set `enabled: true` with the sign-in controls in report-only, and apply.",
        revision=2,
    )

    @classmethod
    def brings_about(cls, settings: Any) -> tuple[str, ...]:
        """Return what the defaults do while they are on; switched off, they do nothing."""
        return cls.metadata.outcomes if settings.enabled else ()

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the switch."""
        switch = SecurityDefaults(
            self.child_name("switch"),
            enabled=self.settings.enabled,
            opts=pulumi.ResourceOptions.merge(
                self.child_options(keep=True), pulumi.ResourceOptions(depends_on=list(self.context.sign_in))
            ),
        )
        self.context.before_sign_in.append(switch)
        return {"enabled": switch.enabled}
