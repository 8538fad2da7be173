"""What all sign-in controls share: report-only first, the break-glass group excluded by construction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import pulumi
import pulumi_azuread as azuread
from pydantic import Field, model_validator

from holdfast.controls.chosen import ChosenSettings
from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import DECIDES
from holdfast.model.directory import SYNC_ROLE
from holdfast.model.longest import GROUP_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.controls.context import ControlContext

NEEDS = ("entra.break_glass_excluded", "entra.security_defaults_settled")
"""What every sign-in control is declared after."""
EXCUSES_GROUPS_OF = ("entra.break_glass_excluded",)
"""Whose group every sign-in control leaves out."""


GUESTS = (
    "internalGuest",
    "b2bCollaborationGuest",
    "b2bCollaborationMember",
    "b2bDirectConnectUser",
    "otherExternalUser",
    "serviceProvider",
)
"""All types of guests and external users. Source:
https://learn.microsoft.com/graph/api/resources/conditionalaccessguestsorexternalusers (2026-11-26)."""
ONLY_BREAK_GLASS = ("access-control.emergency-access-kept", "internal-attack.exclusions-bounded")
"""Outcomes which say that nobody but the emergency accounts stands outside the sign-in rules."""


class PolicySettings(ControlSettings):
    """Settings of every control that declares a Conditional Access policy, for people or for applications."""

    state: Annotated[Literal["report-only", "enabled", "disabled"], KEEPS_ALL, DECIDES] = "report-only"
    """`report-only` logs what would happen; `enabled` enforces."""


class SignInSettings(PolicySettings):
    """Settings of every control that decides which people may sign in."""

    break_glass_group: Annotated[str, KEEPS_ALL] = Field(min_length=1, max_length=GROUP_NAME)
    """Display name of the group of emergency accounts: always excluded, it cannot be left out."""
    excluded_users: Annotated[list[str], Narrows("users", contradicts=ONLY_BREAK_GLASS)] = []
    """User principal names that the policy does not apply to, such as the directory-sync account."""
    excluded_groups: Annotated[list[str], Narrows("members of groups", contradicts=ONLY_BREAK_GLASS)] = []
    """Display names of further groups that the policy does not apply to."""


WITH_THE_SYNC_ROLE = "`directory_sync: role`, since no role may be left out"
"""What a claim of SCuBA's lacks: users and groups that are left out its own configuration can exempt, roles not."""


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
        Narrows("holders of roles", _holders_of_the_sync_role, contradicts=ONLY_BREAK_GLASS),
    ] = "none"
    """How a tenant that synchronises excludes the account that does it: by its role, by name, or not at all."""
    directory_sync_accounts: Annotated[list[str], Narrows("users", contradicts=ONLY_BREAK_GLASS)] = []
    """User principal names of those accounts, for `account`."""

    @model_validator(mode="after")
    def _named_where_meant(self) -> EverybodySettings:
        if (self.directory_sync == "account") != bool(self.directory_sync_accounts):
            raise ValueError(
                "`directory_sync: account` and `directory_sync_accounts` belong together: give both, or neither"
            )
        return self


class DeviceAccountSettings(EverybodySettings):
    """Settings of controls that stop what rooms, shared displays and phones do to sign in, as attackers do too."""

    device_account_groups: Annotated[
        list[str], Narrows("members of groups of device accounts", contradicts=ONLY_BREAK_GLASS)
    ] = []
    """Display names of groups of the accounts with which rooms and Teams devices sign in."""


def _guests_left_out(guests: str) -> tuple[str, ...]:
    return ("guests and external users",) if guests == "excluded" else ()


class ChosenDeviceSettings(ChosenSettings, DeviceAccountSettings):
    """Settings of controls that a client chooses once its devices are managed: what they ask for, guests lack."""

    guests: Annotated[
        Literal["included", "excluded"], Narrows("guests", _guests_left_out, contradicts=ONLY_BREAK_GLASS)
    ] = "included"
    """Whether it is for guests and external users too."""


_STATES = {
    "report-only": "enabledForReportingButNotEnforced",
    "enabled": "enabled",
    "disabled": "disabled",
}


def policy_state(settings: PolicySettings) -> str:
    """Return the wire's word for the chosen state."""
    return _STATES[settings.state]


