"""The service's real limits: how many requests it takes before it says 429."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator import control
from tests.contract import sources
from tests.contract.marks import documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

POLICIES = "/identity/conditionalAccess/policies"
LOCATIONS = "/identity/conditionalAccess/namedLocations"
DEFAULTS = "/policies/identitySecurityDefaultsEnforcementPolicy"


@documented(sources.THROTTLING)
def test_conditional_access_takes_one_request_a_second_of_all_applications(tiny: Tiny) -> None:
    other = tiny.register("Other", ["Policy.Read.All"])
    control.set_real_limits(tiny.server.folder, on=True, domain=tiny.domain)
    assert tiny.graph("GET", POLICIES).status_code == 200
    refused = tiny.graph("GET", LOCATIONS, client_id=other)
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "TooManyRequests")
    assert "retry-after" not in refused.headers
    assert tiny.graph("GET", DEFAULTS).status_code == 200
    tiny.clock.advance(seconds=1)
    assert tiny.graph("GET", LOCATIONS).status_code == 200
    control.set_real_limits(tiny.server.folder, on=False, domain=tiny.domain)
    assert tiny.graph("GET", LOCATIONS).status_code == 200


@documented(sources.THROTTLING)
def test_audit_logs_take_five_requests_in_ten_seconds(tiny: Tiny) -> None:
    control.set_real_limits(tiny.server.folder, on=True, domain=tiny.domain)
    path = "/auditLogs/directoryAudits"
    assert [tiny.graph("GET", path).status_code for _ in range(5)] == [200] * 5
    tiny.clock.advance(seconds=4)
    refused = tiny.graph("GET", path)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "6")
    tiny.clock.advance(seconds=6)
    assert tiny.graph("GET", path).status_code == 200
