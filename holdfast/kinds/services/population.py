"""A rule over members that come and go: all of them are read, each is judged or named, and the size is checked.

Of each member only two ids are kept (some 80 bytes each), its own and its user's, and of those that do not obey what a
report says of them. A member that comes twice is unknown: where one comes twice, another may not have come at all.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from holdfast.kinds.decode import MisreadError, as_text, required
from holdfast.kinds.kind import Judgement, LiveObject, PopulationKind, Uncounted, Unjudged
from holdfast.model.accepted import covers
from holdfast.model.errors import HoldfastError, PartlyDoneError, ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_slices import PagingRefusedError
from holdfast.tenant.plan_holders import Holder, plan_holders

if TYPE_CHECKING:
    import re
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from holdfast.kinds.kind import Violation
    from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]

T = TypeVar("T")

_TWICE = "comes twice in the answer, so that others may be missing from it"

_OWN_REFUSALS = frozenset({400, 404, 409, 422})
"""Statuses that are about the one member: the next would get another answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list in which a service has members of the population."""

    invocation: Invocation
    exempt: Reason | None = None
    """Why none of them can be in reach; None where each is judged."""
    gone: bool = False
    """Its members are deleted: their users should have others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What one member came to. With neither reason nor violation it obeys."""

    member: str
    exempt: Reason | None = None
    """Why the rule does not reach it."""
    breaks: tuple[Violation, ...] = ()
    exceeds: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CmdletPopulation(PopulationKind):
    """A population that `Get-` cmdlets list and `Set-` cmdlets change. A subclass says who, what and how."""

    unmendable: ClassVar[str] = "unmendable"
    """Output that names the members that break the rule and that no update mends: they make no update due."""

    accepted: ClassVar[str] = "accepted"
    """Output that names what was spared when the rule was last read or applied: an update is due when it is another."""

    endpoint: Endpoint
    columns: tuple[str, ...]
    """Properties that are read of each member; `slice_by`, `row_id` and `directory_id` among them."""
    slice_by: str
    """Property that every member has, and by whose first letters lists are cut where the service refuses pages."""
    row_id: str
    """Property that holds the member's own id, which no other has."""
    directory_id: str
    """Property that holds the id of the member's user."""
    plans: re.Pattern[str]
    """Names of the service plans whose holders must be among the members."""
    licensing: re.Pattern[str]
    """Names of the service plans that license what the rule asks: no holder can be out of its reach for want of one."""

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
        """Return the names, without letter case, that `rule` leaves out."""
        raise NotImplementedError

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule that most of the tenant's members obey already, for an import."""
        raise NotImplementedError

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Measure every member, and hold the list of them against the users that have the service's plan."""
        holders = plan_holders(tenant, self.plans, self.licensing)
        # Asked for while the members are read: in a tenant of one page it costs no request of its own.
        first = asyncio.ensure_future(_next_page(holders))
        try:
            tally = await self._measure(tenant, rule)
            return tally.judgement(await self._missing(await first, holders, tally, self.leaves_out(rule)))
        except _UncountedError as error:
            return tally.judgement((), error.uncounted)
        finally:
            first.cancel()
            await asyncio.wait([first])

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return nothing: a tenant stores what its members have, not rules (see `Kind.collect`)."""
        return []

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the members that break it; an import finds the tenant's usual rule."""
        rule = dict(inputs) if inputs else await self.usual_rule(tenant)
        violations = await self._to_mend(tenant, rule)
        notes = {
            self.notes: [_told(one) for one in violations if one.remedy],
            self.unmendable: [_told(one) for one in violations if not one.remedy],
        }
        notes[self.accepted] = list(self.spared)
        broken = {name: told for name, told in notes.items() if told}
        return LiveObject(id=self.key, key=self.key, inputs=rule, unmodelled=broken)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Mend every member that breaks the rule (see `Kind.create`)."""
        await self.update(tenant, self.key, {}, inputs)
        return self.key

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Mend the members that break the rule and can be mended, all of them (see `Kind.update`).

        Raises:
            PartlyDoneError: when the service refused single members; all others are mended.
            WriteError: when others were refused for a cause that is not their own, such as a permission.
        """
        remedies = [one.remedy for one in await self._to_mend(tenant, new) if one.remedy]
        refused = [one for one in await tenant.cmdlets.run_all(self.endpoint, remedies) if one]
        if not refused:
            return
        others = [one for one in refused if one.status not in _OWN_REFUSALS]
        first = (others or refused)[0]
        told = (
            f"{len(refused)} of {len(remedies)} {self.noun} could not be changed; the first: {first.message}"
        )
        if others:
            raise WriteError("members-not-changed", told, status=first.status)
        raise PartlyDoneError("members-refused", f"{told}; the others are done", status=first.status)

    async def _to_mend(self, tenant: Reader, rule: Mapping[str, Any]) -> list[Violation]:
        """Return what breaks `rule`, but for what is accepted."""
        judgement = (await self._measure(tenant, rule)).judgement(())
        return [
            one
            for one in judgement.violations
            if not any(covers(written, one.path()) for written in self.spared)
        ]

    async def pick(
        self, tenant: Reader, rule: Mapping[str, Any], choose: Callable[[Row], T | None]
    ) -> list[T]:
        """Return what `choose` makes of the members that are judged, where it makes something; strange ones are left.

        Raises:
            ReadError: when a part could not be read.
        """

        async def picked(pages: Any) -> list[T]:
            """Return what is chosen from pages that are read in one of two ways."""
            found: list[T] = []
            for source in self.sources(rule):
                if source.exempt is None:
                    async for page in pages(self.endpoint, source.invocation, self.columns):
                        found += [one for row in page if (one := _chosen(choose, row)) is not None]
            return found

        return await self._whole(tenant, picked)

    async def _measure(self, tenant: Reader, rule: Mapping[str, Any]) -> _Tally:
        """Return every member, counted."""
        return await self._whole(tenant, partial(self._read_all, rule))

    async def _whole(self, tenant: Reader, read: Callable[[Any], Awaitable[T]]) -> T:
        """Return what `read` makes of all pages; where the service refuses those, of slices that come whole."""
        try:
            return await read(tenant.cmdlets.pages)
        except PagingRefusedError:
            return await read(partial(tenant.cmdlets.slices, by=self.slice_by))

    async def _read_all(self, rule: Mapping[str, Any], pages: Any) -> _Tally:
        tally = _Tally(self, self.ruler(rule))

        async def read(source: Source) -> None:
            async for page in pages(self.endpoint, source.invocation, self.columns):
                for row in page:
                    tally.take(source, row)

        try:
            async with asyncio.TaskGroup() as readers:
                for source in self.sources(rule):
                    readers.create_task(read(source))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None
        return tally

    async def _missing(
        self,
        page: list[Holder] | HoldfastError | None,
        holders: AsyncIterator[list[Holder]],
        tally: _Tally,
        left_out: frozenset[str],
    ) -> tuple[Unjudged, ...]:
        """Return the users of `page` and those after it that have the plan and are not among the members.

        Members that are exempt for want of a licence which the directory says they have are unknown from then on.
        """
        why = f"has the licence and is not among the {self.noun} that the tenant answered with"
        found: dict[str, Unjudged] = {}
        while isinstance(page, list):
            for one in page:
                number = _number(one.id)
                if one.licensed:
                    tally.contradict(number)
                if one.member and number not in tally.seen and one.name.casefold() not in left_out:
                    found[one.id] = Unjudged(member=one.name, why=why)
            page = await _next_page(holders)
        if isinstance(page, ReadError):
            told = f"whether these are all {self.noun} is unknown: {page.message}"
            raise _UncountedError(Uncounted(reason=Reason(page.reason), told=told))
        if page is not None:
            raise page
        return tuple(found.values())


