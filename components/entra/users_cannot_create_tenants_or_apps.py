"""Nobody registers applications or creates tenants but those whose role says so.

What is enforced: the two permissions of every user, to register applications and to create tenants, are off.

Why: an application that anybody registered is a foothold: it has secrets of its own, outlives its owner, and looks
like one of the organization's. A tenant that a user made has the user for its administrator and the organization's
name on it, and no rule of this tenant holds there.

Who is affected: developers and people who try things out. Whoever needs it gets the role Application Developer, or
Tenant Creator. Applications that exist stay as they are.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, Users, User settings.

Licence: none. Limits: applications that were registered before are not looked at. Source:
https://learn.microsoft.com/entra/fundamentals/users-default-permissions (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthorizationPolicy

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `entra.users_cannot_create_tenants_or_apps`: none."""


class UsersCannotCreateTenantsOrApps(HardeningControl[Settings]):
    """Two permissions of every user."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Users register no applications and create no tenants",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.administration-closed",),
        shares=(Share("access-control.administration-closed", ("entra.admin_portals_restricted",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08("MS.AAD.5.1v1"),
            CIS_M365_7_0("5.1.2.2"),
            CIS_M365_7_0("5.1.2.3"),
            NIST_800_53_5("AC-6(10)"),
            NIST_800_53_5("CM-5"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.8.19"),
        ),
        licence="none",
        impact="Developers ask for the role Application Developer before they register an application.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the two permissions of every user."""
        policy = AuthorizationPolicy(
            self.child_name("users"),
            allowed_to_create_apps=False,
            allowed_to_create_tenants=False,
            opts=self.child_options(keep=True),
        )
        return {"allowedToCreateApps": policy.allowed_to_create_apps}
