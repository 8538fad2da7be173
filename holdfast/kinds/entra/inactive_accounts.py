"""Accounts that nobody has used for long, as a rule: their data is secured first, and then they are disabled.

Nothing is written but `accountEnabled: false`: no licence is taken, no account deleted, no hold put on. Holds, policies
and the backup are other rules' work; here they are read, and read again right before every write. An account whose data
is not secured, or of which that cannot be confirmed, stays as it is, and is told with what is missing. So the order
holds whatever is interrupted: securing is a fact in the tenant, never a memory of a run.

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

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_text,
    not_understood,
    required,
)
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Step, Violation
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.backup_rule import READ as READ_BACKUP
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.enabled_again import enabled_again
from holdfast.kinds.services.mailbox import MAILBOX, mailbox_type
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.population import OWN_REFUSALS, raise_for_refused
from holdfast.kinds.services.quiet_accounts import Looking, Quiet, account_key, left_out
from holdfast.kinds.services.secured_data import mailboxes_of, read_secured
from holdfast.kinds.services.tally import TWICE, Ruling
from holdfast.model.directory import LOG_DAYS
from holdfast.model.errors import WriteError
from holdfast.model.longest import GROUP_NAME
from holdfast.model.permission import CMDLETS, READS_EXCHANGE, READS_PURVIEW
from holdfast.model.status import Reason
from holdfast.normalise.durations import parse_days

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.services.secured_data import Mailboxes, Secured
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]

DISABLE = "disable"
"""The step, and the word of the rule that asks for it."""
REPORT = "report"
_COLUMNS = "id,userPrincipalName,accountEnabled,userType,createdDateTime,onPremisesSyncEnabled,signInActivity"
_PAGE = 500
_AT_ONCE = 50
"""Accounts that are disabled after one fresh look at all that secures them."""
_OWN_REFUSALS = OWN_REFUSALS | {403}
"""Once one was disabled, a permission that lacks is about the one account: it is an administrator's."""
_PERSONAL = "usermailbox"
_NOT_TOLD = (
    "has no successful sign-in that the directory knows of: none since 2023-12-01, or none at all; look at it, and "
    "exclude it where a machine uses it"
)
_SYNCHRONISED = "it is synchronised from elsewhere: disable it there"
_COMING_BACK = "no apply disables it before {until:%Y-%m-%d}; where nobody meant it, disable it by hand"
_RENAMED = "where it was renamed give its new name or its id, and where it is gone take it out"
_REPORTED = "the rule reports, and disables nobody"


