"""The sites of a seeded tenant: the root, some that people work in, and a personal one for whoever is licensed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.sites.routes import COLLECTION
from holdfast.emulator.seeds.ids import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.emulator.seeds.people import Organisation
    from holdfast.emulator.tenant import Tenant

_FOUNDED = "2022-03-01T09:00:00Z"
_WORKED_IN = ("Finance", "Human Resources", "Projects")


def seed_sites(tenant: Tenant, organisation: Organisation) -> None:
    """Store the sites of a tenant."""
    name = tenant.domain.partition(".")[0]
    host, personal = f"{name}.sharepoint.com", f"{name}-my.sharepoint.com"
    shared = [("Communication site", host, "")]
    shared += [(one, host, f"/sites/{one.replace(' ', '')}") for one in _WORKED_IN]
    own = [
        (one.name, personal, f"/personal/{one.alias.replace('.', '_')}_{name}_onmicrosoft_com")
        for one in organisation.people
        if one.licence is not None
    ]
    _store(tenant, shared, personal=False)
    _store(tenant, own, personal=True)


def seed_numbered_sites(tenant: Tenant, count: int) -> None:
    """Store so many sites more that people work in."""
    host = f"{tenant.domain.partition('.')[0]}.sharepoint.com"
    names = (f"Site{number:06d}" for number in range(1, count + 1))
    _store(tenant, ((one, host, f"/sites/{one}") for one in names), personal=False)


def _store(tenant: Tenant, sites: Iterable[tuple[str, str, str]], *, personal: bool) -> None:
    for title, host, path in sites:
        site = _site(tenant, title, host, path)
        tenant.store.put(COLLECTION, site["id"], {**site, "isPersonalSite": personal})


def _site(tenant: Tenant, title: str, host: str, path: str) -> dict[str, Any]:
    ids = (stable_id(tenant.domain, kind, f"{host}{path}") for kind in ("siteCollection", "web"))
    return {
        "id": ",".join((host, *ids)),
        "createdDateTime": _FOUNDED,
        "displayName": title,
        "name": path.rpartition("/")[2] or None,
        "root": {},
        "siteCollection": {"hostname": host},
        "webUrl": f"https://{host}{path}",
    }
