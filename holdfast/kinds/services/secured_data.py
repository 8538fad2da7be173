"""What of an account's data is secured: its mailbox by a hold that lasts, its drive by a policy or by the backup.

What cannot be confirmed is not secured, and is said in words. Read are the mailboxes, the licences of the accounts that
are asked about, the retention policies, and Microsoft 365 Backup where no policy keeps all drives.

A mailbox: as a leaver's (`lasting_holds`), by the days of what holds it. A drive: a policy that keeps everything in
OneDrive and has been distributed, or a unit of the backup with a restore point of the last day, whose policy keeps
restore points for longer than a drive stays anyway once its account is deleted. A drive whose licence went is erased
although a policy is on it (research notes data-loss O3, 2026-11-26). Capability states of a plan:
https://learn.microsoft.com/graph/api/resources/assignedplan (2026-11-26); that an account to which no SharePoint plan
was ever assigned has no drive, and one without a plan of Exchange's and without a row of `Get-Mailbox` no mailbox, is
assumed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holdfast.grace.keeping import Settings as Organization
from holdfast.grace.periods import PERIODS, SHORTEST_DRIVE_RETENTION_DAYS
from holdfast.grace.policies import DRIVES, cover_of
from holdfast.kinds.backup.drive_backup import KIND as DRIVE_BACKUP
from holdfast.kinds.decode import MisreadError, as_guid, as_list, as_object, as_text, member, required
from holdfast.kinds.services.backup_reading import read_backup, read_unit_again
from holdfast.kinds.services.drive_plans import gives_drive
from holdfast.kinds.services.lasting_holds import (
    KEPT_BY,
    held,
    lost_its_licence,
    needs_licence,
    sizes_behind_policies,
)
from holdfast.kinds.services.mail_policies import mail_policies_of
from holdfast.kinds.services.mailbox import DIRECTORY_ID, WHO, mailbox_id
from holdfast.kinds.services.policy_places import policy_of, read_rows
from holdfast.kinds.services.reading import Listener, Lists, Source, read_together
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import one_of
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.grace.keeping import MailPolicies
    from holdfast.kinds.services.backup_state import Backup
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_IN_ONE_FILTER = 15
"""Values that `in` of a filter may name at Graph."""
_NO_MAILBOX = frozenset(
    {
        "113feb6c-3fe4-4440-bddc-54d774bf0318",  # EXCHANGE_S_FOUNDATION
        "922ba911-5694-4e99-a794-73aed9bfeec8",  # EXCHANGE_S_FOUNDATION_GOV
        "199a5c09-e0ca-4e37-8f7c-b05d533e1ea2",  # MICROSOFTBOOKINGS
    }
)
"""Ids of plans of the service "exchange" that come with plans of other services and give no mailbox. Source: licences
of accounts that public repositories hold (2026-11-28)."""
_STAYS = SHORTEST_DRIVE_RETENTION_DAYS + (PERIODS["O1"].days or 0)
"""Days for which the drive of a deleted account stays at least, whatever keeps it."""
_QUOTE = "'"
_PAID, _GONE = frozenset({"enabled", "warning"}), frozenset({"deleted", "lockedout", "suspended"})


@dataclass(slots=True)
class Mailboxes:
    """The mailboxes of some accounts."""

    present: dict[str, list[Row]] = field(default_factory=dict)
    """By the id of the user in lower case."""
    deleted: set[str] = field(default_factory=set)
    """Ids, in lower case, of users who have one that is deleted softly."""


@value_class
class Secured:
    """What secures the data of some accounts."""

    mailboxes: Mailboxes
    plans: Mapping[str, tuple[tuple[str, str, str], ...]]
    """By the id of a user in lower case: service, state and id of each plan, all in lower case."""
    drives_by_policy: bool
    doubt: str
    """Why a policy may keep a drive that is not counted as kept; empty where none does."""
    backup: Backup | None
    """None where a policy keeps all drives."""
    hold_days: int | str | None
    policies: MailPolicies
    sizes: Mapping[str, int]
    """Bytes in the mailboxes that policies alone hold, by their ids (`sizes_behind_policies`)."""

    def lacking(self, user_id: str) -> list[str]:
        """Return what of the account's data is not secured, in words; nothing where all of it is."""
        return [one for one in (*self._of_mailbox(user_id), *self._of_drive(user_id)) if one]

    def _of_mailbox(self, user_id: str) -> list[str]:
        rows = self.mailboxes.present.get(user_id, [])
        states = {
            state
            for service, state, plan in self.plans.get(user_id, ())
            if service == "exchange" and plan not in _NO_MAILBOX
        }
        deleted = ["its mailbox is deleted softly"] if user_id in self.mailboxes.deleted else []
        if rows or deleted:
            unpaid = not states & _PAID
            return [*deleted, *(self._mailbox_lacks(one, unpaid=unpaid) for one in rows)]
        return (
            ["it has a licence for a mailbox, and none was listed"]
            if states - {"deleted", "lockedout"}
            else []
        )

    def _mailbox_lacks(self, row: Row, *, unpaid: bool) -> str:
        """Return what its mailbox lacks; that it is `unpaid` the directory says, and Exchange may say it only later."""
        try:
            found = held(row, self.hold_days, self.policies, self.sizes)
        except MisreadError as misread:
            return f"what its mailbox says is not understood: {misread}"
        if found.lasts and needs_licence(row) and (unpaid or lost_its_licence(row)):
            return "its mailbox is held and has no licence, so that nobody can say whether it stays"
        if found.doubt and not found.lasts:
            return f"what holds its mailbox is not known: {found.doubt}"
        return "" if found.lasts else f"its mailbox has no hold of its own that lasts, but {found.found}"

    def _of_drive(self, user_id: str) -> list[str]:
        plans = self.plans.get(user_id, ())
        states = {state for service, state, plan in plans if gives_drive(service, plan)}
        if not states:
            return []
        if not states & _PAID:
            if states - _GONE:
                return [f"whether its drive has a licence is not understood: {', '.join(sorted(states))}"]
            return ["its drive has no licence, and unpaid drives are erased whatever keeps them"]
        if self.drives_by_policy:
            return []
        lacks = self._backup_lacks(user_id)
        why = f" ({self.doubt})" if self.doubt else ""
        return (
            [f"its drive is kept by no retention policy over all of OneDrive, and by {lacks}{why}"]
            if lacks
            else []
        )

    def _backup_lacks(self, user_id: str) -> str:
        """Return, after "by", what of a copy is missing; empty where one outlasts the drive.

        One that is over when the drive is has kept nothing that was not there anyway, as with a policy (`cover_of`).
        """
        backup = self.backup
        policy = None if backup is None else backup.policy
        if backup is None or policy is None or DRIVE_BACKUP.workload.key(user_id) not in backup.in_order:
            return "no backup"
        if not backup.is_lasting:
            return f"a backup of which the service says {backup.status}: nothing in it is sure to stay"
        if policy.keeps_days is None:
            return "a backup that does not say for how long"
        if policy.keeps_days <= _STAYS:
            return (
                f"a backup whose restore points are over after {policy.keeps_days} days, where a deleted drive stays "
                f"for {_STAYS} anyway"
            )
        return ""


