"""The admin centres are closed to whoever administers nothing.

What is enforced: one Conditional Access policy that blocks the Microsoft admin portals for all users but the holders
of directory roles that work in them. It starts in report-only.

Why: an ordinary account that is taken over looks around in the admin centres first: who has which role, which
policies there are, which devices.

Who is affected: everybody without such a role. Who holds a role by eligibility only (PIM) has none before it is
activated, and activates it in the portal: name groups of eligible administrators in `excluded_groups`. Custom roles,
and roles over an administrative unit, count as none for the service. The page from which people install Office
themselves is blocked as well.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: it closes the portals, not the interfaces behind them. Only older editions of CIS ask for it (4.0.0, 5.2.2.8).

Source:
https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-cloud-apps
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pulumi_azuread as azuread
from pydantic import Field

from holdfast.controls.control import HardeningControl
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.roles import OTHER_ADMINISTRATORS, PRIVILEGED
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    ONLY_BREAK_GLASS,
    SignInSettings,
    grant,
    sign_in_policy,
    users,
)
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(SignInSettings):
    """Settings of `entra.admin_portals_restricted`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: admin portals for administrators only"
    """Display name of the policy in the tenant: its natural key."""
    further_roles: Annotated[ObjectIds, Narrows("holders of roles", contradicts=ONLY_BREAK_GLASS)] = Field(
        default=[], examples=[["88d8e3e3-8f55-4a1e-953a-9b9898b8876b"]]
    )
    """Template ids of further built-in roles whose holders get in."""


class AdminPortalsRestricted(HardeningControl[Settings]):
    """One policy: all users but administrators, the admin portals, block."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Admin portals are closed to everybody but administrators",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.administration-closed",),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("AC-6(10)"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.8.2"),
            ISO_27001_2022("A.8.3"),
        ),
        licence="AAD_PREMIUM",
        impact="Whoever holds no administrative role, or has not activated it, cannot open an admin centre.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = sign_in_policy(
            self,
            azuread.ConditionalAccessPolicyConditionsArgs(
                client_app_types=["all"],
                applications=azuread.ConditionalAccessPolicyConditionsApplicationsArgs(
                    included_applications=["MicrosoftAdminPortals"]
                ),
                users=users(
                    self.settings,
                    self.context,
                    included_users=["All"],
                    excluded_roles=[*PRIVILEGED, *OTHER_ADMINISTRATORS, *self.settings.further_roles],
                ),
            ),
            grant_controls=grant("block"),
        )
        return {"policyId": policy.object_id}
