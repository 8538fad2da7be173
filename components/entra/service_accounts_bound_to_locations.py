"""Service accounts sign in from their own places only.

What is enforced: one Conditional Access policy over the named service accounts and all applications that blocks
sign-ins from everywhere but the given addresses, or the tenant's trusted locations where none are given. It starts in
report-only.

Why: an account that a machine uses has a password that nobody changes and cannot prove a second factor. From
elsewhere its password must be worth nothing.

Who is affected: the accounts in `accounts`. With none, the policy is for nobody, and the report says that it binds
nobody.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: users only; applications are bound by `entra.workload_identities_bound`. That the service takes a policy for
nobody is assumed. Addresses of IPv4 alone do not cover a machine that comes by IPv6: it is blocked. Ranges that are
wider together than sixteen of /16, or of /32 of IPv6, are no place: then it does not count (the number is ours).

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-block-by-location
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.addresses import BoundSettings, everywhere_else
from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    SignInSettings,
    any_sign_in,
    grant,
    sign_in_policy,
    users,
)
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


def _nobody(accounts: list[str]) -> str:
    return "" if accounts else "no account is named: it binds nobody"


class Settings(BoundSettings, SignInSettings):
    """Settings of `entra.service_accounts_bound_to_locations`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: service accounts from their places only"
    """Display name of the policy in the tenant: its natural key."""
    location: Annotated[str, KEEPS_ALL] = Field(default="Holdfast: places of service accounts", min_length=1)
    """Display name of the named location that is made of `addresses`."""
    accounts: Annotated[list[str], KEEPS_ALL, FallsShort(_nobody)] = []
    """User principal names of the service accounts."""


class ServiceAccountsBoundToLocations(HardeningControl[Settings]):
    """One policy: service accounts, all applications, everywhere but their places, block."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Service accounts sign in from their own places only",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.stolen-password-not-enough",),
        shares=(Share("external-attack.stolen-password-not-enough", ("entra.mfa_required",)),),
        severity=Severity.HIGH,
        frameworks=(NIST_800_53_5("AC-3"), ISO_27001_2022("A.5.15"), ISO_27001_2022("A.8.5")),
        licence="AAD_PREMIUM",
        impact="Service accounts that sign in from other addresses than those given stop.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        accounts = self.settings.accounts
        policy = sign_in_policy(
            self,
            any_sign_in(
                users(
                    self.settings,
                    self.context,
                    included_users=self.context.user_ids(accounts) if accounts else ["None"],
                ),
                locations=everywhere_else(self),
            ),
            grant_controls=grant("block"),
        )
        return {"policyId": policy.object_id}