async def mailboxes_of(tenant: Reader, users: Mapping[str, str], *, alone: bool = False) -> Mailboxes:
    """Return the mailboxes of users; no list is ever held.

    Args:
        tenant: where.
        users: by their ids in lower case, their names: a mailbox that does not tell whose it is, is known by its name.
        alone: whether nothing but their mailboxes is asked for, which is for few users.

    Raises:
        HoldfastError: when a part could not be read; or one of `NOT_UNDERSTOOD`.
    """
    by_name = {one_case(name): user for user, name in users.items()}

    def take(found: Mailboxes, source: Source, row: Row) -> None:
        """Keep one row of somebody who was asked for."""
        user = mailbox_id(row) or by_name.get(one_case(required(row, "UserPrincipalName", as_text)), "")
        if user not in users:
            return
        if source.gone:
            found.deleted.add(user)
        else:
            found.present.setdefault(user, []).append(row)

    lists = Lists(
        endpoint=Endpoint.EXCHANGE,
        sources=_sources(_only(users) if alone else {}),
        columns=(*WHO, *KEPT_BY),
        slice_by="Alias",
    )
    listener = Listener(lists, Mailboxes, take)
    await read_together(tenant, [listener])
    return listener.made()


def _sources(narrowed: Mapping[str, str]) -> tuple[Source, Source]:
    """Return the lists of mailboxes that are there, and of those that are deleted softly."""
    asked = {"ResultSize": "Unlimited", **narrowed}
    return (
        Source(invocation=Invocation("Get-Mailbox", asked)),
        Source(invocation=Invocation("Get-Mailbox", {**asked, "SoftDeletedMailbox": True}), gone=True),
    )


