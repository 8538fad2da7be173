"""Tampering with what applications sign in with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.signin.applications import COLLECTION
from holdfast.emulator.tamperings.cast import application_called, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_NAME = "Reader"
_KEY = "5ec4e7a0-0000-4000-8000-000000000001"
_YEARS = timedelta(days=3650)


def add_lasting_secret(tenant: Tenant) -> str:
    """Give an application a secret that is good for ten years.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no such application.
    """
    actor = attacker(tenant)
    document = application_called(tenant, COLLECTION, _NAME)
    secret = {
        "customKeyIdentifier": None,
        "displayName": "temporary",
        "endDateTime": (tenant.now() + _YEARS).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "hint": "abc",
        "keyId": _KEY,
        "secretText": None,
        "startDateTime": tenant.stamp(),
    }
    changed = {**document, "passwords": [*document.get("passwords", ()), secret]}
    tenant.store.put(COLLECTION, document["appId"], changed)
    # Activity and category: the directory's list of audit activities (recalled).
    record_directory_change(
        tenant,
        actor,
        "Update application – Certificates and secrets management ",  # noqa: RUF001 - as the service writes it
        "ApplicationManagement",
        "Core Directory",
        target={"id": document["id"], "displayName": _NAME, "type": "Application"},
        old={"passwordCredentials": document.get("passwords", [])},
        new={"passwordCredentials": changed["passwords"]},
    )
    return f"{actor.user_principal_name} gave the application {_NAME} a secret that is good for ten years."


TAMPERINGS = (
    Tampering(
        "add-lasting-secret",
        "The attacker gives an application a secret that is good for ten years.",
        add_lasting_secret,
    ),
)
