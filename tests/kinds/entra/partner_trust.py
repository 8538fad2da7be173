"""How `PartnerTrust` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    comes_whole="what is judged is asked for by no name, and where a part of it is not told, it is unknown",
    groups={
        "partners": (
            {"tenantId": "one", "accepted": ["isMfaAccepted"]},
            {"tenantId": "ONE", "accepted": ["isMfaAccepted", "isCompliantDeviceAccepted"]},
            {"tenantId": "two", "accepted": ["isCompliantDeviceAccepted"]},
        )
    },
)
