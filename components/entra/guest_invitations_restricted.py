"""Guests are invited by those whose task it is: nobody signs up by himself, or joins by an address of the tenant's.

What is enforced: only administrators and holders of the role Guest Inviter invite guests; with `invited_by: nobody`,
no one. Whoever has an address at a domain of the tenant does not become a member by proving it, and nobody signs up as
a guest by himself: user flows for it are off.

Why: the service lets everybody invite, guests too, so that one guest brings in the next and nobody knows who answers
for whom.

Who is affected: whoever shares with somebody outside who is no guest yet asks an inviter first. People outside who were
to sign up by a user flow cannot.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, External Identities,
External collaboration settings.

Licence: none. Limits: to which domains invitations go is not bounded; guests who are there stay. Whether people outside
ask for an access package that is open to them is not looked at. Source:
https://learn.microsoft.com/entra/external-id/external-collaboration-settings-configure (2026-11-26),
https://learn.microsoft.com/graph/api/resources/authenticationflowspolicy (2026-11-28).
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
from holdfast.provider.resources import AuthenticationFlowsPolicy, AuthorizationPolicy

if TYPE_CHECKING:
    import pulumi


_INVITERS = {"guest-inviters": "adminsAndGuestInviters", "nobody": "none"}
"""Microsoft's words for who invites."""


class Settings(ControlSettings):
    """Settings of `entra.guest_invitations_restricted`."""

    invited_by: Annotated[Literal["guest-inviters", "nobody"], KEEPS_ALL, EVERY_VALUE] = "guest-inviters"
    """Who invites guests: `guest-inviters` are administrators and holders of the role Guest Inviter."""


class GuestInvitationsRestricted(HardeningControl[Settings]):
    """Who invites, and that nobody joins by an address or signs up by himself."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Guests are invited by guest inviters only",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.guests-bounded",),
        shares=(
            Share(
                "privacy.guests-bounded",
                ("entra.cross_tenant_access_bounded", "entra.guest_access_restricted"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08("MS.AAD.8.2v1", lacks="`invited_by: nobody`, which SCuBA does not take for met"),
            CIS_M365_7_0("5.1.6.3"),
            NIST_800_53_5("AC-6(10)"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.5.16"),
        ),
        licence="none",
        impact="Whoever needs a new guest asks a guest inviter.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register who invites, and that nobody joins by an address or signs up by himself."""
        policy = AuthorizationPolicy(
            self.child_name("invitations"),
            allow_invites_from=_INVITERS[self.settings.invited_by],
            allow_email_verified_users_to_join_organization=False,
            opts=self.child_options(keep=True),
        )
        AuthenticationFlowsPolicy(
            self.child_name("sign-up"),
            self_service_sign_up_enabled=False,
            opts=self.child_options(keep=True),
        )
        return {"allowInvitesFrom": policy.allow_invites_from}
