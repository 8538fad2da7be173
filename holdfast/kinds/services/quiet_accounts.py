"""Which accounts may be inactive by what the directory says of them, and which of them nobody touches.

What it says alone decides: no mailbox is looked at, and nothing is written.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_guid,
    as_moment,
    as_object,
    as_text,
    member,
    required,
)
from holdfast.kinds.services.group_members import group_members, who_is_in
from holdfast.kinds.services.principals import GROUP
from holdfast.kinds.services.role_assignments import assignments
from holdfast.kinds.services.tally import Ruling
from holdfast.model.directory import SYNC_ROLES
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.normalise.annotations import TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_LAST = "lastSuccessfulSignInDateTime"
_KNOWN_FROM = datetime(2023, 12, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
"""How far the clocks of the service may go ahead of each other."""
_GUEST = "guest"


@value_class
class LeftOut:
    """Whom the rule never touches, by names and ids in lower case."""

    excluded: frozenset[str]
    """By the client's file, one by one or by a group."""
    never: frozenset[str]
    """Emergency accounts, and who synchronises the directory: whoever disabled one of them would do harm."""
    guarded: frozenset[str]
    """Ids of who is in the group of emergency accounts: among those of `never` as well."""


@value_class
class Quiet:
    """An account that may be inactive."""

    id: str
    """In lower case."""
    name: str
    last: datetime | None
    """Its last successful sign-in; None where that is not known."""
    synchronised: bool


@value_class
class Looking:
    """Goes through the accounts one by one."""

    rule: Mapping[str, Any]
    left: LeftOut

    def at(self, row: Row, name: str, user_id: str, now: datetime) -> Ruling | Quiet:
        """Return what one account came to by what the directory says of it, or that it may be inactive.

        Raises:
            MisreadError: when what decides is not understood.
        """
        if exempt := self._exempt(row, {name.casefold(), user_id}):
            return Ruling(member=name, exempt=exempt)
        if not required(row, "accountEnabled", as_boolean):
            return Ruling(member=name)
        before = now - timedelta(days=self.rule["inactiveDays"])
        created = member(row, "createdDateTime", as_moment)
        if created is not None and created > now + _AHEAD:  # else the account were young for ever
            raise MisreadError("createdDateTime", "a moment until now", created.isoformat())
        if created is not None and created > before:
            return Ruling(member=name)
        activity = member(row, "signInActivity", as_object)
        last = member(activity, _LAST, as_moment) if activity else None
        if last is not None and not _KNOWN_FROM <= last <= now + _AHEAD:
            raise MisreadError(_LAST, "a moment between 2023-12-01 and now", last.isoformat())
        if last is not None and last > before:
            return Ruling(member=name)
        return Quiet(user_id, name, last, member(row, "onPremisesSyncEnabled", as_boolean) or False)

    def _exempt(self, row: Row, called: set[str]) -> Reason | None:
        """Return why the rule does not touch an account that is `called` so; None where it may."""
        if called & self.left.never:
            return Reason.NOT_CONCERNED
        if called & self.left.excluded:
            return Reason.EXCLUDED
        guest = (member(row, "userType", as_text) or "").casefold() == _GUEST
        return Reason.TYPE if guest and self.rule.get("includeGuests") is not True else None


async def left_out(tenant: Reader, rule: Mapping[str, Any]) -> LeftOut:
    """Return whom the rule never touches."""
    groups = rule.get("excludedGroups") or []
    emergency = str(rule.get("breakGlassGroup") or "")
    inside, guarded, synchronising = await asyncio.gather(
        asyncio.gather(*(group_members(tenant, one, "excludedGroups") for one in groups)),
        group_members(tenant, emergency, "breakGlassGroup", must=False),
        _synchronising(tenant),
    )
    named, accounts = (
        {account_key(one) for one in rule.get(name) or []} for name in ("excludedUsers", "breakGlassAccounts")
    )
    return LeftOut(frozenset(named.union(*inside)), synchronising | guarded | accounts, guarded)


async def _synchronising(tenant: Reader) -> frozenset[str]:
    """Return the ids of who synchronises, by a role of his own or of a group that he is in."""
    rows = await assignments(tenant, SYNC_ROLES)
    ids = {required(one, "principalId", as_guid) for one in rows}
    groups = sorted(
        required(one, "principalId", as_guid)
        for one in rows
        if required(required(one, "principal", as_object), TYPE, as_text) == GROUP
    )
    inside = await asyncio.gather(*(who_is_in(tenant, one, "roleAssignments") for one in groups))
    return frozenset(ids.union(*inside))


def account_key(account: str) -> str:
    """Return a name or id of an account as all of them are compared: bare, and in lower case."""
    return account.strip().casefold()
