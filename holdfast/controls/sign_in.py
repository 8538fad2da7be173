"""What all sign-in controls share: report-only first, the break-glass group excluded by construction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import pulumi
import pulumi_azuread as azuread
from pydantic import Field, model_validator

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import DECIDES
from holdfast.model.directory import SYNC_ROLE

if TYPE_CHECKING:
    from holdfast.controls.context import ControlContext

NEEDS = ("entra.break_glass_excluded", "entra.security_defaults_settled")
"""What every sign-in control is declared after."""
EXCUSES_GROUPS_OF = ("entra.break_glass_excluded",)
"""Whose group every sign-in control leaves out."""


_ONLY_BREAK_GLASS = ("access-control.emergency-access-kept", "internal-attack.exclusions-bounded")
"""Outcomes which say that nobody but the emergency accounts stands outside the sign-in rules."""


class SignInSettings(ControlSettings):
    """Settings of every control that decides who may sign in."""

    state: Annotated[Literal["report-only", "enabled", "disabled"], KEEPS_ALL, DECIDES] = "report-only"
    """`report-only` logs what would happen; `enabled` enforces."""
    break_glass_group: Annotated[str, KEEPS_ALL] = Field(min_length=1)
    """Display name of the group of emergency accounts: always excluded, it cannot be left out."""
    excluded_users: Annotated[list[str], Narrows("users", contradicts=_ONLY_BREAK_GLASS)] = []
    """User principal names that the policy does not apply to, such as the directory-sync account."""
    excluded_groups: Annotated[list[str], Narrows("members of groups", contradicts=_ONLY_BREAK_GLASS)] = []
    """Display names of further groups that the policy does not apply to."""


def _holders_of_the_sync_role(directory_sync: str) -> tuple[str, ...]:
    """Return the role that is left out; the accounts that are left out by name stand in a setting of their own."""
    return ("Directory Synchronization Accounts",) if directory_sync == "role" else ()


class EverybodySettings(SignInSettings):
    """Settings of controls that are for every user, and so for the account that synchronises the directory.

    It cannot do MFA, and in older versions signs in as legacy clients do: without an exclusion the synchronisation
    stops. Auditors contradict each other about how: one demands the role, another forbids excluded roles
    (../shared/frameworks.md); so it is the client's to say, and nothing is excluded unless it does.
    """

    directory_sync: Annotated[
        Literal["none", "role", "account"],
        Narrows("holders of roles", _holders_of_the_sync_role, contradicts=_ONLY_BREAK_GLASS),
    ] = "none"
    """How a tenant that synchronises excludes the account that does it: by its role, by name, or not at all."""
    directory_sync_accounts: Annotated[list[str], Narrows("users", contradicts=_ONLY_BREAK_GLASS)] = []
    """User principal names of those accounts, for `account`."""

    @model_validator(mode="after")
    def _named_where_meant(self) -> EverybodySettings:
        if (self.directory_sync == "account") != bool(self.directory_sync_accounts):
            raise ValueError(
                "`directory_sync: account` and `directory_sync_accounts` belong together: give both, or neither"
            )
        return self


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
    accounts = list(settings.excluded_users)
    by_role = False
    if isinstance(settings, EverybodySettings):
        accounts += [one for one in settings.directory_sync_accounts if one not in accounts]
        by_role = settings.directory_sync == "role"
    return azuread.ConditionalAccessPolicyConditionsUsersArgs(
        included_users=included_users,
        included_roles=included_roles,
        excluded_groups=groups,
        excluded_roles=[SYNC_ROLE] if by_role else None,
        excluded_users=context.user_ids(accounts) if accounts else None,
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
