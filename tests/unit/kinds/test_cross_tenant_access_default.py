"""Ways between tenants that came in 2026: closed ones into the tenant are in order, and any opening is told."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.entra.cross_tenant_access_default import KIND

ROW = KIND.examples[0].row


def side(access: str, target: str = "AllUsers", of: str = "user") -> dict[str, Any]:
    return {"accessType": access, "targets": [{"target": target, "targetType": of}]}


BLOCKED_APPS = side("blocked", "AllApplications", "application")
IN_A_NEW_TENANT = {
    "m365CollaborationInbound": {"users": side("blocked")},
    "m365CollaborationOutbound": {"usersAndGroups": side("allowed")},
    "appServiceConnectInbound": {"applications": BLOCKED_APPS},
}


@pytest.mark.parametrize(
    "said",
    [{}, IN_A_NEW_TENANT, dict.fromkeys(IN_A_NEW_TENANT), {"m365CollaborationInbound": {"users": None}}],
)
def test_a_new_tenant_is_in_order(said: dict[str, Any]) -> None:
    live = KIND.live({**ROW, **said}, "default")
    assert (live.unmodelled, live.misread) == ({}, None)


@pytest.mark.parametrize(
    ("way", "who", "open_to"),
    [
        ("m365CollaborationInbound", "users", side("allowed")),
        ("m365CollaborationInbound", "users", side("allowed", "11111111-0000-4000-8000-000000000001")),
        ("m365CollaborationInbound", "users", side("blocked", "11111111-0000-4000-8000-000000000001")),
        ("m365CollaborationInbound", "users", {"accessType": "blocked", "targets": []}),
        ("m365CollaborationInbound", "users", {**side("blocked"), "more": "x"}),
        ("appServiceConnectInbound", "applications", side("allowed", "AllApplications", "application")),
        ("appServiceConnectInbound", "applications", side("blocked", "AllUsers")),
    ],
)
def test_whatever_is_not_closed_for_all_is_told(way: str, who: str, open_to: dict[str, Any]) -> None:
    live = KIND.live({**ROW, **IN_A_NEW_TENANT, way: {who: open_to}}, "default")
    assert set(live.unmodelled) == {f"{way}.{who}"}
