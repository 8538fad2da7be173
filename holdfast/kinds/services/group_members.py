"""Who is in groups that a rule calls by their display names.

The directory takes two groups of one name, and in many tenants whoever works there may make one. So a name that two
bear means neither: else the second would leave out whom somebody likes, or hold his mail.

A group may hide who is in it. Then it tells its members only to an application with `Member.Read.Hidden` (documented:
https://learn.microsoft.com/graph/api/group-list-transitivemembers, read 2026-11-28), which nothing here asks for, and
everybody else hears of nobody (assumed): that is not that nobody is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_guid, as_text, member, required
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.services.principals import USER, members
from holdfast.model.letters import one_case
from holdfast.normalise.annotations import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

_VISIBILITY, _HIDDEN = "visibility", "hiddenmembership"


async def groups_called(tenant: Reader, name: str, where: str) -> list[dict[str, Any]]:
    """Return the groups that bear a display name, in any letter case, with all that anybody asks of a group.

    Args:
        tenant: where.
        name: display name.
        where: the rule's property that names it.

    Raises:
        MisreadError: when the directory answers with one in another spelling: what else it passes over when it looks a
            name up is not known, so whether that one is meant cannot be told.
        ReadError: when they could not be read.
    """
    rows = await GROUP.rows_named(tenant, [name])
    names = [required(row, "displayName", as_text) for row in rows]
    if others := sorted(one for one in names if one_case(one) != one_case(name)):
        raise MisreadError(where, f"groups called {name!r}", others)
    return rows


async def group_members(tenant: Reader, name: str, where: str, *, must: bool = True) -> frozenset[str]:
    """Return the ids of who is in the group of a name, directly or through others; nobody for an empty name.

    Args:
        tenant: where.
        name: display name.
        where: the rule's property that names it.
        must: whether it has to be there.

    Raises:
        MisreadError: when a group that must be there is not: whoever was in it would be taken for anybody; when the
            name is that of several, or may be; or when it, or one within it, hides who is in it.
        ReadError: when it could not be read.
    """
    if not name:
        return frozenset()
    groups = await groups_called(tenant, name, where)
    if must and not groups:
        raise MisreadError(where, "groups that are there", name)
    if len(groups) > 1:
        raise of_several(where, name, [required(one, "id", as_guid) for one in groups])
    _require_shown(groups, name, where)
    return frozenset[str]().union(
        *[await who_is_in(tenant, required(one, "id", as_guid), where, name) for one in groups]
    )


async def who_is_in(tenant: Reader, group: str, where: str, name: str = "") -> frozenset[str]:
    """Return the ids of who is in the group of an id, directly or through others.

    Args:
        tenant: where.
        group: its id.
        where: what names it.
        name: what it is called by; by its id where nothing does.

    Raises:
        MisreadError: when a group within it hides who is in it.
        ReadError: when it could not be read.
    """
    rows = await members(tenant, group, f"id,{_VISIBILITY}")
    _require_shown(rows, name or group, where)
    return frozenset(required(row, "id", as_guid) for row in rows)


def _require_shown(rows: Iterable[Mapping[str, Any]], name: str, where: str) -> None:
    """Raise MisreadError where one of the groups among `rows` hides who is in it."""
    if hiding := [required(one, "id", as_guid) for one in rows if _hides_its_members(one)]:
        told = f"groups that tell who is in them; of {name!r} a part is hidden"
        raise MisreadError(where, told, sorted(hiding))


def _hides_its_members(row: Mapping[str, Any]) -> bool:
    """Return whether what is, or is in, a group is a group that hides who is in it; of people nothing is said."""
    return (member(row, _VISIBILITY, as_text) or "").casefold() == _HIDDEN


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
