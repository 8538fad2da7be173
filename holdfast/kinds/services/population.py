"""A rule over members that come and go: all of them are read, each is judged or named, and the size is checked."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.judgement import Judgement
from holdfast.kinds.live import LiveObject
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.judging import judge_alone
from holdfast.kinds.services.reading import Listener, Lists, read_together
from holdfast.kinds.services.tally import Tally
from holdfast.model.errors import PartlyDoneError, WriteError
from holdfast.tenant.cmdlet_wire import Invocation
from holdfast.tenant.plan_holders import Plans

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Violation
    from holdfast.kinds.services.judging import Apart
    from holdfast.kinds.services.reading import Source
    from holdfast.kinds.services.tally import Ruling
    from holdfast.tenant.cmdlet_wire import Endpoint
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]

T = TypeVar("T")

_AT_ONCE = 500
"""Members that are mended before it is asked how long ago they were looked at."""
_SEEN_FOR = timedelta(minutes=2)
OWN_REFUSALS = frozenset({400, 404, 409, 422})
"""Statuses that are about the one member: the next would get another answer."""


def raise_for_refused(
    refused: Sequence[WriteError], tried: int, noun: str, own: frozenset[int] = OWN_REFUSALS
) -> None:
    """Do nothing where no member was refused.

    Args:
        refused: what the service answered, one for each member that it did not change.
        tried: number of members that were to be changed.
        noun: what the members are called, in the plural.
        own: statuses that are about the one member.

    Raises:
        PartlyDoneError: when the service refused single members; all others are changed.
        WriteError: when others were refused for a cause that is not their own, such as a permission.
    """
    if not refused:
        return
    others = [one for one in refused if one.status not in own]
    first = (others or refused)[0]
    told = f"{len(refused)} of {tried} {noun} could not be changed; the first: {first.message}"
    if others:
        raise WriteError("members-not-changed", told, status=first.status)
    raise PartlyDoneError("members-refused", f"{told}; the others are done", status=first.status)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CmdletPopulation(PopulationKind):
    """A population that `Get-` cmdlets list and `Set-` cmdlets change. A subclass says who, what and how."""

    unmendable: str = "unmendable"
    accepted: str = "accepted"
    endpoint: Endpoint
    columns: tuple[str, ...]
    """Properties that are read of each member; `slice_by`, `row_id` and `directory_id` among them."""
    slice_by: str
    """Property that every member has, and by whose first letters lists are cut where the service refuses pages."""
    row_id: str
    """Property that holds the member's own id, which no other has."""
    directory_id: str
    """Property that holds the id of the member's user."""
    plans: re.Pattern[str] | None
    """Names of the service plans whose holders must be among the members; None where no directory counts them."""
    licensing: re.Pattern[str] | None
    """Names of the service plans that license what the rule asks: no holder can be out of its reach for want of one."""
    is_gone: Callable[[Row], bool] | None = None
    """Whether a member is left over from a user who is deleted, so that it is not the one that a user should have; None
    where a list has none of that sort."""
    turn: str = ""
    """What of a member other rules change as well, in a word: those of one word look and change one after another. Else
    each would change what it saw before the other one did, and put its own shorter hold in the place of a longer one;
    empty where no other rule changes it."""
    always_there: Callable[[Row], bool] | None = None
    """Whether a member is the service's own, without which no list is whole; None where there is no such one."""

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the lists that together hold every member, each once."""
        raise NotImplementedError

    def member_name(self, row: Row) -> str:
        """Return the member's name.

        Raises:
            MisreadError: when it has none.
        """
        raise NotImplementedError

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one row by `rule`; it raises `MisreadError` for what nobody has seen."""
        raise NotImplementedError

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return the names of members and ids of their users, without letter case, that `rule` leaves out."""
        raise NotImplementedError

    async def looked_up(self, tenant: Reader, rule: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return `rule` with what it calls by a name of another service looked up; itself where it calls nothing so.

        Raises:
            HoldfastError: when that could not be read; or one of `NOT_UNDERSTOOD`.
        """
        return rule

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> Apart | None:
        """Return what says of members that wait whether they obey; None where their lists say all.

        Raises:
            HoldfastError: when it could not be read.
        """
        return None

    async def read_after(self, tenant: Reader, apart: Apart, waiting: Iterator[str]) -> Apart:
        """Return what says of the members that are `waiting`, by the ids they wait by, whether they obey.

        It is asked once the lists are read: for what is told of one member at a time. `apart` itself where that says
        all.

        Raises:
            HoldfastError: when it could not be read.
        """
        return apart

    def population(self) -> CmdletPopulation | None:
        """Return itself (see `PopulationKind.population`)."""
        return self

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule that most of the tenant's members obey already, for an import."""
        raise NotImplementedError

    @property
    def counted(self) -> Plans | None:
        """Which plans the list of members is held against; None where no directory counts them."""
        return Plans(self.plans, self.licensing) if self.plans and self.licensing else None

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts every member by `rule` while the lists are read."""
        return Listener(self._lists(self.sources(rule)), partial(Tally, self, self.ruler(rule)), Tally.take)

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Measure every member, and hold the list of them against the users that have the service's plan."""
        return await judge_alone(tenant, self, rule)

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the members that break it; an import finds the tenant's usual rule."""
        rule = dict(inputs) if inputs else await self.usual_rule(tenant)
        return self.in_state(rule, (await self._measure(tenant, rule)).judgement(()))

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Mend the members that break the rule and can be mended, all of them (see `Kind.update`).

        Raises:
            PartlyDoneError: when the service refused single members; all others are mended.
            WriteError: when others were refused for a cause that is not their own, such as a permission.
        """
        async with tenant.cmdlets.turn(self.turn) if self.turn else nullcontext():
            refused, sent = list[WriteError](), set[str]()
            while due := await self._due(tenant, new, sent):
                refused += await self._mend(tenant, due, sent)
                if sent >= due.keys():
                    break
        raise_for_refused(refused, len(sent), self.noun)

    async def _due(
        self, tenant: Reader, rule: Mapping[str, Any], sent: Collection[str]
    ) -> dict[str, Invocation]:
        """Return what mends the members by what is read now, by how each is written out, but for what was sent."""
        judgement = (await self._measure(tenant, rule)).judgement(())
        remedies = {str(one): one for one in self.remedies(self.to_mend(judgement))}
        return {written: one for written, one in remedies.items() if written not in sent}

    async def _mend(self, tenant: Tenant, due: Mapping[str, Invocation], sent: set[str]) -> list[WriteError]:
        """Send what is due, and note it, for as long as what was seen can be taken for what is there; return refusals.

        Whoever changes a member meanwhile, such as by a longer hold, is else undone by what was seen before.
        """
        refused, many = list[WriteError](), [*due.items()]
        last = tenant.service_time() + _SEEN_FOR if len(many) > _AT_ONCE else None
        for start in range(0, len(many), _AT_ONCE):
            if start and last is not None and tenant.service_time() > last:
                break
            part = dict(many[start : start + _AT_ONCE])
            sent.update(part)
            outcomes = await tenant.cmdlets.run_all(self.endpoint, [*part.values()])
            refused += [one for one in outcomes if one]
        return refused

    def remedies(self, broken: Sequence[Violation]) -> list[Invocation]:
        """Return the cmdlets that mend what is `broken`."""
        return [one.remedy for one in broken if isinstance(one.remedy, Invocation)]

    async def pick(
        self, tenant: Reader, rule: Mapping[str, Any], choose: Callable[[Row], T | None]
    ) -> list[T]:
        """Return what `choose` makes of the members that are judged, where it makes something; strange ones are left.

        Raises:
            ReadError: when a part could not be read.
        """

        def take(found: list[T], _: Source, row: Row) -> None:
            """Keep what is chosen of one row."""
            if (one := _chosen(choose, row)) is not None:
                found.append(one)

        judged = [one for one in self.sources(rule) if one.exempt is None]
        listener: Listener[list[T]] = Listener(self._lists(judged), list, take)
        await read_together(tenant, [listener])
        return listener.made()

    async def _measure(self, tenant: Reader, rule: Mapping[str, Any]) -> Tally:
        """Return every member, counted."""
        known = await self.looked_up(tenant, rule)
        listener = self.tally(known)
        _, apart = await asyncio.gather(read_together(tenant, [listener]), self.read_apart(tenant, known))
        members = listener.made()
        if apart:
            apart = await self.read_after(tenant, apart, members.waiting())
            members.settle(apart.ruler())
        return members

    def _lists(self, sources: Sequence[Source]) -> Lists:
        return Lists(endpoint=self.endpoint, sources=sources, columns=self.columns, slice_by=self.slice_by)


def _chosen(choose: Callable[[Row], T | None], row: Row) -> T | None:
    try:
        return choose(row)
    except MisreadError:
        return None
