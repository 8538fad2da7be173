"""What all sign-in controls share: report-only first, the break-glass group excluded by construction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pulumi
import pulumi_azuread as azuread
from pydantic import Field

from components.control import ControlSettings, HardeningControl

if TYPE_CHECKING:
    from components.context import ControlContext

NEEDS = ("entra.break_glass_excluded", "entra.security_defaults_settled")
"""What every sign-in control is declared after."""


class SignInSettings(ControlSettings):
    """Settings of every control that decides who may sign in."""

    state: Literal["report-only", "enabled", "disabled"] = "report-only"
    """`report-only` logs what would happen; `enabled` enforces."""
    break_glass_group: str = Field(min_length=1)
    """Display name of the group of emergency accounts: always excluded, it cannot be left out."""
    excluded_users: list[str] = []
    """User principal names that the policy does not apply to, such as the directory-sync account."""
    excluded_groups: list[str] = []
    """Display names of further groups that the policy does not apply to."""


_STATES = {
    "report-only": "enabledForReportingButNotEnforced",
    "enabled": "enabled",
    "disabled": "disabled",
}


def policy_state(settings: SignInSettings) -> str:
    """Return the wire's word for the chosen state."""
    return _STATES[settings.state]


def users(
    settings: SignInSettings,
    context: ControlContext,
    *,
    included_users: list[str] | None = None,
    included_roles: list[str] | None = None,
) -> azuread.ConditionalAccessPolicyConditionsUsersArgs:
    """Return whom a policy is for. The break-glass group is left out first, always."""
    groups = [context.group_id(settings.break_glass_group)]
    groups.extend(context.group_id(name) for name in settings.excluded_groups)
    return azuread.ConditionalAccessPolicyConditionsUsersArgs(
        included_users=included_users,
        included_roles=included_roles,
        excluded_groups=groups,
        excluded_users=context.user_ids(settings.excluded_users) if settings.excluded_users else None,
    )


def every_application() -> azuread.ConditionalAccessPolicyConditionsApplicationsArgs:
    """Return the condition that a policy is for every application."""
    return azuread.ConditionalAccessPolicyConditionsApplicationsArgs(included_applications=["All"])


def policy_options(control: HardeningControl[Any]) -> pulumi.ResourceOptions:
    """Return the options of a sign-in policy: after everything that must be settled before.

    Remembers the control, so that security defaults which are switched on wait for its policy.
    """
    control.context.sign_in.append(control)
    return pulumi.ResourceOptions.merge(
        control.child_options(), pulumi.ResourceOptions(depends_on=list(control.context.before_sign_in))
    )
