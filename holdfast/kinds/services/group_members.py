"""Who is in groups that a rule calls by their display names."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from holdfast.kinds.decode import MisreadError, as_text, required
from holdfast.tenant.asked import equal

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Reader


async def group_members(tenant: Reader, name: str, where: str, *, must: bool = True) -> frozenset[str]:
    """Return the ids of who is in the groups of a name, directly or through others; nobody for an empty name.

    Args:
        tenant: where.
        name: display name.
        where: the rule's property that names it.
        must: whether it has to be there.

    Raises:
        MisreadError: when a group that must be there is not: whoever was in it would be taken for anybody.
        ReadError: when it could not be read.
    """
    if not name:
        return frozenset()
    groups = await tenant.graph.collection("/groups?$select=id,displayName", equal("displayName", name))
    if must and not groups:
        raise MisreadError(where, "groups that are there", name)
    ids = [required(one, "id", as_text) for one in groups]
    pages = await asyncio.gather(
        *(tenant.graph.collection(f"/groups/{one}/transitiveMembers?$select=id&$top=999") for one in ids)
    )
    return frozenset(required(row, "id", as_text).casefold() for page in pages for row in page)
