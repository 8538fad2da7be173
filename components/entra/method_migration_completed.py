"""One policy decides over methods of signing in: the older settings beside it count no longer.

What is enforced: the migration of per-user MFA's and self-service password reset's own lists of methods is complete, so
that the authentication methods policy alone decides. A tenant with nothing to migrate says nothing, which is the same.

Why: while the older settings count, a method that is off here is accepted because a box is ticked there, where nobody
looks and Graph cannot read.

Who is affected: whoever uses a method that is on in the older settings alone. Before you choose the control, switch on
here what people need, set the migration to "in progress" in the portal, and compare both. The emergency accounts need a
method that is on here.

How to roll back: set `enabled: false`, then set "Migration in progress" in the portal: the older settings count again.

Licence: none. Limits: the older settings cannot be read; Microsoft has announced that they end, after which every
tenant is migrated. Source:
https://learn.microsoft.com/entra/identity/authentication/how-to-authentication-methods-manage (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthenticationMethodsPolicy

if TYPE_CHECKING:
    import pulumi


class Settings(ChosenSettings):
    """Settings of `entra.method_migration_completed`."""


class MethodMigrationCompleted(ChosenControl[Settings]):
    """The state of the migration."""

    Settings = Settings
    metadata = ControlMetadata(
        title="One policy decides over methods of signing in",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.weak-methods-off",),
        shares=(
            Share(
                "access-control.weak-methods-off",
                ("entra.enabled_methods_known", "entra.weak_methods_disabled"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(SCUBA_2026_08("MS.AAD.3.4v1"), NIST_800_53_5("CM-7"), ISO_27001_2022("A.8.9")),
        licence="none",
        impact="Methods that are on in the older settings alone are accepted no longer.",
        rollback="Set `enabled: false`, and the migration back to in progress by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the state of the migration, unless the control is off."""
        if not self.settings.enabled:
            return {}
        policy = AuthenticationMethodsPolicy(
            self.child_name("migration"),
            policy_migration_state="migrationComplete",
            opts=self.child_options(keep=True),
        )
        return {"policyMigrationState": policy.policy_migration_state}
