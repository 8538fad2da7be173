"""Who holds a service: users to whom one of its plans is assigned, asked of the directory and not of the service.

So a service's own list of its members can be held against another count. Source: `assignedPlans` of
https://learn.microsoft.com/graph/api/resources/user, filtered as an advanced query (2026-11-25); that two conditions
may stand in one `any` is assumed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    import re
    from collections.abc import AsyncIterator, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

PERMISSIONS = ("LicenseAssignment.Read.All", "User.Read.All")
"""What it takes to ask."""
_PLANS_IN_ONE_FILTER = 5
_PAGE = 999


@dataclass(frozen=True, slots=True)
class Holder:
    """One user, and what follows from one of the plans assigned to them; who holds several may come several times."""

    id: str
    name: str
    """User principal name."""
    member: bool
    """The plan makes them a member of the service's population."""
    licensed: bool
    """The plan licenses them for what the rule asks."""


async def plan_holders(
    tenant: Reader, members: re.Pattern[str], licensing: re.Pattern[str]
) -> AsyncIterator[list[Holder]]:
    """Yield by pages the users with an enabled plan whose name matches `members` or `licensing`.

    The first page of each question is asked for in the same moment, so that all of them travel together.

    Raises:
        ReadError: when the subscriptions or a part of the users could not be read.
    """
    questions = [
        _holders(tenant, ids[start : start + _PLANS_IN_ONE_FILTER], member=member, licensed=licensed)
        for (member, licensed), ids in sorted((await _plan_ids(tenant, members, licensing)).items())
        for start in range(0, len(ids), _PLANS_IN_ONE_FILTER)
    ]
    firsts = await asyncio.gather(*(anext(one, []) for one in questions))
    for first, question in zip(firsts, questions, strict=True):
        yield first
        async for page in question:
            yield page


async def _holders(
    tenant: Reader, plan_ids: Sequence[str], *, member: bool, licensed: bool
) -> AsyncIterator[list[Holder]]:
    holds = " or ".join(
        f"assignedPlans/any(p:p/servicePlanId eq {one} and p/capabilityStatus eq 'Enabled')"
        for one in plan_ids
    )
    path = f"/users?$filter={quote(holds)}&$select=id,userPrincipalName&$count=true&$top={_PAGE}"
    async for page in tenant.graph.pages(path):
        yield [
            Holder(_told(row.get("id")), _told(row.get("userPrincipalName")), member, licensed)
            for row in page
        ]


async def _plan_ids(
    tenant: Reader, members: re.Pattern[str], licensing: re.Pattern[str]
) -> Mapping[tuple[bool, bool], list[str]]:
    """Return the ids of the tenant's plans, sorted, by whether they make members and whether they license."""
    rows = await tenant.graph.collection("/subscribedSkus?$select=capabilityStatus,servicePlans")
    found: dict[tuple[bool, bool], set[str]] = {}
    for row in rows:
        of_row = row.get("servicePlans")
        if not isinstance(of_row, list) or not all(isinstance(plan, dict) for plan in of_row):
            raise _unexpected("the plans of a subscription are no list")
        for plan in of_row:
            name = _told(plan.get("servicePlanName"))
            says = (bool(members.match(name)), bool(licensing.match(name)))
            if any(says):
                found.setdefault(says, set()).add(_told(plan.get("servicePlanId")))
    return {says: sorted(ids) for says, ids in found.items()}


def _told(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _unexpected("an id or a name is missing")
    return value


def _unexpected(told: str) -> ReadError:
    return ReadError("read-unexpected", f"users and their plans: {told}", Reason.UNEXPECTED)
