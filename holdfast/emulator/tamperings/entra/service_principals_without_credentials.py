"""Tampering with what one signs in with as an application of somebody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.tamperings.cast import TamperingError, application_called, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_NAME = "Office 365 Exchange Online"
_KEY = "c4eda115-0000-4000-8000-000000000001"
_YEAR = timedelta(days=365)


def add_principal_password(tenant: Tenant) -> str:
    """Give the service principal of one of Microsoft's own applications a password.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no such application, or the password is there already.
    """
    actor = attacker(tenant)
    found = application_called(tenant, "servicePrincipals", _NAME)
    if any(one["keyId"] == _KEY for one in found["passwordCredentials"]):
        raise TamperingError(f"{_NAME} has that password already.")
    password = {
        "customKeyIdentifier": None,
        "displayName": "sync",
        "endDateTime": (tenant.now() + _YEAR).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "hint": "abc",
        "keyId": _KEY,
        "secretText": None,
        "startDateTime": tenant.stamp(),
    }
    changed = {**found, "passwordCredentials": [*found["passwordCredentials"], password]}
    tenant.store.put("servicePrincipals", found["id"], changed)
    # Activity and category: the directory's list of audit activities (recalled).
    record_directory_change(
        tenant,
        actor,
        "Add service principal credentials",
        "ApplicationManagement",
        "Core Directory",
        target={"id": found["id"], "displayName": _NAME, "type": "ServicePrincipal"},
        old={"passwordCredentials": found["passwordCredentials"]},
        new={"passwordCredentials": changed["passwordCredentials"]},
    )
    return f"{actor.user_principal_name} gave Microsoft's application {_NAME} a password of her own."


TAMPERINGS = (
    Tampering(
        "add-principal-password",
        "The attacker gives one of Microsoft's own applications a password.",
        add_principal_password,
    ),
)
