"""What the directory tells: its bin, groups that expire, licences that went, subscriptions, accounts nobody uses."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.grace.facts import DeletedUser, Group, Subscription, UnlicensedDrive
from holdfast.horizon.moments import to_second
from holdfast.horizon.sighting import Found, each
from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_guid,
    as_integer,
    as_list,
    as_moment,
    as_object,
    as_past,
    as_text,
    as_texts,
    member,
    required,
    told,
)
from holdfast.kinds.services.drive_plans import gives_drive
from holdfast.tenant.asked import Condition, alike

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_BIN = "/directory/deletedItems"
_UNIFIED = "Unified"
_OF_MICROSOFT_365 = Condition(
    "groupTypes/any(c:c eq 'Unified')",
    lambda row: _says(row.get("groupTypes"), lambda one: alike(one, _UNIFIED)),
)
_OWNED_BY_NOBODY = Condition(
    f"{_OF_MICROSOFT_365.text} and owners/$count eq 0",
    None,
    "no list of groups tells owners; https://learn.microsoft.com/graph/api/resources/group (2026-11-27) has the filter",
)
_LOST_A_PLAN = Condition(
    "assignedPlans/any(p:p/capabilityStatus eq 'Deleted')",
    lambda row: _says(
        row.get("assignedPlans"),
        lambda one: isinstance(one, dict) and alike(one.get("capabilityStatus"), "Deleted"),
    ),
)
_KEPT_DAYS = "deletedUserPersonalSiteRetentionPeriodInDays"
_FEWEST_KEPT, _MOST_KEPT = 30, 3650
"""Days between which a tenant chooses (https://learn.microsoft.com/sharepoint/set-retention, 2024-04-09)."""
_QUIET_DAYS = 90
_OWNERS_ASKED_DAYS = 90
"""Owners of a group that expires later than this are not asked for: whoever is one then is not known now."""
_GUEST = "guest"


async def deleted_users(tenant: Reader, now: datetime) -> Found[DeletedUser]:
    """Read the users in the bin."""
    names = "id,displayName,userPrincipalName,userType,deletedDateTime"
    rows = await tenant.graph.collection(f"{_BIN}/microsoft.graph.user?$select={names}")
    return each("deleted user", rows, partial(_deleted_user, as_past(now)))


async def groups(tenant: Reader, now: datetime) -> Found[Group]:
    """Read the groups in the bin, and the Microsoft 365 groups that will expire."""
    expiring = "$select=id,displayName,mail,groupTypes,expirationDateTime"
    gone, present = await asyncio.gather(
        tenant.graph.collection(
            f"{_BIN}/microsoft.graph.group?$select=id,displayName,mail,groupTypes,deletedDateTime"
        ),
        tenant.graph.collection(f"/groups?{expiring}", _OF_MICROSOFT_365),
    )
    deleted, living = (
        each("deleted group", gone, partial(_deleted_group, as_past(now))),
        each("group", present, _living_group),
    )
    ends = [one for one in living.rows if one.expires is not None]
    owned = await asyncio.gather(*(_with_owners(tenant, one, now) for one in ends))
    return Found((*deleted.rows, *owned), (*deleted.unread, *living.unread))


async def ownerless_groups(tenant: Reader) -> tuple[str, ...]:
    """Read the names of the Microsoft 365 groups that nobody owns, with their sites and teams, in order."""
    rows = await tenant.graph.collection("/groups?$count=true&$select=id,displayName", _OWNED_BY_NOBODY)
    return tuple(sorted(required(row, "displayName", as_text) for row in rows))


async def subscriptions(tenant: Reader) -> Found[Subscription]:
    """Read the subscriptions with their next day."""
    rows = await tenant.graph.collection("/directory/subscriptions")
    return each("subscription", rows, _subscription)


async def drive_retention_days(tenant: Reader) -> int:
    """Read how long drives of deleted users are kept before they go to the bin."""
    row = await tenant.graph.entity("/admin/sharepoint/settings") or {}
    days = required(row, _KEPT_DAYS, as_integer)
    if not _FEWEST_KEPT <= days <= _MOST_KEPT:
        raise MisreadError(_KEPT_DAYS, f"between {_FEWEST_KEPT} and {_MOST_KEPT}", days)
    return days


async def lost_drives(tenant: Reader) -> Found[UnlicensedDrive]:
    """Read the accounts that had a SharePoint plan and have none; since when is told by `licences`."""
    names = "id,userPrincipalName,assignedPlans"
    rows = await tenant.graph.collection(f"/users?$count=true&$select={names}", _LOST_A_PLAN)
    return each("user", rows, _lost_drive)


async def everybody(tenant: Reader) -> frozenset[str]:
    """Read the ids and the names of all accounts that are there, in lower case."""
    found: set[str] = set()
    async for page in tenant.graph.pages("/users?$select=id,userPrincipalName"):
        for row in page:
            found |= {required(row, "id", as_guid), required(row, "userPrincipalName", as_text).casefold()}
    return frozenset(found)


async def inactive_accounts(tenant: Reader, now: datetime) -> int:
    """Count the enabled accounts that signed in last ninety days ago or before; who never did is not counted."""
    before = to_second(now - timedelta(days=_QUIET_DAYS))
    quiet = Condition(
        f"signInActivity/lastSuccessfulSignInDateTime le {before}",
        None,
        "the activity of a sign-in is told with few other properties, and only ids are asked for",
    )
    rows = await tenant.graph.collection("/users?$select=id,accountEnabled", quiet)
    return sum(required(row, "accountEnabled", as_boolean) for row in rows)


def _says(found: object, fits: Callable[[Any], bool]) -> bool:
    return isinstance(found, list) and any(map(fits, found))


def _deleted_user(been: Callable[[Any, str], datetime], row: Row) -> DeletedUser:
    user_id = required(row, "id", as_guid)
    name = member(row, "userPrincipalName", as_text) or required(row, "displayName", as_text)
    return DeletedUser(
        id=user_id,
        # The directory puts the id before the name of a deleted user, so that the name is free.
        name=name.removeprefix(user_id.replace("-", "")),
        deleted=required(row, "deletedDateTime", been),
        guest=(member(row, "userType", as_text) or "").casefold() == _GUEST,
    )


def _deleted_group(been: Callable[[Any, str], datetime], row: Row) -> Group:
    return replace(_group(row), deleted=required(row, "deletedDateTime", been))


def _living_group(row: Row) -> Group:
    return replace(_group(row), expires=told(row, "expirationDateTime", as_moment))


def _group(row: Row) -> Group:
    return Group(
        id=required(row, "id", as_guid),
        name=required(row, "displayName", as_text),
        unified=_UNIFIED in required(row, "groupTypes", as_texts),
        address=member(row, "mail", as_text) or "",
    )


async def _with_owners(tenant: Reader, group: Group, now: datetime) -> Group:
    if group.expires is None or group.expires > now + timedelta(days=_OWNERS_ASKED_DAYS):
        return group
    owners = await tenant.graph.collection(f"/beta/groups/{group.id}/owners?$select=id")
    return replace(group, owners=len(owners))


def _subscription(row: Row) -> Subscription:
    return Subscription(
        id=required(row, "id", as_guid),
        product=required(row, "skuPartNumber", as_text),
        status=required(row, "status", as_text),
        next_change=member(row, "nextLifecycleDateTime", as_moment),
        trial=member(row, "isTrial", as_boolean),
    )


def _lost_drive(row: Row) -> UnlicensedDrive | None:
    plans = [as_object(one, "assignedPlans") for one in required(row, "assignedPlans", as_list)]
    states = {
        required(one, "capabilityStatus", as_text).casefold()
        for one in plans
        if gives_drive(required(one, "service", as_text), required(one, "servicePlanId", as_guid))
    }
    if not states or states & {"enabled", "warning"}:
        return None
    return UnlicensedDrive(
        id=required(row, "id", as_guid), name=required(row, "userPrincipalName", as_text), since=None
    )
