"""Tampering with what the Tenant Allow/Block List lets past the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_cmdlet
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_COLLECTION = "tenantAllowBlockListItems"
_SENDER = "invoices.example"


def allow_sender_for_ever(tenant: Tenant) -> str:
    """Have everything of one sender let past, with no end.

    Args:
        tenant: where.

    Raises:
        TamperingError: the sender is in the list already.
    """
    actor = administrator(tenant)
    if any(one["Value"] == _SENDER for one in tenant.store.all(_COLLECTION)):
        raise TamperingError(f"{tenant.domain} has {_SENDER} in its list already.")
    entry = {"ListType": "Sender", "Value": _SENDER, "Action": "Allow", "ExpirationDate": None}
    tenant.store.put(_COLLECTION, _SENDER, entry)
    # The cmdlet that writes is not served; that its record names the value is assumed.
    given = {"ListType": "Sender", "Entries": [_SENDER], "Allow": True, "NoExpiration": True}
    record_cmdlet(tenant, actor, "New-TenantAllowBlockListItems", _SENDER, given, endpoint="exchange")
    return f"{actor.user_principal_name} had everything of {_SENDER} let past the filters for ever."


TAMPERINGS = (
    Tampering(
        "allow-sender-for-ever",
        "The administrator has everything of one sender let past the filters.",
        allow_sender_for_ever,
    ),
)
