"""How `CrossTenantAccessDefault` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

_WAYS = ("b2bDirectConnectInbound", "b2bDirectConnectOutbound", "b2bCollaborationOutbound")
TRIED = TriedKind(
    neither_way=dict.fromkeys(
        (f"{way}.{one}.accessType" for way in _WAYS for one in ("usersAndGroups", "applications")),
        "it allows or blocks the targets beside it, which are somebody or everybody",
    )
)
