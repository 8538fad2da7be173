"""Who holds a service: users to whom one of its plans is assigned, asked of the directory and not of the service.

So a service's own list of its members can be held against another count. It is asked once for all who want it: a plan
that matters to several populations stands in one question. Source: `assignedPlans` of
https://learn.microsoft.com/graph/api/resources/user, filtered as an advanced query (2026-11-25), for which
https://learn.microsoft.com/graph/query-parameters has the example; such an address may have 2,048 characters:
https://learn.microsoft.com/graph/known-issues (2026-11-28). A plan whose subscription has run out and can be renewed
(`Warning`) is still held: https://learn.microsoft.com/graph/api/resources/assignedplan (2026-11-28).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.model.directory import is_guid
from holdfast.model.errors import HoldfastError, ReadError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import Condition

if TYPE_CHECKING:
    import re
    from collections.abc import AsyncIterator, Collection, Iterable, Sequence

    from holdfast.tenant.tenant import Reader

_PLANS_IN_ONE_FILTER = 5
"""Twice as many conditions: an address of some 1,400 characters."""
_HELD = ("Enabled", "Warning")
"""States in which a user has a plan."""
_PAGE = 999
_MISSING = "an id or a name is missing"
_LONGEST_SHOWN = 80
_PLANS_NOT_READ = (
    "a user has fifty plans, which with each row would be most of a check; whoever is named too much is missed among "
    "the service's own members, or contradicts what they say, and both are told as UNKNOWN"
)


@value_class
class Plans:
    """Which service plans matter to a population, by their names."""

    members: re.Pattern[str]
    """They make their holders members of it."""
    licensing: re.Pattern[str]
    """They license their holders for what the rule asks."""


@value_class
class Holders:
    """A page of users, and what follows from one of the plans of each; who holds several may come several times."""

    users: Sequence[tuple[str, str]]
    """Ids and user principal names."""
    member: bool
    """The plan makes them members of the service's population."""
    licensed: bool
    """The plan licenses them for what the rule asks."""


@value_class
class _Says:
    """What one plan says to one of those who ask."""

    plans: Plans
    member: bool
    licensed: bool


@value_class
class _Question:
    """Users with one of some plans, all of which say the same to the same."""

    says: frozenset[_Says]
    pages: AsyncIterator[list[tuple[str, str]]]
    """Ids and names."""


async def plan_holders(
    tenant: Reader, wanted: Collection[Plans]
) -> AsyncIterator[tuple[Plans, Holders | HoldfastError]]:
    """Yield by pages, for each of `wanted`, the users who hold a plan whose name it matches.

    The first page of each question is asked for in the same moment, so that all of them travel together. A question
    that fails is told to those who wanted it in the place of a page, and nothing more is asked for those alone.

    Raises:
        HoldfastError: when the subscriptions could not be read, by which nobody can be answered.
    """
    rows = await tenant.graph.collection("/subscribedSkus?$select=capabilityStatus,servicePlans", leads=True)
    sought: dict[str, set[_Says]] = {}
    lost: set[Plans] = set()
    for plans in wanted:
        try:
            for plan_id, says in _of_subscriptions(rows, plans):
                sought.setdefault(plan_id, set()).add(says)
        except ReadError as error:
            lost.add(plans)
            yield plans, error
    questions = _questions(tenant, sought)
    firsts = await asyncio.gather(*(_next(one.pages) for one in questions))
    for question, first in zip(questions, firsts, strict=True):
        page = first
        while page is not None and not all(one.plans in lost for one in question.says):
            for one in question.says:
                yield (
                    one.plans,
                    page if isinstance(page, HoldfastError) else Holders(page, one.member, one.licensed),
                )
            if isinstance(page, HoldfastError):
                lost |= {one.plans for one in question.says}
            page = await _next(question.pages)


def _questions(tenant: Reader, sought: dict[str, set[_Says]]) -> list[_Question]:
    """Return what to ask of the directory, by the ids of plans and to whom they say what."""
    alike: dict[frozenset[_Says], list[str]] = {}
    for plan_id, says in sorted(sought.items()):
        alike.setdefault(frozenset(says), []).append(plan_id)
    return [
        _Question(says, _users(tenant, ids[start : start + _PLANS_IN_ONE_FILTER]))
        for says, ids in alike.items()
        for start in range(0, len(ids), _PLANS_IN_ONE_FILTER)
    ]


async def _users(tenant: Reader, plan_ids: Sequence[str]) -> AsyncIterator[list[tuple[str, str]]]:
    holds = " or ".join(
        f"assignedPlans/any(p:p/servicePlanId eq {one} and p/capabilityStatus eq '{state}')"
        for one in plan_ids
        for state in _HELD
    )
    path = f"/users?$select=id,userPrincipalName&$count=true&$top={_PAGE}"
    async for page in tenant.graph.pages(path, Condition(holds, None, _PLANS_NOT_READ)):
        yield [(_told_id(row.get("id")), _told(row.get("userPrincipalName"))) for row in page]


async def _next(
    pages: AsyncIterator[list[tuple[str, str]]],
) -> list[tuple[str, str]] | HoldfastError | None:
    """Return the next page, None after the last, or why there is none."""
    try:
        return await anext(pages, None)
    except HoldfastError as error:
        return error


def _of_subscriptions(rows: Iterable[dict[str, Any]], plans: Plans) -> list[tuple[str, _Says]]:
    """Return the ids of the tenant's plans that matter, each with what it says.

    Raises:
        ReadError: when one of them is not understood.
    """
    found: list[tuple[str, _Says]] = []
    for row in rows:
        of_row = row.get("servicePlans")
        if not isinstance(of_row, list) or not all(isinstance(plan, dict) for plan in of_row):
            raise _unexpected("the plans of a subscription are no list")
        for plan in of_row:
            name = _told(plan.get("servicePlanName"))
            says = _Says(plans, bool(plans.members.match(name)), bool(plans.licensing.match(name)))
            if says.member or says.licensed:
                found.append((_told_id(plan.get("servicePlanId")), says))
    return found


def _told(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _unexpected(_MISSING)
    return value


def _told_id(value: object) -> str:
    """Return an id as it is written; by another text nobody, and no plan, is meant."""
    if not is_guid(told := _told(value)):
        raise _unexpected(f"{told[:_LONGEST_SHOWN]!r} is no id")
    return told


def _unexpected(told: str) -> ReadError:
    return ReadError("read-unexpected", f"users and their plans: {told}", Reason.UNEXPECTED)