class InactiveAccounts(PopulationKind):
    """Accounts come and go; the rule stays. Who is disabled already obeys it."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return (
            "Graph v1.0: `/users`, `/groups`, `/roleManagement/directory`, `/auditLogs/directoryAudits`, "
            "`/solutions/backupRestore`; Graph beta: `/groups/{id}/transitiveMembers`; "
            "`Get-Mailbox`, `Get-RetentionCompliancePolicy`, `Get-RetentionComplianceRule`"
        )

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Measure every account, and what secures the data of those that are inactive (see `PopulationKind.judge`)."""
        try:
            return await _judged(tenant, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

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
        refused: dict[str, WriteError] = {}
        done = 0
        while due := [one for one in await self._due(tenant, new) if one not in refused][:_AT_ONCE]:
            for user_id in due:
                try:
                    await tenant.graph.write("PATCH", f"/users/{user_id}", {"accountEnabled": False})
                    done += 1
                except WriteError as error:
                    refused[user_id] = error
            if len(due) < _AT_ONCE:
                break
        own = _OWN_REFUSALS if done else OWN_REFUSALS
        raise_for_refused([*refused.values()], len(refused) + done, self.noun, own)

    async def _due(self, tenant: Reader, rule: Mapping[str, Any]) -> list[str]:
        """Return the ids of the accounts that may be disabled now, by what was read now."""
        steps = [one.remedy for one in self.to_mend(await self.judge(tenant, rule))]
        return [one.about for one in steps if isinstance(one, Step) and one.does == DISABLE]


async def _judged(tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
    pages = tenant.graph.pages(f"/users?$select={_COLUMNS}&$top={_PAGE}", leads=True)
    # Asked for in the same moment, so that both go in one batch.
    left, first = await asyncio.gather(left_out(tenant, rule), anext(pages, ()))
    looking = Looking(rule, left)
    count, quiet = Count(), list[Quiet]()
    seen, names = set[str](), set[str]()
    async for page in _with(first, pages):
        for row in page:
            name = required(row, "userPrincipalName", as_text)
            user_id = required(row, "id", as_text).casefold()
            if user_id in seen:
                count.lose(name, TWICE)
                continue
            seen.add(user_id)
            names |= {name.casefold(), user_id}
            try:
                told = looking.at(row, name, user_id, tenant.service_time())
            except MisreadError as misread:
                count.lose(name, str(misread))
                continue
            if isinstance(told, Ruling):
                count.take(told)
            else:
                quiet.append(told)
    if lost := sorted({account_key(one) for one in rule.get("breakGlassAccounts") or []} - names):
        known = "accounts that are there: one that was renamed must not be taken for somebody else"
        raise MisreadError("breakGlassAccounts", known, ", ".join(lost))
    why_none = _why_nobody(rule, names)
    for ruling in await _of_quiet(tenant, rule, quiet, why_none):
        count.take(ruling)
    return count.judgement()


async def _with(first: Iterable[Row], pages: AsyncIterator[Iterable[Row]]) -> AsyncIterator[Iterable[Row]]:
    """Return a page that was read before, and all others."""
    yield first
    async for page in pages:
        yield page


def _why_nobody(rule: Mapping[str, Any], there: set[str]) -> str:
    """Return why nobody may be disabled now, whoever it is; empty where nothing is against it.

    Whom the rule leaves out by name is left out no longer once he is renamed.
    """
    if str(rule["action"]) != DISABLE:
        return _REPORTED
    lost = sorted({account_key(one) for one in rule.get("excludedUsers") or []} - there)
    if not lost:
        return ""
    return f"nobody is disabled while an account that is left out is not there: {', '.join(lost)}: {_RENAMED}"


async def _of_quiet(
    tenant: Reader, rule: Mapping[str, Any], quiet: Sequence[Quiet], why_none: str
) -> list[Ruling]:
    """Return what those came to that may be inactive, by their mailboxes and by what secures their data."""
    if not quiet:
        return []
    left_alone = timedelta(days=rule.get("leftAloneDays") or 0)
    mailboxes, back = await asyncio.gather(
        mailboxes_of(tenant, {one.id for one in quiet}), enabled_again(tenant, left_alone)
    )
    rulings = [(one, _of_mailbox(one, mailboxes)) for one in quiet]
    found = [one for one, ruling in rulings if ruling is None]
    told = [ruling for _, ruling in rulings if ruling is not None]
    if not found:
        return told
    ids = {one.id for one in found}
    secured = await read_secured(tenant, mailboxes, ids, parse_days(rule["holdDays"]))
    waits = {user: _left_alone(moment, left_alone) for user, moment in back.items()}
    return [*told, *(_inactive(one, secured, [why_none, waits.get(one.id, "")]) for one in found)]


def _left_alone(back: datetime, left_alone: timedelta) -> str:
    return (
        f"somebody enabled or restored it on {back:%Y-%m-%d}: {_COMING_BACK.format(until=back + left_alone)}"
    )


def _of_mailbox(quiet: Quiet, mailboxes: Mailboxes) -> Ruling | None:
    """Return that an account is of a mailbox that nobody signs in to, or not known; None for one that is inactive."""
    try:
        types = {mailbox_type(row) for row in mailboxes.present.get(quiet.id, ())}
    except MisreadError as misread:
        return Ruling(member=quiet.name, unknown=str(misread))
    if types - {_PERSONAL}:
        return Ruling(member=quiet.name, exempt=Reason.TYPE)
    return Ruling(member=quiet.name, unknown=_NOT_TOLD) if quiet.last is None else None


def _inactive(quiet: Quiet, secured: Secured, against: Sequence[str]) -> Ruling:
    """Return that an account is inactive, and what disables it where it is secured and nothing is against it."""
    lacking = secured.lacking(quiet.id)
    signed_in = f"last successful sign-in {quiet.last:%Y-%m-%d}" if quiet.last else ""
    told = [_SYNCHRONISED] if quiet.synchronised else []
    told += [one for one in against if one]
    told += [f"its data is not secured: {'; '.join(lacking)}"] if lacking else []
    broken = Violation(
        member=quiet.name,
        member_id=quiet.id,
        property="accountEnabled",
        expected=False,
        found=True,
        remedy=None if told else Step(DISABLE, quiet.id),
        note="; ".join([signed_in, *told]) if told else "",
    )
    return Ruling(member=quiet.name, breaks=(broken,))


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
            protects=Protects.FEWER,
        ),
        Field(
            name="excludedUsers",
            doc="User principal names that the rule leaves out, or ids; while one is not there, nobody is disabled.",
            many=True,
            any_case=True,
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
