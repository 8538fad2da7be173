"""Services that a tenant has with one of their own plans alone: what their part of Graph answers without it.

Sources: Intune: Microsoft365DSC and CIPP take this sentence for a tenant that is not registered for it. SharePoint:
answers of tenants without it, as people show them (all read 2026-11-28 in public repositories). Assumed: that the
sentence on SharePoint, shown for sites and drives, is that for the settings as well, and which names of plans count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


@dataclass(frozen=True, slots=True)
class BehindGraph:
    """One service behind Graph."""

    paths: tuple[str, ...]
    """Where its part of Graph begins."""
    plans: re.Pattern[str]
    """What the names of the service plans match of which one is enough."""
    refusal: str
    """The sentence to a tenant that has none."""


SERVICES = (
    BehindGraph(
        paths=("/deviceManagement", "/deviceAppManagement"),
        plans=re.compile("INTUNE_(?!O365)"),
        refusal="Request not applicable to target tenant.",
    ),
    BehindGraph(
        paths=("/admin/sharepoint", "/sites"),
        plans=re.compile("SHAREPOINT(?!WAC)|ONEDRIVE"),
        refusal="Tenant does not have a SPO license.",
    ),
)


def service_behind(path: str) -> BehindGraph | None:
    """Return the service that answers at `path`, the template of a route; None for what every tenant has."""
    return next(
        (
            one
            for one in SERVICES
            if any(path == start or path.startswith(f"{start}/") for start in one.paths)
        ),
        None,
    )


def require_service(tenant: Tenant, path: str) -> None:
    """Let a call of `path`, the template of a route, pass where the tenant has the service behind it.

    Raises:
        GraphError: 400 BadRequest.
    """
    service = service_behind(path)
    if service and not any(map(service.plans.match, tenant.service_plans)):
        raise GraphError(400, "BadRequest", service.refusal)
