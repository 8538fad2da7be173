"""One look at accounts that nobody uses: all of them, or once more at one that is about to be disabled.

What is seen of one account is minutes old by the time at which all are seen, and dozens are disabled one after another.
So each is looked at again alone: whether it signed in, what holds its mailbox, who is left out, which policies there
are, whether Microsoft 365 Backup still has its drive. Of the backup, a list of all drives, its own unit is read again.
"""

from __future__ import annotations

import asyncio
from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_guid, as_text, required
from holdfast.kinds.judgement import Step, Violation
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.enabled_again import enabled_again
from holdfast.kinds.services.mailbox import mailbox_type
from holdfast.kinds.services.quiet_accounts import Looking, Quiet, account_key, left_out
from holdfast.kinds.services.secured_data import mailboxes_of, read_secured
from holdfast.kinds.services.synchronising import is_called_so
from holdfast.kinds.services.tally import TWICE, Ruling
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.normalise.durations import parse_days
from holdfast.tenant.asked import one_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.kinds.services.backup_state import Backup
    from holdfast.kinds.services.quiet_accounts import LeftOut
    from holdfast.kinds.services.secured_data import Mailboxes, Secured
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

DISABLE = "disable"
"""The step, and the word of the rule that asks for it."""
REPORT = "report"
_COLUMNS = "id,userPrincipalName,accountEnabled,userType,createdDateTime,onPremisesSyncEnabled,signInActivity"
_PAGE = 500
_PERSONAL = "usermailbox"
_NOT_TOLD = (
    "has no successful sign-in that the directory knows of: none since 2023-12-01, or none at all; look at it, and "
    "exclude it where a machine uses it"
)
_SYNCHRONISED = "it is synchronised from elsewhere: disable it there"
_CALLED_SO = (
    "it is called as what synchronises the directory is, and holds no active role of that: no apply disables it; where "
    "it is no such account, disable it by hand"
)
_COMING_BACK = "no apply disables it before {until:%Y-%m-%d}; where nobody meant it, disable it by hand"
_RENAMED = "where it was renamed give its new name or its id, and where it is gone take it out"
_UNGUARDED = (
    "nobody is disabled while nobody is in the group of emergency accounts: {group}: whoever was in it is left out by "
    "nothing else; give it back its name and its members"
)
_REPORTED = "the rule reports, and disables nobody"


@value_class
class Again:
    """One account that is looked at once more."""

    user_id: str
    backup: Backup | None
    """As the look at all of them had it."""


@value_class
class AccountsSeen:
    """What a look saw."""

    judgement: Judgement
    backup: Backup | None
    """None where nothing was asked of it."""


@value_class
class _Accounts:
    """What the directory says of the accounts that were looked at."""

    left: LeftOut
    count: Count = field(default_factory=Count)
    quiet: list[Quiet] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    """Ids in lower case."""
    names: set[str] = field(default_factory=set)
    """Names and ids in lower case."""


async def look(tenant: Reader, rule: Mapping[str, Any], again: Again | None = None) -> AccountsSeen:
    """Judge every account, or the one that is looked at again, by what is read now.

    Raises:
        HoldfastError: when a part could not be read.
        MisreadError: when a part was not understood.
    """
    accounts = await _accounts(tenant, rule, again)
    # Whoever is looked at again was judged among all: who else is there was seen then.
    if again is None and (lost := sorted(_named(rule, "breakGlassAccounts") - accounts.names)):
        known = "accounts that are there: one that was renamed must not be taken for somebody else"
        raise MisreadError("breakGlassAccounts", known, ", ".join(lost))
    why_none = _why_nobody(rule, accounts, again)
    rulings, backup = await _of_quiet(tenant, rule, (accounts.quiet, why_none), again)
    for ruling in rulings:
        accounts.count.take(ruling)
    return AccountsSeen(accounts.count.judgement(), backup)


