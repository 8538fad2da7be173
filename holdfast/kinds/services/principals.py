"""Principals of the directory, as `$expand=principal` and lists of members tell of them: users, groups, applications.

Source: https://learn.microsoft.com/graph/api/group-list-transitivemembers (2026-11-27); that v1.0 leaves applications
out of the members is recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Reader

USER, GROUP, APPLICATION = (f"#microsoft.graph.{one}" for one in ("user", "group", "servicePrincipal"))
"""Types of the principals that can hold a role, as `@odata.type` has them."""


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
    return await tenant.graph.collection(f"/beta/groups/{group}/transitiveMembers?$select={columns}&$top=999")
