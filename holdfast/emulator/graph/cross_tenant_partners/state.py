"""Where the settings towards single tenants are, who may see and change them, and how one is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call

PATH = "/policies/crossTenantAccessPolicy/partners"
STORED = "crossTenantAccessPartners"
"""Collection of the store, by tenant id in small letters."""
SYNCHRONISED = "identitySynchronization"
"""The part of a partner that says whether its people are synchronised here."""
WRITE = ("Policy.ReadWrite.CrossTenantAccess",)
READ = ("Policy.Read.All", *WRITE)


def found_partner(tenant: Tenant, call: Call) -> dict[str, Any]:
    """The settings towards the tenant that the path names.

    Raises:
        GraphError: 404 when there are none.
    """
    found = tenant.store.get(STORED, call.params["id"].lower())
    if found is None:
        raise not_found(call.params["id"])
    return found
