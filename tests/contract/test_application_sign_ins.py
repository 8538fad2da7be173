"""When applications signed in last: a report of beta, of those that did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

LIST = "GET /reports/servicePrincipalSignInActivities"
PATH = "/reports/servicePrincipalSignInActivities"
BETA = f"/beta{PATH}"


@documented(sources.APPLICATION_SIGN_INS, LIST)
def test_each_application_that_signed_in_says_when(tiny: Tiny) -> None:
    tiny.licence("AAD_PREMIUM")
    reader = tiny.register("Reader", ["AuditLog.Read.All"])
    idle = tiny.register("Idle", [])
    document = tiny.store.get("applications", idle)
    assert document is not None
    tiny.store.put("applications", idle, {**document, "lastSignInDateTime": "2026-01-01T00:00:00Z"})
    never = tiny.register("Never", [])
    tiny.store.put("applications", never, {**document, "appId": never, "lastSignInDateTime": None})

    rows = tiny.graph("GET", BETA, client_id=reader).json()["value"]

    told = {one["appId"]: one["lastSignInActivity"]["lastSignInDateTime"] for one in rows}
    assert told[idle] == "2026-01-01T00:00:00Z"
    assert never not in told
    assert reader in told
    assert tiny.graph("GET", BETA, client_id=idle).status_code == 403


@assumed("recalled of the other reports of sign-ins", LIST)
def test_without_the_licence_and_in_v1_there_is_none(tiny: Tiny) -> None:
    tiny.licence()
    reader = tiny.register("Reader", ["AuditLog.Read.All"])
    assert tiny.graph("GET", BETA, client_id=reader).status_code == 403
    assert tiny.graph("GET", PATH, client_id=reader).status_code == 501
