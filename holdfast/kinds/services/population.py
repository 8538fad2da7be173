"""A rule over members that come and go: all of them are read, each is judged or named, and the size is checked."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.judgement import Judgement
from holdfast.kinds.kind_class import kind_class
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
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Violation
    from holdfast.kinds.services.judging import Apart
    from holdfast.kinds.services.reading import Source
    from holdfast.kinds.services.tally import Ruling
    from holdfast.tenant.cmdlet_wire import Endpoint
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]

T = TypeVar("T")

_LOOKED_AT_AGAIN = 20
"""Members that are looked at again by one question and then written: two batches, which take seconds."""
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


@kind_class
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

    def only(self, rule: Mapping[str, Any], ids: Sequence[str]) -> Sequence[Source]:
        """Return the lists of nothing but these members, for a look at them right before they are written.

        None where what mends a member is the same whatever became of it since the look at all, such as a switch.

        Args:
            rule: the rule; members that it does not reach may be left out.
            ids: what the service takes for their `Identity`.
        """
        return ()

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule that most of the tenant's members obey already, for an import."""
        raise NotImplementedError

    @property
    def counted(self) -> Plans | None:
        """Which plans the list of members is held against; None where no directory counts them."""
        return Plans(self.plans, self.licensing) if self.plans and self.licensing else None

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts every member by `rule` while the lists are read."""
        return self._counting(rule, self.sources(rule))

    def _counting(self, rule: Mapping[str, Any], sources: Sequence[Source]) -> Listener[Tally]:
        return Listener(self._lists(sources), partial(Tally, self, self.ruler(rule)), Tally.take)

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Measure every member, and hold the list of them against the users that have the service's plan."""
        return await judge_alone(tenant, self, rule)

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the members that break it; an import finds the tenant's usual rule."""
        rule = dict(inputs) if inputs else await self.usual_rule(tenant)
        known = await self.looked_up(tenant, rule)
        members = await self._measure(tenant, known, self.tally(known))
        return self.in_state(rule, members.judgement(()))

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Mend the members that break the rule and can be mended, all of them (see `Kind.update`).

        Raises:
            PartlyDoneError: when the service refused single members; all others are mended.
            WriteError: when others were refused for a cause that is not their own, such as a permission.
        """
        async with tenant.cmdlets.turn(self.turn) if self.turn else nullcontext():
            known = await self.looked_up(tenant, new)
            due = self._due(await self._measure(tenant, known, self.tally(known)))
            tried, refused = 0, list[WriteError]()
            for part in self._parts(known, due):
                tried += len(part)
                fresh = await self._still_due(tenant, known, part)
                refused += [one for one in await tenant.cmdlets.run_all(self.endpoint, fresh) if one]
        raise_for_refused(refused, tried, self.noun)

    def _due(self, members: Tally) -> list[Invocation]:
        """Return what mends the members that break the rule and can be mended, each once."""
        remedies = self.remedies(self.to_mend(members.judgement(())))
        return [*{str(one): one for one in remedies}.values()]

    def _parts(self, rule: Mapping[str, Any], due: Sequence[Invocation]) -> Iterator[list[Invocation]]:
        """Yield what is due in parts that are looked at again and written together; all of it where none is."""
        if not due or not self.only(rule, [_about(due[0])]):
            yield [*due]
            return
        by_member: dict[str, list[Invocation]] = {}
        for one in due:
            by_member.setdefault(_about(one), []).append(one)
        members = iter(by_member.values())
        while part := list(islice(members, _LOOKED_AT_AGAIN)):
            yield [*chain.from_iterable(part)]

    async def _still_due(
        self, tenant: Reader, rule: Mapping[str, Any], part: Sequence[Invocation]
    ) -> list[Invocation]:
        """Return what mends the members of a part by what they are right now; a look at all takes minutes.

        Whoever changed one meanwhile, such as by a longer hold, is else undone by what was seen before.
        """
        members = {_about(one) for one in part}
        sources = self.only(rule, sorted(members))
        if not sources:
            return [*part]
        found = await self._measure(tenant, rule, self._counting(rule, sources))
        return [one for one in self._due(found) if _about(one) in members]

    async def write_chosen(
        self, tenant: Tenant, rule: Mapping[str, Any], choose: Callable[[Row], Invocation | None]
    ) -> list[WriteError]:
        """Change the members for which `choose` says how, each by what it is right before; return what was refused."""
        refused: list[WriteError] = []
        for part in self._parts(rule, await self.pick(tenant, rule, choose)):
            sources = self.only(rule, sorted({_about(one) for one in part}))
            fresh = await self.pick(tenant, rule, choose, sources) if part and sources else part
            refused += [one for one in await tenant.cmdlets.run_all(self.endpoint, fresh) if one]
        return refused

    def remedies(self, broken: Sequence[Violation]) -> list[Invocation]:
        """Return the cmdlets that mend what is `broken`."""
        return [one.remedy for one in broken if isinstance(one.remedy, Invocation)]

    async def pick(
        self,
        tenant: Reader,
        rule: Mapping[str, Any],
        choose: Callable[[Row], T | None],
        sources: Sequence[Source] = (),
    ) -> list[T]:
        """Return what `choose` makes of the members that are judged, where it makes something; strange ones are left.

        All members are meant, or those of some `sources`.

        Raises:
            ReadError: when a part could not be read.
        """

        def take(found: list[T], _: Source, row: Row) -> None:
            """Keep what is chosen of one row."""
            if (one := _chosen(choose, row)) is not None:
                found.append(one)

        judged = [one for one in sources or self.sources(rule) if one.exempt is None]
        listener: Listener[list[T]] = Listener(self._lists(judged), list, take)
        await read_together(tenant, [listener])
        return listener.made()

    async def _measure(self, tenant: Reader, rule: Mapping[str, Any], listener: Listener[Tally]) -> Tally:
        """Return the members that `listener` counts, by a rule of which what it calls by names is looked up."""
        _, apart = await asyncio.gather(read_together(tenant, [listener]), self.read_apart(tenant, rule))
        members = listener.made()
        if apart:
            apart = await self.read_after(tenant, apart, members.waiting())
            members.settle(apart.ruler())
        return members

    def _lists(self, sources: Sequence[Source]) -> Lists:
        return Lists(endpoint=self.endpoint, sources=sources, columns=self.columns, slice_by=self.slice_by)


def _about(invocation: Invocation) -> str:
    """Return the id of the member that a cmdlet changes; empty where it makes one."""
    return str(invocation.parameters.get("Identity", ""))


def _chosen(choose: Callable[[Row], T | None], row: Row) -> T | None:
    try:
        return choose(row)
    except MisreadError:
        return None
