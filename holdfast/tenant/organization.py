"""By which names a tenant is known: they all mean the same one.

Source: https://learn.microsoft.com/graph/api/resources/organization (2026-11-25).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.permission import Reading

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Reader

READING = Reading(
    what="whether a state of another name is this tenant's",
    request="`/organization`",
    when="at apply",
    permissions=("Organization.Read.All",),
    without="a state that names the tenant in another way is refused",
    source="https://learn.microsoft.com/graph/api/organization-list (2026-11-26)",
)


async def tenant_names(tenant: Reader) -> frozenset[str]:
    """Return the tenant's id and all its verified domains.

    Raises:
        ReadError: when the organization could not be read.
    """
    rows = await tenant.graph.collection("/organization?$select=id,verifiedDomains")
    domains = (domain.get("name") for row in rows for domain in row.get("verifiedDomains") or [])
    return frozenset(str(name) for name in [*(row.get("id") for row in rows), *domains] if name)
