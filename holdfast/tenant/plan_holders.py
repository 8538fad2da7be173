"""Who holds a service: users to whom one of its plans is assigned, asked of the directory and not of the service.

So a service's own list of its members can be held against another count. Source: `assignedPlans` of
https://learn.microsoft.com/graph/api/resources/user, filtered as an advanced query (2026-11-25); that two conditions
may stand in one `any` is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    import re
    from collections.abc import AsyncIterator

    from holdfast.tenant.tenant import Reader

PERMISSIONS = ("LicenseAssignment.Read.All", "User.Read.All")
"""What it takes to ask."""
_PLANS_IN_ONE_FILTER = 5
_PAGE = 999


async def plan_holders(tenant: Reader, plans: re.Pattern[str]) -> AsyncIterator[list[tuple[str, str]]]:
    """Yield `(id, user principal name)` of the users with an enabled plan whose name matches `plans`, by pages.

    Raises:
        ReadError: when the subscriptions or a part of the users could not be read.
    """
    ids = await _plan_ids(tenant, plans)
    for start in range(0, len(ids), _PLANS_IN_ONE_FILTER):
        holds = " or ".join(
            f"assignedPlans/any(p:p/servicePlanId eq {one} and p/capabilityStatus eq 'Enabled')"
            for one in ids[start : start + _PLANS_IN_ONE_FILTER]
        )
        path = f"/users?$filter={quote(holds)}&$select=id,userPrincipalName&$count=true&$top={_PAGE}"
        async for page in tenant.graph.pages(path):
            yield [(_told(row.get("id")), _told(row.get("userPrincipalName"))) for row in page]


async def _plan_ids(tenant: Reader, plans: re.Pattern[str]) -> list[str]:
    rows = await tenant.graph.collection("/subscribedSkus?$select=capabilityStatus,servicePlans")
    found: set[str] = set()
    for row in rows:
        of_row = row.get("servicePlans")
        if not isinstance(of_row, list) or not all(isinstance(plan, dict) for plan in of_row):
            raise _unexpected("the plans of a subscription are no list")
        names = ((_told(plan.get("servicePlanName")), plan.get("servicePlanId")) for plan in of_row)
        found.update(_told(plan_id) for name, plan_id in names if plans.match(name))
    return sorted(found)


def _told(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _unexpected("an id or a name is missing")
    return value


def _unexpected(told: str) -> ReadError:
    return ReadError("read-unexpected", f"users and their plans: {told}", Reason.UNEXPECTED)