class _UncountedError(Exception):
    """The independent count could not be had."""

    def __init__(self, uncounted: Uncounted) -> None:
        super().__init__(uncounted.told)
        self.uncounted = uncounted


class _Tally:
    """Members counted so far."""

    def __init__(self, kind: CmdletPopulation, rule_on: Callable[[Row], Ruling]) -> None:
        self._kind = kind
        self._rule_on = rule_on
        self._covered = 0
        self._violations: list[Violation] = []
        self._exceeding: list[Violation] = []
        self._exempt: dict[str, list[str]] = {}
        self._unjudged: list[Unjudged] = []
        self.seen: set[int | None] = set()
        """Ids of users whose members were answered, as numbers, which are smaller than texts."""
        self._came: dict[bool, set[int | str]] = {False: set(), True: set()}
        """Ids of the members that were answered; apart for those that are gone, whom another list may have as well."""
        self._unlicensed: dict[int, list[str]] = {}
        """Members that are exempt for want of a licence, by the number of their user."""

    def take(self, source: Source, row: Row) -> None:
        """Count one row."""
        try:
            name = self._kind.member_name(row)
            if not source.gone:
                self.seen.add(_number(row.get(self._kind.directory_id)))
            row_id = required(row, self._kind.row_id, as_text)
            if not _is_new(self._came[source.gone], row_id):
                self._unjudged.append(Unjudged(member=name, why=_TWICE))
                return
            if source.exempt:
                self._exempt.setdefault(source.exempt, []).append(name)
                return
            ruling = self._rule_on(row)
        except MisreadError as error:
            self._unjudged.append(Unjudged(member=self._any_name(row), why=str(error)))
            return
        if ruling.exempt:
            number = _number(row.get(self._kind.directory_id))
            if ruling.exempt is Reason.LICENCE and number is not None:
                self._unlicensed.setdefault(number, []).append(ruling.member)
            else:
                self._exempt.setdefault(ruling.exempt, []).append(ruling.member)
            return
        self._covered += not ruling.breaks
        self._violations += ruling.breaks
        self._exceeding += ruling.exceeds

    def contradict(self, number: int | None) -> None:
        """Take a user's member, which is exempt for want of a licence, for unknown: the directory says it has one."""
        members = self._unlicensed.pop(number, []) if number is not None else []
        why = "has a licence by the directory and none by the service: which of them is right cannot be said"
        self._unjudged += [Unjudged(member=member, why=why) for member in members]

    def judgement(self, missing: tuple[Unjudged, ...], uncounted: Uncounted | None = None) -> Judgement:
        """Return the count, with the members that are `missing` from it."""
        exempt = {reason: list(names) for reason, names in self._exempt.items()}
        for names in self._unlicensed.values():
            exempt.setdefault(Reason.LICENCE, []).extend(names)
        return Judgement(
            covered=self._covered,
            violations=_sorted(self._violations),
            exempt={reason: tuple(sorted(names)) for reason, names in sorted(exempt.items())},
            exceeding=_sorted(self._exceeding),
            unjudged=tuple(sorted([*self._unjudged, *missing], key=lambda one: (one.member, one.why))),
            uncounted=uncounted,
        )

    def _any_name(self, row: Row) -> str:
        """Return what the row can be found by: one that cannot be understood may lack its name."""
        values = (
            row.get(name) for name in (self._kind.slice_by, self._kind.directory_id, *self._kind.columns)
        )
        try:
            return self._kind.member_name(row)
        except MisreadError:
            return next((value for value in values if isinstance(value, str) and value), "one without a name")


def _chosen(choose: Callable[[Row], T | None], row: Row) -> T | None:
    try:
        return choose(row)
    except MisreadError:
        return None


def _sorted(violations: list[Violation]) -> tuple[Violation, ...]:
    return tuple(sorted(violations, key=lambda one: (one.member, one.property)))


def _number(user_id: object) -> int | None:
    try:
        return int(user_id.replace("-", ""), 16) if isinstance(user_id, str) else None
    except ValueError:
        return None


def _is_new(came: set[int | str], member_id: str) -> bool:
    """Return whether nobody of this id was among those that `came`; from now on somebody is."""
    before = len(came)
    came.add(_number(member_id) or member_id.casefold())
    return len(came) > before


async def _next_page(
    holders: AsyncIterator[list[Holder]],
) -> list[Holder] | HoldfastError | None:
    """Return the next page, None after the last, or why there is none: it is looked at only when it is wanted."""
    try:
        return await anext(holders, None)
    except HoldfastError as error:
        return error


def _told(violation: Violation) -> str:
    why = f" ({violation.note})" if violation.note else ""
    return (
        f"{violation.member}: {violation.property} should be {_word(violation.expected)}, "
        f"is {_word(violation.found)}{why}"
    )


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
