"""What uses a domain: users by their name for signing in or an address, groups by an address.

Source: https://learn.microsoft.com/graph/api/domain-list-domainnamereferences (recalled, 2026-11-29). That an address
of somebody who signs in by another domain counts as well is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.membership import mixed_list
from holdfast.emulator.graph.directory_objects.state import DirectoryObject
from holdfast.emulator.graph.domains.routes import require_domain
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    end = f"@{require_domain(tenant, call.params['id'])['id']}".lower()
    return mixed_list(
        call,
        [
            DirectoryObject(kind, one)
            for kind in ("user", "group")
            for one in tenant.store.all(f"{kind}s")
            if any(name.lower().endswith(end) for name in _names(one))
        ],
    )


def _names(one: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(one.get(name) or "") for name in ("userPrincipalName", "mail"))
    yield from map(str, one.get("proxyAddresses") or ())


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/domains/{id}/domainNameReferences",
        _list,
        "Users and groups that use a domain.",
        any_of=("Domain.Read.All", "Domain.ReadWrite.All"),
        consented=False,
    ),
)
"""Route of what uses a domain."""
