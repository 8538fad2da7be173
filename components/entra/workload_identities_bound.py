"""Applications sign in from their own places only.

What is enforced: one Conditional Access policy over the service principals of the tenant's own applications that
blocks sign-ins from everywhere but the given addresses, or the tenant's trusted locations where none are given. It
starts in report-only.

Why: an application signs in by a secret that no person guards; whoever finds it in a repository has what the
application may do, from anywhere.

Who is affected: applications of this tenant, Holdfast's own among them: look in the log from where it signs in before
this is enabled. Pipelines on hosted runners come from addresses that change: exclude their service principals by
object id. Managed identities, and applications of others, are never affected.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra Workload ID Premium, which no other product includes. Without it the control does not apply
and protects nobody. Ranges that are wider together than sixteen of /16, or of /32 of IPv6, are no place: then it does
not count (the number is ours).

Source:
https://learn.microsoft.com/entra/identity/conditional-access/workload-identity
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pulumi_azuread as azuread
from pydantic import Field

from holdfast.controls.addresses import BoundSettings, everywhere_else
from holdfast.controls.control import HardeningControl
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sign_in import (
    NEEDS,
    PolicySettings,
    any_sign_in,
    grant,
    sign_in_policy,
)
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(BoundSettings, PolicySettings):
    """Settings of `entra.workload_identities_bound`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: applications from their places only"
    """Display name of the policy in the tenant: its natural key."""
    location: Annotated[str, KEEPS_ALL] = Field(default="Holdfast: places of applications", min_length=1)
    """Display name of the named location that is made of `addresses`."""
    excluded_service_principals: Annotated[ObjectIds, Narrows("service principals")] = Field(
        default=[], examples=[["11111111-0000-4000-8000-000000000001"]]
    )
    """Object ids of service principals that may sign in from everywhere."""


class WorkloadIdentitiesBound(HardeningControl[Settings]):
    """One policy: the tenant's own service principals, everywhere but their places, block."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Applications sign in from their own places only",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.stolen-password-not-enough",),
        shares=(Share("external-attack.stolen-password-not-enough", ("entra.mfa_required",)),),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("AC-3"), ISO_27001_2022("A.5.15"), ISO_27001_2022("A.8.5")),
        licence="AAD_WRKLDID_P2",
        impact="Applications of this tenant that sign in from other addresses than those given stop.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = sign_in_policy(
            self,
            any_sign_in(
                azuread.ConditionalAccessPolicyConditionsUsersArgs(included_users=["None"]),
                client_applications=azuread.ConditionalAccessPolicyConditionsClientApplicationsArgs(
                    included_service_principals=["ServicePrincipalsInMyTenant"],
                    excluded_service_principals=self.settings.excluded_service_principals or None,
                ),
                locations=everywhere_else(self),
            ),
            grant_controls=grant("block"),
        )
        return {"policyId": policy.object_id}
