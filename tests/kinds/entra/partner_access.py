"""How `PartnerAccess` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    comes_whole="what is judged is asked for by no name, and what is not told of a partner is as by default",
    groups={
        "partners": (
            {"tenantId": "one", "opened": ["b2bDirectConnectInbound"]},
            {"tenantId": "ONE", "opened": ["b2bDirectConnectInbound", "b2bDirectConnectOutbound"]},
            {"tenantId": "two", "opened": ["b2bCollaborationOutbound"]},
        )
    },
)
