"""Who is member or owner of a group by PIM, or may become it: rows of both sorts, and the end of what has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.graph.directory_objects.membership import Relation, ids_of, remove
from holdfast.emulator.graph.directory_objects.state import find_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

Sort = Literal["assignment", "eligibility"]
RELATIONS: Mapping[str, Relation] = {"member": "members", "owner": "owners"}
"""What an accessId makes of somebody."""


def rows_of(sort: Sort) -> str:
    """The store's collection of who has what by PIM: id, accessId, groupId, principalId, createdUsing, its times."""
    return f"{sort}SchedulesOfGroups"


def current(tenant: Tenant, sort: Sort) -> list[dict[str, Any]]:
    """What has not ended, of groups and principals that are there."""
    now = tenant.stamp()
    return [
        one
        for one in tenant.store.all(rows_of(sort))
        if (one["endDateTime"] or "9") > now
        and tenant.store.get("groups", one["groupId"])
        and find_object(tenant, one["principalId"])
    ]


def end(tenant: Tenant, sort: Sort, row: dict[str, Any]) -> None:
    """Take away what somebody had by PIM, and the membership that it gave."""
    tenant.store.delete(rows_of(sort), row["id"])
    relation = RELATIONS[row["accessId"]]
    held = {one.lower() for one in ids_of(tenant, row["groupId"], relation)}
    if sort == "assignment" and row["principalId"].lower() in held:
        remove(tenant, row["groupId"], relation, row["principalId"])


def pass_time(tenant: Tenant) -> None:
    """End the memberships whose end is due."""
    now = tenant.stamp()
    for row in tenant.store.all(rows_of("assignment")):
        if row["endDateTime"] and row["endDateTime"] <= now:
            end(tenant, "assignment", row)
