"""Rules over populations judged together: members and holders of plans are asked for once, whoever wants them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from holdfast.kinds.judgement import Judgement, Uncounted, Unjudged
from holdfast.kinds.services.reading import read_together
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, ReadError
from holdfast.model.status import Reason
from holdfast.tenant.plan_holders import plan_holders

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence

    from holdfast.kinds.services.reading import Listener
    from holdfast.kinds.services.tally import Ruling, Tally
    from holdfast.tenant.plan_holders import Holders, Plans
    from holdfast.tenant.tenant import Reader

    Held = tuple[Plans, Holders | HoldfastError]


class Apart(Protocol):
    """What is read beside the lists of members, and says of those that wait whether they obey."""

    def alone(self) -> Judgement | None:
        """Return the judgement where it rests on nothing else, whatever the members are; else None."""
        ...

    def ruler(self) -> Callable[[str, str], Ruling | None]:
        """Return what judges one member by its name and the id by which it waits; None of one that obeys."""
        ...

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the members together with that on what was read."""
        ...


class Measured(Protocol):
    """A rule whose members are counted as their lists are read (see `CmdletPopulation`, which says more of each)."""

    @property
    def noun(self) -> str:
        """What the members are called, plural."""
        ...

    @property
    def counted(self) -> Plans | None:
        """Return the plans whose holders must be among the members; None where no directory counts them."""
        ...

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts every member by `rule` while the lists are read."""
        ...

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return the names of members and ids of their users, without letter case, that `rule` leaves out."""
        ...

    async def looked_up(self, tenant: Reader, rule: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return `rule` with what it calls by a name of another service looked up.

        Raises:
            HoldfastError: when that could not be read; or one of `NOT_UNDERSTOOD`.
        """
        ...

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> Apart | None:
        """Return what says of members that wait whether they obey; None where their lists say all.

        Raises:
            HoldfastError: when it could not be read.
        """
        ...

    async def read_after(self, tenant: Reader, apart: Apart, waiting: Iterator[str]) -> Apart:
        """Return what says of the members that are `waiting` whether they obey.

        Raises:
            HoldfastError: when it could not be read.
        """
        ...


class _Rule:
    """One rule, while members and holders come."""

    def __init__(self, kind: Measured, rule: Mapping[str, Any]) -> None:
        self.kind = kind
        self.members = kind.tally(rule)
        self._rule = rule
        self._apart: Apart | Exception | None = None
        self._left_out = kind.leaves_out(rule)
        self._missing: dict[str, Unjudged] = {}
        self._uncounted: Uncounted | None = None
        self._somebody = not kind.counted
        """Whether the independent count named anybody at all; true where there is none."""

    def hold(self, page: Holders | HoldfastError) -> None:
        """Hold the members against a page of users with the plan, or keep why there is none."""
        if self._uncounted or self.members.error:
            return
        if isinstance(page, HoldfastError):
            self.lose(page)
            return
        self._somebody |= page.member and bool(page.users)
        why = f"has the licence and is not among the {self.kind.noun} that the tenant answered with"
        for user_id, name in self.members.made().hold(page, self._left_out):
            self._missing[user_id] = Unjudged(member=name, why=why)

    def lose(self, error: Exception) -> None:
        """Keep why the independent count could not be had: what was read of the members counts all the same."""
        if isinstance(error, ReadError):
            told = f"whether these are all {self.kind.noun} is unknown: {error.message}"
            self._uncounted = self._uncounted or Uncounted(reason=Reason(error.reason), told=told)
        else:
            self.members.fail(error)

    async def look_apart(self, tenant: Reader) -> None:
        """Keep what is read apart, or why there is none."""
        try:
            self._apart = await self.kind.read_apart(tenant, self._rule)
        except (HoldfastError, *NOT_UNDERSTOOD) as error:
            self._apart = error

    async def look_after(self, tenant: Reader) -> None:
        """Keep what is asked about the members that wait, once it is known who they are, or why there is none."""
        if self._apart is None or isinstance(self._apart, Exception) or self.members.error:
            return
        try:
            waiting = self.members.made().waiting()
            self._apart = await self.kind.read_after(tenant, self._apart, waiting)
        except (HoldfastError, *NOT_UNDERSTOOD) as error:
            self._apart = error

    def outcome(self) -> Judgement | Exception:
        """Return the judgement, or why there is none."""
        apart = self._apart
        if isinstance(apart, Exception):
            return apart
        if apart and (alone := apart.alone()):
            return alone
        if self.members.error:
            return self.members.error
        tally = self.members.made()
        if apart:
            tally.settle(apart.ruler())
        missing = () if self._uncounted else tuple(self._missing.values())
        members = replace(tally.judgement(missing, self._uncounted), notes=self.members.notes)
        if not (self._somebody or members.uncounted):
            members = self._held_against_nobody(members)
        return apart.whole(members) if apart else members

    def _held_against_nobody(self, members: Judgement) -> Judgement:
        """Return `members` where the directory licenses nobody: that is no count of those who are there all the same.

        So it is where the list of subscriptions, or of users with a plan, came without what belongs into it.
        """
        if not (members.covered or members.violations):
            return members
        why = "the directory names nobody who has the licence, though there are some"
        told = f"whether these are all {self.kind.noun} is unknown: {why}"
        return replace(members, uncounted=Uncounted(reason=Reason.UNEXPECTED, told=told))


async def judge_together(
    tenant: Reader, rules: Sequence[tuple[Measured, Mapping[str, Any]]]
) -> list[Judgement | Exception]:
    """Measure all members by each of `rules`, and hold them against the users that have the service's plans.

    Returns:
        For each rule its judgement, or why there is none: a `HoldfastError`, or one of `NOT_UNDERSTOOD`. An error of
        one rule is nobody else's; that of a list is the error of all rules that want it.
    """
    begun = await asyncio.gather(*(_begun(tenant, kind, rule) for kind, rule in rules))
    able = [one for one in begun if isinstance(one, _Rule)]
    if able:
        await asyncio.gather(_measure(tenant, able), *(one.look_apart(tenant) for one in able))
        await asyncio.gather(*(one.look_after(tenant) for one in able))
    return [one.outcome() if isinstance(one, _Rule) else one for one in begun]


async def judge_alone(tenant: Reader, kind: Measured, rule: Mapping[str, Any]) -> Judgement:
    """Measure all members by one rule (see `judge_together`).

    Raises:
        HoldfastError: what there is in place of a judgement; or one of `NOT_UNDERSTOOD`.
    """
    (found,) = await judge_together(tenant, [(kind, rule)])
    if isinstance(found, Judgement):
        return found
    raise found


async def _begun(tenant: Reader, kind: Measured, rule: Mapping[str, Any]) -> _Rule | Exception:
    try:
        return _Rule(kind, await kind.looked_up(tenant, rule))
    except (HoldfastError, *NOT_UNDERSTOOD) as error:
        return error


async def _measure(tenant: Reader, rules: Sequence[_Rule]) -> None:
    """Have every rule count its members, and those who should be among them, where a directory knows them."""
    counted = [one for one in rules if one.kind.counted]
    if not counted:
        await read_together(tenant, [one.members for one in rules])
        return
    holders = plan_holders(
        tenant, tuple(dict.fromkeys(one.kind.counted for one in counted if one.kind.counted))
    )
    # Asked for while the members are read: in a tenant of one page it costs no request of its own.
    first = asyncio.ensure_future(_next(holders))
    try:
        await read_together(tenant, [one.members for one in rules])
        if not all(one.members.error for one in counted):
            await _hold(await first, holders, counted)
    finally:
        first.cancel()
        await asyncio.wait([first])


async def _hold(held: Held | Exception | None, holders: AsyncIterator[Held], rules: Sequence[_Rule]) -> None:
    """Hold the members that each rule counted against the users that `held` and what follows it name."""
    while held is not None:
        if isinstance(held, Exception):
            for one in rules:
                one.lose(held)
            return
        plans, page = held
        for one in rules:
            if one.kind.counted == plans:
                one.hold(page)
        held = await _next(holders)


async def _next(holders: AsyncIterator[Held]) -> Held | Exception | None:
    """Return the next page, None after the last, or why there is none: it is looked at only when it is wanted."""
    try:
        return await anext(holders, None)
    except (HoldfastError, *NOT_UNDERSTOOD) as error:
        return error
