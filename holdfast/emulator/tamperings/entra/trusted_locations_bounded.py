"""Tampering with which locations are trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.conditional_access.types import EVERY_LOCATION
from holdfast.emulator.graph.named_locations.routes import COLLECTION
from holdfast.emulator.odata.schema import complete
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_RANGE = "#microsoft.graph.iPv4CidrRange"


def trust_everywhere(tenant: Tenant) -> str:
    """Add a trusted location that is the whole Internet of IPv4, in two halves.

    Args:
        tenant: where.
    """
    actor = attacker(tenant)
    new = complete(
        EVERY_LOCATION,
        {
            "@odata.type": "#microsoft.graph.ipNamedLocation",
            "id": tenant.store.new_id(),
            "displayName": "Branch offices",
            "createdDateTime": tenant.stamp(),
            "isTrusted": True,
            "ipRanges": [{"@odata.type": _RANGE, "cidrAddress": one} for one in ("0.0.0.0/1", "128.0.0.0/1")],
        },
    )
    tenant.store.put(COLLECTION, new["id"], new)
    record_directory_change(
        tenant,
        actor,
        "Add named location",
        "Policy",
        "Conditional Access",
        target={"id": new["id"], "displayName": new["displayName"], "type": "Policy"},
        new=new,
    )
    return f"{actor.user_principal_name} added a trusted location that is the whole Internet."


TAMPERINGS = (
    Tampering(
        "trust-everywhere",
        "The attacker adds a trusted location that is the whole Internet.",
        trust_everywhere,
    ),
)
