"""Who is in groups that a rule calls by their display names.

The directory takes two groups of one name, and in many tenants whoever works there may make one. So a name that two
bear means neither: else the second would leave out whom somebody likes, or hold his mail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_text, required
from holdfast.normalise.annotations import TYPE
from holdfast.tenant.asked import equal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

USER = "#microsoft.graph.user"
"""Type of a person among members."""
_COLUMNS = "$select=id&$top=999"


async def group_members(tenant: Reader, name: str, where: str, *, must: bool = True) -> frozenset[str]:
    """Return the ids of who is in the group of a name, directly or through others; nobody for an empty name.

    Args:
        tenant: where.
        name: display name.
        where: the rule's property that names it.
        must: whether it has to be there.

    Raises:
        MisreadError: when a group that must be there is not: whoever was in it would be taken for anybody; or when
            the name is that of several.
        ReadError: when it could not be read.
    """
    if not name:
        return frozenset()
    groups = await tenant.graph.collection("/groups?$select=id,displayName", equal("displayName", name))
    if must and not groups:
        raise MisreadError(where, "groups that are there", name)
    if len(groups) > 1:
        raise of_several(where, name, [required(one, "id", as_text) for one in groups])
    pages = [
        await tenant.graph.collection(f"/groups/{required(one, 'id', as_text)}/transitiveMembers?{_COLUMNS}")
        for one in groups
    ]
    return frozenset(required(row, "id", as_text).casefold() for page in pages for row in page)


def able(found: Iterable[Mapping[str, Any]]) -> int:
    """Return how many of what was found are people who can sign in, by type and `accountEnabled` of each.

    Raises:
        MisreadError: of one nobody can say.
    """
    people = [one for one in found if required(one, TYPE, as_text) == USER]
    return sum(required(one, "accountEnabled", as_boolean) for one in people)


def of_several(where: str, name: str, ids: Sequence[str]) -> MisreadError:
    """Return that `name`, in the rule's property `where`, is that of the groups of `ids`, so that it means none."""
    return MisreadError(where, f"the name of one group; {name!r} is that of {len(ids)}", sorted(ids))