def _only(users: Mapping[str, str]) -> dict[str, str]:
    said = [
        f"{column} -eq '{value.replace(_QUOTE, _QUOTE * 2)}'"
        for user, name in users.items()
        for column, value in ((DIRECTORY_ID, user), ("UserPrincipalName", name))
    ]
    return {"Filter": " -or ".join(said)}


async def read_secured(
    tenant: Reader,
    mailboxes: Mailboxes,
    user_ids: Collection[str],
    hold_days: int | str | None,
    seen: Backup | None = None,
) -> Secured:
    """Return what secures the data of users; a hold counts that is for `hold_days` at least.

    Args:
        tenant: where.
        mailboxes: theirs.
        user_ids: in lower case.
        hold_days: for how long a mailbox has to be held.
        seen: the backup of drives as a look at all users had it, where one of them is looked at once more: what it had
            of his drive is then read again, and nothing else.

    Raises:
        HoldfastError: when a part could not be read.
        MisreadError: when a part was not understood.
    """
    plans, (rows, rules) = await asyncio.gather(_plans(tenant, sorted(user_ids)), read_rows(tenant))
    policies = tuple(policy_of(row, rules) for row in rows)
    cover = cover_of(DRIVES, Organization(policies=policies), _STAYS)
    by_policy = bool(cover.keepers)
    mail = mail_policies_of(rows, rules)
    theirs = ((row, hold_days) for user in user_ids for row in mailboxes.present.get(user, ()))
    sizes = await sizes_behind_policies(tenant, theirs, mail)
    copied = None if by_policy else await _copied(tenant, user_ids, seen)
    return Secured(mailboxes, plans, by_policy, cover.doubt, copied, hold_days, mail, sizes)


async def _copied(tenant: Reader, user_ids: Collection[str], seen: Backup | None) -> Backup:
    workload = DRIVE_BACKUP.workload
    keys = [workload.key(one) for one in user_ids]
    if seen is None:
        return await read_backup(tenant, workload, keys)
    (key,) = keys
    return await read_unit_again(tenant, workload, seen, key)


async def _plans(tenant: Reader, user_ids: list[str]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    parts = [user_ids[start : start + _IN_ONE_FILTER] for start in range(0, len(user_ids), _IN_ONE_FILTER)]
    pages = await asyncio.gather(
        *(tenant.graph.collection("/users?$select=id,assignedPlans", one_of("id", part)) for part in parts)
    )
    found = {required(row, "id", as_guid): _plans_of(row) for page in pages for row in page}
    if lost := sorted(set(user_ids) - set(found)):
        raise MisreadError("id", "a row for every user that was asked for", f"none for {', '.join(lost)}")
    return found


def _plans_of(row: Row) -> tuple[tuple[str, str, str], ...]:
    plans = [as_object(one, "assignedPlans[]") for one in required(row, "assignedPlans", as_list)]
    return tuple(
        (
            (member(one, "service", as_text) or "").casefold(),
            required(one, "capabilityStatus", as_text).casefold(),
            required(one, "servicePlanId", as_guid),
        )
        for one in plans
    )
