"""The paths of the admin API that the embedded tenant serves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class AdminRoute:
    """One path of the admin API; the Exchange and the compliance endpoint have the same ones."""

    name: Literal["invoke", "batch", "banner", "module"]
    method: str
    template: str
    pattern: re.Pattern[str]
    doc: str
    """One line for the generated coverage page."""


def _route(
    name: Literal["invoke", "batch", "banner", "module"], method: str, template: str, doc: str
) -> AdminRoute:
    pattern = "(?P<tenant>[^/]+)".join(re.escape(part) for part in template.split("{tenantId}"))
    return AdminRoute(name, method, template, re.compile(pattern, re.IGNORECASE), doc)


ROUTES: tuple[AdminRoute, ...] = (
    _route(
        "invoke",
        "POST",
        "/adminapi/beta/{tenantId}/InvokeCommand",
        "Runs one cmdlet; a nextLink leads here too, with $skiptoken, and takes the same body again.",
    ),
    _route(
        "batch",
        "POST",
        "/adminapi/beta/{tenantId}/$batch",
        "Up to 10 InvokeCommand calls by absolute URL, each answered for itself.",
    ),
    _route(
        "banner",
        "GET",
        "/adminapi/beta/{tenantId}/EXOBanner('AutogenSession')",
        "On the compliance endpoint: redirects to the host of the tenant's region; an empty list there.",
    ),
    _route(
        "module",
        "GET",
        "/adminapi/v1.0/{tenantId}/EXOModuleFile",
        "Redirects as EXOBanner does; elsewhere lists the cmdlets that the caller may run.",
    ),
)


def find_route(method: str, path: str) -> tuple[AdminRoute, str] | None:
    """The route of a request and the tenant its path names, or None."""
    for route in ROUTES:
        found = route.pattern.fullmatch(path)
        if found is not None and route.method == method:
            return route, found["tenant"]
    return None


def nearest_routes() -> str:
    """All routes in one line: there are few enough to name them all."""
    return "; ".join(f"{route.method} {route.template}" for route in ROUTES)
