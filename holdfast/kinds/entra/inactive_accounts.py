"""Accounts that nobody has used for long, as a rule: their data is secured first, and then they are disabled.

Nothing is written but `accountEnabled: false`: no licence is taken, no account deleted, no hold put on. Holds, policies
and the backup are other rules' work; here they are read, and of each account once more right before it is disabled: the
look at all of them takes minutes in a large tenant. An account whose data is not secured, or of which that cannot be
confirmed, stays as it is, and is told with what is missing. So the order holds whatever is interrupted: securing is a
fact in the tenant, never a memory of a run.

Inactive is whose last successful sign-in, with or without the person being there, is older than the days. What is not
known is UNKNOWN and never inactive: without `lastSuccessfulSignInDateTime`, which begins on 2023-12-01 and was not
filled in for the time before. Never judged are accounts that are new, those that the rule leaves out, break-glass
accounts, the accounts that synchronise the directory, and those of mailboxes that nobody signs in to. One that
somebody switched on again or restored is as inactive as before, unless the rule leaves such alone for some days (see
`enabled_again`).

Sources: https://learn.microsoft.com/graph/api/resources/signinactivity and
https://learn.microsoft.com/entra/identity/monitoring-health/howto-manage-inactive-user-accounts (research notes
api-facts 4.3, 2026-11-24). That User.EnableDisableAccount.All, with User.Read.All, is the least for `accountEnabled`:
https://learn.microsoft.com/graph/api/user-update (recalled). That the synchronised ones cannot be disabled here is
documented there as well (recalled), and that a page with `signInActivity` has 500 users at most is in api-facts 4.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Step
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.backup_rule import READ as READ_BACKUP
from holdfast.kinds.services.inactive_look import DISABLE, REPORT, Again, look
from holdfast.kinds.services.mailbox import MAILBOX
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.population import OWN_REFUSALS, raise_for_refused
from holdfast.model.directory import LOG_DAYS, USER
from holdfast.model.errors import WriteError
from holdfast.model.longest import GROUP_NAME
from holdfast.model.permission import CMDLETS, READS_EXCHANGE, READS_PURVIEW
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.services.backup_state import Backup
    from holdfast.kinds.services.inactive_look import AccountsSeen
    from holdfast.tenant.tenant import Reader, Tenant

_AT_ONCE = 50
"""Accounts that are disabled after one look at all of them; each is looked at once more, alone, before it is."""
_OWN_REFUSALS = OWN_REFUSALS | {403}
"""Once one was disabled, a permission that lacks is about the one account: it is an administrator's."""


@value_class
class _Due:
    """Accounts that one look found due."""

    ids: list[str]
    backup: Backup | None
    """As that look had it (see `Again`)."""


class InactiveAccounts(PopulationKind):
    """Accounts come and go; the rule stays. Who is disabled already obeys it."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return (
            "Graph v1.0: `/users`, `/groups`, `/roleManagement/directory`, `/auditLogs/directoryAudits`, "
            "`/solutions/backupRestore`; Graph beta: `/groups/{id}/transitiveMembers`; "
            "`Get-Mailbox`, `Get-MailboxStatistics`, `Get-RetentionCompliancePolicy`, `Get-RetentionComplianceRule`"
        )

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Measure every account, and what secures the data of those that are inactive (see `PopulationKind.judge`)."""
        return (await self._seen(tenant, rule)).judgement

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the accounts that break it; an import finds one that only reports."""
        rule = dict(inputs) if inputs else {"inactiveDays": 90, "action": REPORT, "holdDays": "unlimited"}
        return self.in_state(rule, await self.judge(tenant, rule))

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Disable the accounts that are inactive and secured, each after a fresh look (see `Kind.update`).

        Raises:
            PartlyDoneError: when the directory refused single accounts; all others are disabled.
            WriteError: when others were refused for a cause that is not their own.
        """
        refused: list[WriteError] = []
        tried, done = set[str](), 0
        while due := await self._due(tenant, new, tried):
            for user_id in due.ids:
                tried.add(user_id)
                if not await self._is_still_due(tenant, new, user_id, due.backup):
                    continue
                try:
                    await tenant.graph.write("PATCH", f"/users/{user_id}", {"accountEnabled": False})
                    done += 1
                except WriteError as error:
                    refused.append(error)
            if len(due.ids) < _AT_ONCE:
                break
        own = _OWN_REFUSALS if done else OWN_REFUSALS
        raise_for_refused(refused, len(refused) + done, self.noun, own)

    async def _due(self, tenant: Reader, rule: Mapping[str, Any], tried: Collection[str]) -> _Due | None:
        """Return the accounts that may be disabled by what was read now, but for those tried; None where none may."""
        seen = await self._seen(tenant, rule)
        ids = [one for one in self._to_disable(seen.judgement) if one not in tried][:_AT_ONCE]
        return _Due(ids, seen.backup) if ids else None

    async def _is_still_due(
        self, tenant: Reader, rule: Mapping[str, Any], user_id: str, backup: Backup | None
    ) -> bool:
        """Return whether one account may be disabled by what is read of it right now."""
        seen = await self._seen(tenant, rule, Again(user_id, backup))
        return user_id in self._to_disable(seen.judgement)

    async def _seen(
        self, tenant: Reader, rule: Mapping[str, Any], again: Again | None = None
    ) -> AccountsSeen:
        """Return what a look sees.

        Raises:
            ReadError: when a part could not be read, or was not understood.
        """
        try:
            return await look(tenant, rule, again)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

    def _to_disable(self, judgement: Judgement) -> list[str]:
        steps = [one.remedy for one in self.to_mend(judgement)]
        return [one.about for one in steps if isinstance(one, Step) and one.does == DISABLE]


