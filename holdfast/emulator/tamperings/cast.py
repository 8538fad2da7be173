"""Who tampers, and with which application: the attacker and the administrator of the seeded tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import Person

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ATTACKER_ADDRESS = "203.0.113.66"
_OFFICE_ADDRESS = "198.51.100.10"


class TamperingError(Exception):
    """There is nothing to tamper with as asked; the text is a sentence for the user."""


def attacker(tenant: Tenant) -> Person:
    """Return Mallory, an IT contractor who may change Conditional Access.

    Raises:
        TamperingError: the tenant was not seeded with her.
    """
    return _person(tenant, "mallory", _ATTACKER_ADDRESS)


def administrator(tenant: Tenant) -> Person:
    """Return the tenant's administrator, who makes changes in good faith.

    Raises:
        TamperingError: the tenant was not seeded with one.
    """
    return _person(tenant, "admin", _OFFICE_ADDRESS)


def application_called(tenant: Tenant, collection: str, name: str) -> dict[str, Any]:
    """Return the application, or the service principal of one, of that display name.

    Raises:
        TamperingError: the tenant has no such application.
    """
    found = next((one for one in tenant.store.all(collection) if one["displayName"] == name), None)
    if found is None:
        raise TamperingError(f"{tenant.domain} has no application {name}.")
    return found


def _person(tenant: Tenant, alias: str, address: str) -> Person:
    name = f"{alias}@{tenant.domain}"
    for user in tenant.store.all("users"):
        if user["userPrincipalName"].lower() == name.lower():
            return Person(user["id"], user["displayName"], user["userPrincipalName"], address)
    raise TamperingError(f"{tenant.domain} has no user {name}: seed the tenant first.")
