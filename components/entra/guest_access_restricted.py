"""Guests see little of the directory.

What is enforced: the role that every guest has in the directory. By default a guest sees the own account and nothing
else; with `sees: limited`, Microsoft's default, also who is in the groups and what the groups are that the guest is
in.

Why: a guest account belongs to another organization and is phished there. Whoever has it reads names, managers and
groups of everybody, and knows whom to write to next.

Who is affected: guests, who no longer look up people and groups; applications that they use here and that list members
for them, such as some views of Teams, show less.

How to roll back: the setting stays when the control is removed. By hand: Entra admin center, External Identities,
External collaboration settings.

Licence: none. Limits: what a guest can open in SharePoint or Teams is another matter. Source:
https://learn.microsoft.com/entra/identity/users/users-restrict-guest-permissions (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthorizationPolicy

if TYPE_CHECKING:
    import pulumi


_ROLES = {
    "own-account": "2af84b1e-32c8-42b7-82bc-daa82404023b",
    "limited": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
}
"""The directory's roles for guests, by what they see."""


class Settings(ControlSettings):
    """Settings of `entra.guest_access_restricted`."""

    sees: Annotated[Literal["own-account", "limited"], KEEPS_ALL, EVERY_VALUE] = "own-account"
    """What a guest sees of the directory: `own-account` nothing else, `limited` the groups that the guest is in too."""


class GuestAccessRestricted(HardeningControl[Settings]):
    """The directory's role for guests."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Guests see little of the directory",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.guests-bounded",),
        shares=(
            Share(
                "privacy.guests-bounded",
                ("entra.cross_tenant_access_bounded", "entra.guest_invitations_restricted"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08("MS.AAD.8.1v1"),
            CIS_M365_7_0("5.1.6.2"),
            NIST_800_53_5("AC-6"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.8.3"),
        ),
        licence="none",
        impact="Guests look up neither people nor groups of the directory.",
        rollback="The setting stays when the control is removed; it is changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the role of guests."""
        policy = AuthorizationPolicy(
            self.child_name("guests"),
            guest_user_role_id=_ROLES[self.settings.sees],
            opts=self.child_options(keep=True),
        )
        return {"guestUserRoleId": policy.guest_user_role_id}
