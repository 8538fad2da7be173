"""Principals of the directory, as `$expand=principal` and lists of members tell of them: users, groups, applications.

Source: https://learn.microsoft.com/graph/api/group-list-transitivemembers (2026-11-27); that v1.0 leaves applications
out of the members is recalled.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.tenant.asked import one_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast.tenant.tenant import Reader

USER, GROUP, APPLICATION = (f"#microsoft.graph.{one}" for one in ("user", "group", "servicePrincipal"))
"""Types of the principals that can hold a role, as `@odata.type` has them."""
MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
"""The tenant in which Microsoft registers its own applications (recalled)."""

ELSEWHERE_COLUMNS = "userPrincipalName,creationType,externalUserState,identities"
"""Properties of a user that tell whether he signs in elsewhere."""
_USER_COLUMNS = f"id,accountEnabled,onPremisesSyncEnabled,{ELSEWHERE_COLUMNS}"
_MOST_IN_A_FILTER = 15
"""Values that `in` takes: https://learn.microsoft.com/graph/filter-query-parameter (recalled)."""


def strange(type_: str) -> str:
    """Return in words what one of another type is; of an empty type, that none was told."""
    return f"of the type {type_}, which is not known" if type_ else "of no type that was told"


async def members(tenant: Reader, group: str, columns: str) -> list[dict[str, Any]]:
    """Return the rows of who is in a group, directly or not: by beta, as v1.0 leaves applications out.

    Args:
        tenant: whose group.
        group: its id.
        columns: properties that are asked for, with commas.

    Raises:
        ReadError: when the list could not be read whole.
    """
    return await tenant.graph.collection(members_path(group, columns))


def members_path(group: str, columns: str) -> str:
    """Return the path of the list of who is in a group (see `members`)."""
    return f"/beta/groups/{group}/transitiveMembers?$select={columns}&$top=999"


async def users(tenant: Reader, ids: Collection[str]) -> list[dict[str, Any]]:
    """Return the rows of those of `ids` that are there, with all that anybody asks of somebody who holds a role.

    Two who ask for the same ids in the same moment share one answer.

    Raises:
        ReadError: when they could not be read.
    """
    wanted = sorted({one.casefold() for one in ids})
    pages = await asyncio.gather(
        *(
            tenant.graph.collection(
                f"/users?$select={_USER_COLUMNS}", one_of("id", wanted[first : first + _MOST_IN_A_FILTER])
            )
            for first in range(0, len(wanted), _MOST_IN_A_FILTER)
        )
    )
    return [row for page in pages for row in page]
