"""Services that a tenant has with one of their own plans alone: what their part of Graph answers without it.

Sources: Intune: Microsoft365DSC and CIPP take this sentence for a tenant that is not registered for it. SharePoint:
answers of tenants without it, as people show them (all read 2026-11-28 in public repositories). Assumed: that the
sentence on SharePoint, shown for sites and drives, is that for the settings as well.
"""

from __future__ import annotations

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
    licence: str
    """Whose plans let a tenant use it (`holdfast/emulator/service_plans.py`)."""
    refusal: str
    """The sentence to a tenant that has none."""


SERVICES = (
    BehindGraph(
        paths=("/deviceManagement", "/deviceAppManagement"),
        licence="INTUNE",
        refusal="Request not applicable to target tenant.",
    ),
    BehindGraph(
        paths=("/admin/sharepoint", "/sites"),
        licence="SHAREPOINT",
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
    if service and not tenant.has_licence(service.licence):
        raise GraphError(400, "BadRequest", service.refusal)
