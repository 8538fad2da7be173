"""Learns the names of directory objects that differences tell by id only. Asked only where something drifted.

Users and groups are asked for by their own lists: the one request that answers for every type takes a permission to
read the whole directory, with which every other permission to read would be granted for nothing.
Source: https://learn.microsoft.com/graph/api/directoryobject-getbyids (2026-11-26).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.drift.compare import field_at
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.model.directory import GROUP, USER, is_guid
from holdfast.model.errors import HoldfastError
from holdfast.model.permission import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.finding import Finding
    from holdfast.tenant.tenant import Reader

READING = Reading(
    what="names of users and groups that a difference tells by id",
    request="`/users`, `/groups`",
    when="when something drifted",
    permissions=("Group.Read.All", "User.Read.All"),
    without="the finding shows the id alone",
    source="https://learn.microsoft.com/graph/api/user-list and group-list (2026-11-26)",
)
_TYPES = (USER, GROUP)
_MOST_IDS = 150
"""Of one type and one check: ten lists, which travel together. What is beyond them is told by id."""


async def learn_names(
    tenant: Reader, kinds: Mapping[str, Kind], live: Live, findings: Sequence[Finding]
) -> None:
    """Look up the names that `live` does not know yet, each only among what its property refers to; reads only."""
    wanted: dict[str, set[str]] = {token: set() for token in _TYPES}
    for value, tokens in _told_by_id(kinds, findings):
        if value not in live.directory.names:
            for token in tokens:
                wanted[token].add(value)
    found = await asyncio.gather(
        *(
            _named(tenant, kind, sorted(ids)[:_MOST_IDS])
            for token, ids in wanted.items()
            if ids and isinstance(kind := kinds.get(token), GraphObject)
        )
    )
    for names in found:
        live.directory.names.update(names)


def _told_by_id(
    kinds: Mapping[str, Kind], findings: Sequence[Finding]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every id of a difference in lower case, with the types that it may be of."""
    for finding in findings:
        for difference in finding.differences:
            known = field_at(kinds[finding.token].fields, difference.path) if finding.token in kinds else None
            tokens = (known.refers_to,) if known and known.refers_to in _TYPES else _TYPES
            for value in _texts([difference.expected, difference.found]):
                if is_guid(value):
                    yield value.casefold(), tokens


async def _named(tenant: Reader, kind: GraphObject, ids: Sequence[str]) -> dict[str, str]:
    """Return names by id in lower case; none where they may not be read: the verdict does not depend on them."""
    try:
        rows = await kind.rows_by_id(tenant, ids)
    except HoldfastError:
        return {}
    pairs = ((row.get("id"), row.get(kind.key)) for row in rows)
    return {one.casefold(): name for one, name in pairs if isinstance(one, str) and isinstance(name, str)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
