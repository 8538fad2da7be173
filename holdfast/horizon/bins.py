"""Bins of what is no data: applications, service principals, administrative units, Conditional Access.

Each is asked for as its interface has it: the directory's bin by type
(https://learn.microsoft.com/graph/api/directory-deleteditems-list), that of Conditional Access by path
(https://learn.microsoft.com/graph/api/resources/capoliciesdeletableroot, both read 2026-11-29). Bins of agent
identities, certificate authorities, devices and partners' access are not: the first three are told by beta or to few,
and the last to no application (policydeletableitem-list, read 2026-11-29).
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.grace.facts import DeletedSetting
from holdfast.horizon.sighting import Found, each
from holdfast.kinds.decode import as_guid, as_past, as_text, member, required
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_DIRECTORY = "/directory/deletedItems/microsoft.graph"
_CONDITIONAL_ACCESS = "/identity/conditionalAccess/deletedItems"
_APPLICATIONS = (
    (f"{_DIRECTORY}.application", "application"),
    (f"{_DIRECTORY}.servicePrincipal", "service principal"),
)
_OF_SIGN_IN = (
    (f"{_CONDITIONAL_ACCESS}/policies", "Conditional Access policy"),
    (f"{_CONDITIONAL_ACCESS}/namedLocations", "named location"),
)


async def applications(tenant: Reader, now: datetime) -> Found[DeletedSetting]:
    """Read the applications and service principals in the bin."""
    return _together(
        await asyncio.gather(*(_bin(tenant, now, path, what, "AP1") for path, what in _APPLICATIONS))
    )


async def units(tenant: Reader, now: datetime) -> Found[DeletedSetting]:
    """Read the administrative units in the bin."""
    return await _bin(tenant, now, f"{_DIRECTORY}.administrativeUnit", "administrative unit", "AU1")


async def conditional_access(tenant: Reader, now: datetime) -> Found[DeletedSetting]:
    """Read the policies and named locations in the bin; a tenant without the licence has neither."""
    try:
        found = await asyncio.gather(*(_bin(tenant, now, path, what, "CA1") for path, what in _OF_SIGN_IN))
    except ReadError as error:
        if error.reason == Reason.LICENCE:
            return Found(())
        raise
    return _together(found)


async def _bin(tenant: Reader, now: datetime, path: str, what: str, rule: str) -> Found[DeletedSetting]:
    rows = await tenant.graph.collection(f"{path}?$select=id,displayName,deletedDateTime")
    return each(f"deleted {what}", rows, partial(_deleted, as_past(now), what, rule))


def _deleted(been: Callable[[Any, str], datetime], what: str, rule: str, row: Row) -> DeletedSetting:
    setting_id = required(row, "id", as_guid)
    return DeletedSetting(
        id=setting_id,
        name=member(row, "displayName", as_text) or setting_id,
        deleted=required(row, "deletedDateTime", been),
        what=what,
        rule=rule,
    )


def _together(found: list[Found[DeletedSetting]]) -> Found[DeletedSetting]:
    return Found(
        tuple(row for one in found for row in one.rows),
        tuple(unread for one in found for unread in one.unread),
    )