async def _accounts(tenant: Reader, rule: Mapping[str, Any], again: Again | None) -> _Accounts:
    pages = _pages(tenant, again)
    # Asked for in the same moment, so that both go in one batch.
    left, first = await asyncio.gather(left_out(tenant, rule), anext(pages, ()))
    looking, found = Looking(rule, left), _Accounts(left)
    async for page in _with(first, pages):
        for row in page:
            name = required(row, "userPrincipalName", as_text)
            user_id = required(row, "id", as_guid)
            if user_id in found.seen:
                found.count.lose(name, TWICE)
                continue
            found.seen.add(user_id)
            found.names.update((name.casefold(), user_id))
            try:
                told = looking.at(row, name, user_id, tenant.service_time())
            except MisreadError as misread:
                found.count.lose(name, str(misread))
                continue
            if isinstance(told, Ruling):
                found.count.take(told)
            else:
                found.quiet.append(told)
    return found


async def _pages(tenant: Reader, again: Again | None) -> AsyncIterator[Iterable[Row]]:
    if again is not None:
        yield await tenant.graph.collection(f"/users?$select={_COLUMNS}", one_of("id", [again.user_id]))
        return
    async for page in tenant.graph.pages(f"/users?$select={_COLUMNS}&$top={_PAGE}", leads=True):
        yield page


def _named(rule: Mapping[str, Any], name: str) -> set[str]:
    return {account_key(one) for one in rule.get(name) or []}


async def _with(first: Iterable[Row], pages: AsyncIterator[Iterable[Row]]) -> AsyncIterator[Iterable[Row]]:
    """Return a page that was read before, and all others."""
    yield first
    async for page in pages:
        yield page


def _why_nobody(rule: Mapping[str, Any], accounts: _Accounts, again: Again | None) -> str:
    """Return why nobody may be disabled now, whoever it is; empty where nothing is against it.

    Whom the rule leaves out by name is left out no longer once he is renamed, nor is whoever is in a group that is.
    """
    if str(rule["action"]) != DISABLE:
        return _REPORTED
    if (group := rule.get("breakGlassGroup")) and not accounts.left.guarded:
        return _UNGUARDED.format(group=group)
    lost = sorted(_named(rule, "excludedUsers") - accounts.names)
    if again is not None or not lost:
        return ""
    return f"nobody is disabled while an account that is left out is not there: {', '.join(lost)}: {_RENAMED}"


async def _of_quiet(
    tenant: Reader, rule: Mapping[str, Any], of: tuple[Sequence[Quiet], str], again: Again | None
) -> tuple[list[Ruling], Backup | None]:
    """Return what those came to that may be inactive, by their mailboxes and by what secures their data; and by which.

    Args:
        tenant: where.
        rule: the rule.
        of: who may be inactive, and why nobody is disabled; empty where nothing is against it.
        again: what was seen before, of one that is looked at again.
    """
    quiet, why_none = of
    if not quiet:
        return [], None
    left_alone = timedelta(days=rule.get("leftAloneDays") or 0)
    mailboxes, back = await asyncio.gather(
        mailboxes_of(tenant, {one.id: one.name for one in quiet}, alone=again is not None),
        enabled_again(tenant, left_alone),
    )
    rulings = [(one, _of_mailbox(one, mailboxes)) for one in quiet]
    found = [one for one, ruling in rulings if ruling is None]
    told = [ruling for _, ruling in rulings if ruling is not None]
    if not found:
        return told, None
    ids, days = {one.id for one in found}, parse_days(rule["holdDays"])
    secured = await read_secured(tenant, mailboxes, ids, days, again.backup if again else None)
    waits = {user: _left_alone(moment, left_alone) for user, moment in back.items()}
    inactive = (_inactive(one, secured, [why_none, waits.get(one.id, "")]) for one in found)
    return [*told, *inactive], secured.backup


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
    told += [_CALLED_SO] if is_called_so(quiet.name) else []
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
