"""Who holds the few roles that several rules look at: asked in one question, of whose answer each takes his rows.

Global Administrators are counted, must be the emergency accounts for good, and decide about access reviews; whoever
synchronises is left alone. Each of them by a question of his own would ask the same list four times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_guid, required
from holdfast.model.directory import GLOBAL_ADMINISTRATOR, SYNC_ROLES
from holdfast.tenant.asked import one_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast.tenant.tenant import Reader

_LOOKED_AT = frozenset({GLOBAL_ADMINISTRATOR, *SYNC_ROLES})
ROLES = "/roleManagement/directory"
ASSIGNMENTS = f"{ROLES}/roleAssignments?$expand=principal"
"""Every active assignment, with whom it is of."""


async def assignments(tenant: Reader, roles: Collection[str]) -> list[dict[str, Any]]:
    """Return the active assignments of some roles, each with whom it is of.

    Args:
        tenant: whose roles.
        roles: ids of their definitions, in lower case.

    Raises:
        MisreadError: one does not say of which role it is.
        ReadError: when they could not be read.
    """
    asked = one_of("roleDefinitionId", _LOOKED_AT.union(roles))
    rows = await tenant.graph.collection(ASSIGNMENTS, asked, leads=True)
    return [row for row in rows if required(row, "roleDefinitionId", as_guid) in roles]
