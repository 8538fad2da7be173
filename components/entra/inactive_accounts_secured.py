"""The data of accounts that nobody uses is secured, and then the accounts are disabled.

What is enforced: one rule over all accounts. Who has had no successful sign-in for the days is inactive: with `action:
report` that is told, by name and with what secures his data; with `action: disable` an apply disables his account, once
his data is secured. Secured is a mailbox with a hold of its own that lasts, and a drive that a retention policy over
all of OneDrive, for 488 days at least, or Microsoft 365 Backup, for more than the 123 days that a deleted drive stays
anyway, keeps. Each account is looked at once more right before it is disabled, and whoever is not secured, or not for
sure, stays as he is and is told with what is missing. So nobody is ever disabled first and secured later, whatever is
interrupted, and the directory's audit log shows that order.
Nothing else is ever written: no licence is taken away, no account is deleted, no hold is put on or lifted here; holds
and policies are other controls' work, and an apply that brings those about may need another one to disable.

Never touched are the break-glass accounts, the accounts and groups that are left out, accounts that are younger than
the days, the accounts that synchronise the directory, those of shared, room and equipment mailboxes, and guests unless
`guests` says so. While the group of emergency accounts is not there or nobody is in it, nobody is disabled. Who has no
successful sign-in that the directory knows of is unknown, never inactive: look at it, and leave it out where a machine
uses it. An account that is synchronised from elsewhere is told, and disabled there; one that is only called as those
accounts are that synchronise (`Sync_…`), and holds no active role of that, is told, and disabled by hand.

One that somebody enabled again or restored is as stale as before, and may be an attacker's: the next apply disables it
again. Whoever enables accounts on purpose names them in `excluded_users`, accepts them in the client file, or gives
people time to come back with `left_alone_days`: for so long no apply disables it, and it is told with the day.

Why: an account that nobody uses is one whose theft nobody notices. And what follows an account that is given up,
licence and account first, erases what was in it.

Who is affected: people who come back after long absence call the service desk, which enables the account again; with
`left_alone_days` they have that long to sign in.

How to roll back: enable the accounts in the admin center; nothing else was changed. They break the rule again until
they are used or left out, and the next apply disables them again, or the first one after `left_alone_days`.

Licence: Microsoft Entra ID P1, without which no sign-in is told. It acts on people, so it is off until the client
chooses it; begin with `report`. Limits: sign-ins are known from 2023-12-01 on, and hours late; an administrator's
account may be refused to an application, which is told by name; what happens between the last look and a write, such as
a hold that somebody lifts in that second, nobody can see. Source:
https://learn.microsoft.com/entra/identity/monitoring-health/howto-manage-inactive-user-accounts (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.durations import Days
from holdfast.controls.emergency import EmergencyAccounts
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import DECIDES, FallsShort, keeps_nothing_more
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Enforcement, Severity, Share
from holdfast.model.directory import LOG_DAYS
from holdfast.model.duty import Duty
from holdfast.model.longest import GROUP_NAME
from holdfast.model.status import Reason
from holdfast.provider.resources import InactiveAccounts

if TYPE_CHECKING:
    import pulumi

_SECURED = "data-retention.inactive-accounts-secured"


_A_YEAR = 365
_A_FORTNIGHT = 14


def _too_late(days: int) -> str:
    return f"{days} days, which is longer than a year" if days > _A_YEAR else ""


def _alone_too_long(days: int) -> str:
    return (
        f"{days} days, where whoever comes back signs in within {_A_FORTNIGHT}" if days > _A_FORTNIGHT else ""
    )


def _guests(judged: str) -> list[str]:
    return [] if judged == "included" else ["every guest"]


class Settings(ChosenSettings):
    """Settings of `entra.inactive_accounts_secured`."""

    action: Annotated[Literal["report", "disable"], KEEPS_ALL, DECIDES] = "report"
    """`report` tells who is inactive; `disable` disables whose data is secured."""
    inactive_days: Annotated[int, KEEPS_ALL, FallsShort(_too_late)] = Field(default=90, ge=30, le=3650)
    """Days without a successful sign-in after which an account is inactive."""
    left_alone_days: Annotated[int, KEEPS_ALL, FallsShort(_alone_too_long)] = Field(
        default=0, ge=0, le=LOG_DAYS
    )
    """Days for which no apply disables an account that somebody enabled again or restored; 0 leaves none alone."""
    hold_days: Annotated[Days, KEEPS_ALL, FallsShort(keeps_nothing_more)]
    """Days for which a litigation hold, or a retention policy over the mailbox, has to be to secure it."""
    emergency_group: Annotated[str, KEEPS_ALL] = Field(min_length=1, max_length=GROUP_NAME)
    """Display name of the group of emergency accounts: nobody in it is ever touched."""
    emergency_accounts: Annotated[EmergencyAccounts, KEEPS_ALL] = Field(min_length=2)
    """User principal names of the emergency accounts: while one of them is not there, nobody is judged."""
    guests: Annotated[
        Literal["excluded", "included"], Narrows("guests", names=_guests, counted_as=Reason.TYPE)
    ] = "excluded"
    """Whether guests are judged as well."""
    excluded_users: Annotated[list[str], Narrows("accounts", counted_as=Reason.EXCLUDED)] = []
    """User principal names, or ids, of whom the rule leaves out: while one is not there, nobody is disabled."""
    service_accounts: Annotated[list[str], Narrows("accounts", counted_as=Reason.EXCLUDED)] = []
    """User principal names, or ids, of accounts that machines use: left out as well, in the same way."""
    excluded_groups: Annotated[list[str], Narrows("members of groups", counted_as=Reason.EXCLUDED)] = []
    """Display names of groups whose members the rule leaves out, such as a group of service accounts."""


class InactiveAccountsSecured(ChosenControl[Settings]):
    """One rule over all accounts."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Accounts that nobody uses are secured, and then disabled",
        duties=(Duty.DATA_RETENTION,),
        outcomes=(_SECURED,),
        shares=(Share(_SECURED, ("exchange.leaver_mailboxes_held",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("AC-2(3)", lacks="accounts that expired or belong to nobody"),
            ESSENTIAL_EIGHT_2023_11("ISM-1648", lacks="applications, and `inactive_days` above 45"),
        ),
        licence="AAD_PREMIUM",
        impact="Who comes back after long absence cannot sign in until the service desk enables the account.",
        rollback="Accounts that were disabled stay so; enable them in the admin center.",
        revision=1,
        needs=("entra.break_glass_excluded",),
        excuses_groups_of=("entra.break_glass_excluded",),
    )

    @classmethod
    def enforcement(cls, settings: Any) -> Enforcement:
        """Return whether it acts with these settings, or reports."""
        if not settings.enabled:
            return Enforcement.OFF
        return Enforcement.ENFORCED if settings.action == "disable" else Enforcement.REPORT_ONLY

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule, unless the control is off."""
        if not self.settings.enabled:
            return {}
        rule = InactiveAccounts(
            self.child_name("rule"),
            inactive_days=self.settings.inactive_days,
            action=self.settings.action,
            left_alone_days=self.settings.left_alone_days or None,
            hold_days=self.settings.hold_days,
            include_guests=True if self.settings.guests == "included" else None,
            break_glass_group=self.settings.emergency_group,
            break_glass_accounts=self.settings.emergency_accounts,
            excluded_users=[*self.settings.excluded_users, *self.settings.service_accounts] or None,
            excluded_groups=self.settings.excluded_groups or None,
            opts=self.child_options(),
        )
        return {"action": rule.action}
