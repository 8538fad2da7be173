"""Nobody of the organization is a guest of another tenant that has not been agreed on.

What is enforced: the default for B2B collaboration outbound, for every other tenant, is blocked: for all users and all
applications. Tenants whose guests own people may be get settings of their own, which go before the default and are not
touched; `entra.cross_tenant_access_bounded` tells those that the client does not name (`partners_own_guests`).

Why: whoever can be a guest of any tenant can be invited by an attacker's, which looks like a partner's, and copies
files there that no rule of this tenant reaches any longer. An employee on the way out invites himself.

Who is affected: everybody who is a guest of another organization, at once: there is no report-only, so a client chooses
this. Look first in the sign-in logs at cross-tenant access of the type B2B collaboration, and add those organizations
in the Entra admin center.

How to roll back: the setting stays when the control is removed. By hand: Entra admin center, External Identities,
Cross-tenant access settings, Default settings, Outbound access settings.

Licence: none (recalled: settings for chosen users or groups ask for Entra ID P1, those for everybody do not). Limits:
settings for single tenants go before this and are not set here; who shares with outsiders from here is another
control's. Source:
https://learn.microsoft.com/entra/external-id/cross-tenant-access-overview (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import CrossTenantAccessDefault

if TYPE_CHECKING:
    import pulumi

_GUESTS = "privacy.guests-bounded"
_SINGLE = "settings for single tenants"


class Settings(ChosenSettings):
    """Settings of `entra.outbound_collaboration_restricted`."""


class OutboundCollaborationRestricted(ChosenControl[Settings]):
    """One default for every other tenant."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Own people are guests of agreed tenants only",
        duties=(Duty.PRIVACY,),
        outcomes=(_GUESTS,),
        shares=(
            Share(
                _GUESTS,
                (
                    "entra.cross_tenant_access_bounded",
                    "entra.guest_access_restricted",
                    "entra.guest_invitations_restricted",
                ),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("AC-20", lacks=_SINGLE), ISO_27001_2022("A.5.14", lacks=_SINGLE)),
        licence="none",
        impact="People who are guests of an organization that was not agreed on are locked out there at once.",
        rollback="The setting stays when the control is removed; it is changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the default, unless the control is off."""
        if not self.settings.enabled:
            return {}
        defaults = CrossTenantAccessDefault(
            self.child_name("outbound"),
            b2b_collaboration_outbound={
                "usersAndGroups": {
                    "accessType": "blocked",
                    "targets": [{"target": "AllUsers", "targetType": "user"}],
                },
                "applications": {
                    "accessType": "blocked",
                    "targets": [{"target": "AllApplications", "targetType": "application"}],
                },
            },
            opts=self.child_options(keep=True),
        )
        return {"b2bCollaborationOutbound": defaults.b2b_collaboration_outbound}