def users(
    settings: SignInSettings,
    context: ControlContext,
    *,
    included_users: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    included_roles: Sequence[str] | None = None,
    excluded_roles: Sequence[str] = (),
    included_guests: bool = False,
    excluded_guests: bool = False,
) -> azuread.ConditionalAccessPolicyConditionsUsersArgs:
    """Return whom a policy is for. The break-glass group is left out first, always.

    Args:
        settings: whom they leave out.
        context: knows the ids of groups and users.
        included_users: object ids, or a word of the service such as `All`.
        included_roles: template ids of directory roles.
        excluded_roles: template ids of directory roles that are left out besides those of the settings.
        included_guests: whether guests and external users of every type and tenant are meant.
        excluded_guests: whether these are left out.
    """
    names = list(settings.excluded_groups)
    accounts = list(settings.excluded_users)
    roles = list(excluded_roles)
    if isinstance(settings, EverybodySettings):
        accounts += [one for one in settings.directory_sync_accounts if one not in accounts]
        roles += [SYNC_ROLE] if settings.directory_sync == "role" else []
    if isinstance(settings, DeviceAccountSettings):
        names += [one for one in settings.device_account_groups if one not in names]
    groups = [context.group_id(name) for name in dict.fromkeys((settings.break_glass_group, *names))]
    return azuread.ConditionalAccessPolicyConditionsUsersArgs(
        included_users=included_users,
        included_roles=None if included_roles is None else list(included_roles),
        included_guests_or_external_users=_included_guests() if included_guests else None,
        excluded_groups=groups,
        excluded_roles=roles or None,
        excluded_guests_or_external_users=_excluded_guests() if excluded_guests else None,
        excluded_users=context.user_ids(accounts) if accounts else None,
    )


def _included_guests() -> list[
    azuread.ConditionalAccessPolicyConditionsUsersIncludedGuestsOrExternalUserArgs
]:
    """Return guests of every type and tenant, where they are meant."""
    tenant = azuread.ConditionalAccessPolicyConditionsUsersIncludedGuestsOrExternalUserExternalTenantArgs
    guests = azuread.ConditionalAccessPolicyConditionsUsersIncludedGuestsOrExternalUserArgs
    return [guests(guest_or_external_user_types=GUESTS, external_tenants=[tenant(membership_kind="all")])]


def _excluded_guests() -> list[
    azuread.ConditionalAccessPolicyConditionsUsersExcludedGuestsOrExternalUserArgs
]:
    """Return guests of every type and tenant, where they are left out."""
    tenant = azuread.ConditionalAccessPolicyConditionsUsersExcludedGuestsOrExternalUserExternalTenantArgs
    guests = azuread.ConditionalAccessPolicyConditionsUsersExcludedGuestsOrExternalUserArgs
    return [guests(guest_or_external_user_types=GUESTS, external_tenants=[tenant(membership_kind="all")])]


def every_application() -> azuread.ConditionalAccessPolicyConditionsApplicationsArgs:
    """Return the condition that a policy is for every application."""
    return azuread.ConditionalAccessPolicyConditionsApplicationsArgs(included_applications=["All"])


def any_sign_in(
    who: azuread.ConditionalAccessPolicyConditionsUsersArgs, **more: Any
) -> azuread.ConditionalAccessPolicyConditionsArgs:
    """Return the conditions that `who` signs in to any application by any client, and those that `more` says."""
    return azuread.ConditionalAccessPolicyConditionsArgs(
        client_app_types=["all"], applications=every_application(), users=who, **more
    )


def grant(*controls: str, operator: str = "OR") -> azuread.ConditionalAccessPolicyGrantControlsArgs:
    """Return that access takes these built-in controls, or is blocked."""
    return azuread.ConditionalAccessPolicyGrantControlsArgs(
        operator=operator, built_in_controls=list(controls)
    )


def every_time() -> azuread.ConditionalAccessPolicySessionControlsArgs:
    """Return that a proof given before does not count: it is asked for at every sign-in."""
    return azuread.ConditionalAccessPolicySessionControlsArgs(sign_in_frequency_interval="everyTime")


def sign_in_policy(
    control: HardeningControl[Any],
    conditions: azuread.ConditionalAccessPolicyConditionsArgs,
    *,
    key: str = "policy",
    name: str = "",
    grant_controls: azuread.ConditionalAccessPolicyGrantControlsArgs | None = None,
    session_controls: azuread.ConditionalAccessPolicySessionControlsArgs | None = None,
) -> azuread.ConditionalAccessPolicy:
    """Register a policy of a control, in the state and with the display name that its settings say.

    It comes after everything that must be settled before. It is remembered, so that security defaults which are
    switched on wait for it, and policies that are taken back for one that is enabled.

    Args:
        control: whose policy it is.
        conditions: when it applies.
        key: which of the control's policies it is.
        name: display name, where the control has more than one policy.
        grant_controls: what access takes, or that it is blocked.
        session_controls: what holds for the session.
    """
    name_in_program, context = control.child_name(key), control.context
    after = [*context.before_sign_in, *(context.enforced if name_in_program in context.taken_back else ())]
    policy = azuread.ConditionalAccessPolicy(
        name_in_program,
        display_name=name or control.settings.name,
        state=policy_state(control.settings),
        conditions=conditions,
        grant_controls=grant_controls,
        session_controls=session_controls,
        opts=pulumi.ResourceOptions.merge(control.child_options(), pulumi.ResourceOptions(depends_on=after)),
    )
    if name_in_program not in context.absent:
        context.sign_in.append(policy)
        if control.settings.state == "enabled":
            context.enforced.append(policy)
    return policy
