"""Tampering with what people get for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.apps_and_services import SERVICE as APPS
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def open_office_store(tenant: Tenant) -> str:
    """Have people get add-ins from the Office store.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    loosen(tenant, actor, APPS, {"settings": {"isOfficeStoreEnabled": True}})
    return f"{actor.user_principal_name} opened the Office store to everybody."


TAMPERINGS = (
    Tampering(
        "open-office-store",
        "The administrator opens the Office store to everybody.",
        open_office_store,
    ),
)