_BY_NAME = asked_by_name(
    "/users",
    "/groups",
    "/groups/{id}/transitiveMembers",
    "/roleManagement/directory/roleAssignments",
)

KIND = InactiveAccounts(
    token="m365:entra:InactiveAccounts",
    title="Inactive accounts",
    doc=(
        "Accounts without a successful sign-in for the days are disabled once their data is secured: the mailbox by a "
        "hold of its own, the drive by a retention policy over all of OneDrive or by Microsoft 365 Backup. Nothing is "
        "written but `accountEnabled`; what is not known, or not secured, is told and left alone."
    ),
    key="inactive-accounts",
    noun="accounts",
    judges=("accountEnabled",),
    notes="violations",
    unmendable="unmendable",
    accepted="accepted",
    audit_category="UserManagement",
    answers=("Get-Mailbox",),
    harmless=MAILBOX,
    fields=(
        Field(
            name="inactiveDays",
            doc="Days without a successful sign-in after which an account is inactive.",
            type=Type.INTEGER,
            required=True,
            minimum=30,
            maximum=3650,
            protects=Protects.LOWER,
        ),
        Field(
            name="action",
            doc="`disable` accounts whose data is secured, or only `report` them.",
            required=True,
            values=(DISABLE, REPORT),
            protects=Protects.EARLIER,
        ),
        Field(
            name="leftAloneDays",
            doc="Days for which no apply disables an account that somebody enabled again or restored.",
            type=Type.INTEGER,
            default=0,
            minimum=0,
            maximum=LOG_DAYS,
            protects=Protects.LOWER,
        ),
        Field(
            name="holdDays",
            doc="Days for which a litigation hold has to be to secure a mailbox, or `unlimited`.",
            type=Type.DAYS,
            required=True,
            minimum=1,
            maximum=36500,
            protects=Protects.HIGHER,
        ),
        Field(
            name="includeGuests",
            doc="Whether guests are judged as well.",
            type=Type.BOOLEAN,
            protects=Protects.TRUE,
        ),
        Field(
            name="breakGlassGroup",
            doc="Display name of the break-glass group: nobody in it is ever touched.",
            longest=GROUP_NAME,
            names_of=GROUP.token,
        ),
        Field(
            name="breakGlassAccounts",
            doc="User principal names of the emergency accounts: while one of them is not there, nobody is judged.",
            many=True,
            any_case=True,
            names_of=USER,
            protects=Protects.FEWER,
        ),
        Field(
            name="excludedUsers",
            doc="User principal names that the rule leaves out, or ids; while one is not there, nobody is disabled.",
            many=True,
            any_case=True,
            names_of=USER,
            protects=Protects.FEWER,
        ),
        Field(
            name="excludedGroups",
            doc="Display names of groups whose members the rule leaves out, such as those of service accounts.",
            many=True,
            any_case=True,
            names_of=GROUP.token,
            protects=Protects.FEWER,
        ),
        Field(
            name="violations",
            doc="Accounts that broke the rule when last read, and an apply disables.",
            many=True,
            output=True,
        ),
        Field(
            name="unmendable",
            doc="Accounts that break the rule and that no apply disables, each with the reason.",
            many=True,
            output=True,
        ),
        Field(
            name="accepted",
            doc="What of accounts the client file has accepted: left as it is.",
            many=True,
            output=True,
        ),
    ),
    read_permissions=(
        *READ_BACKUP,
        "AuditLog.Read.All",
        CMDLETS,
        "Group.Read.All",
        "RoleManagement.Read.Directory",
        "User.Read.All",
    ),
    write_permissions=("User.EnableDisableAccount.All",),
    read_rights=(READS_EXCHANGE, READS_PURVIEW),
    licence="AAD_PREMIUM",
    omits=(
        "sign-ins before 2023-12-01, and those of the last hours; of users only what decides is asked for. Deleted "
        "users are in the bin, and are leavers. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/signinactivity (2026-11-26)",
)
