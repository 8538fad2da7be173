"""Other tenants: who is synchronised from one, with which clouds besides, and the defaults as they were when new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract import sources
from tests.contract.conftest import ask
from tests.contract.marks import documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

POLICY = "/policies/crossTenantAccessPolicy"
PARTNER = f"{POLICY}/partners/{{id}}"
OTHER = "3d0f5dec-5d3d-455c-8016-e2af1ae4d31a"
SYNCHRONISED = "identitySynchronization"


@pytest.fixture
def admin(tiny: Tiny) -> str:
    return tiny.register("Admin", ["Policy.ReadWrite.CrossTenantAccess"])


@documented(
    sources.SYNCHRONISED_FROM,
    *(f"{method} {PARTNER}/{SYNCHRONISED}" for method in ("GET", "PUT", "PATCH", "DELETE")),
    f"DELETE {PARTNER}",
)
@pytest.mark.parametrize("version", ["v1.0", "beta"])
def test_people_of_a_partner_are_synchronised_until_that_is_taken_away(
    tiny: Tiny, admin: str, version: str
) -> None:
    partner = f"/{version}{PARTNER.format(id=OTHER)}"
    path = f"{partner}/{SYNCHRONISED}"
    said = {"displayName": "Fabrikam", "userSyncInbound": {"isSyncAllowed": True}}
    ask(tiny, admin, "PUT", path, said, want=404)
    ask(tiny, admin, "POST", f"/{version}{POLICY}/partners", {"tenantId": OTHER}, want=201)
    for method in ("PATCH", "DELETE"):
        ask(tiny, admin, method, path, said if method == "PATCH" else None, want=404)
    ask(tiny, admin, "PUT", path, {"userSyncInbound": {"isSyncAllowed": "yes"}}, want=400)
    ask(tiny, admin, "PUT", path, said, want=204)
    read = ask(tiny, admin, "GET", path)
    assert {name: read[name] for name in ("tenantId", *said)} == {"tenantId": OTHER, **said}
    ask(tiny, admin, "PATCH", path, {"userSyncInbound": {"isSyncAllowed": False}}, want=204)
    expanded = ask(tiny, admin, "GET", f"{partner}?$expand={SYNCHRONISED}")[SYNCHRONISED]
    assert expanded == {"tenantId": OTHER, **said, "userSyncInbound": {"isSyncAllowed": False}}
    assert SYNCHRONISED not in ask(tiny, admin, "GET", partner)
    ask(tiny, admin, "DELETE", partner, want=400)
    ask(tiny, admin, "DELETE", path, want=204)
    ask(tiny, admin, "GET", path, want=404)
    ask(tiny, admin, "DELETE", partner, want=204)
    reader = tiny.register("Reader", ["Policy.Read.All"])
    ask(tiny, reader, "PUT", path, said, want=403)


@documented(sources.OTHER_CLOUDS, f"GET {POLICY}", f"PATCH {POLICY}")
def test_other_clouds_are_named_by_the_policy(tiny: Tiny, admin: str) -> None:
    before = ask(tiny, admin, "GET", POLICY)
    for wrong in ({"allowedCloudEndpoints": ["example.com"]}, {"nobody": 1}):
        ask(tiny, admin, "PATCH", POLICY, wrong, want=400)
    ask(tiny, admin, "PATCH", POLICY, {"allowedCloudEndpoints": ["microsoftonline.us"]}, want=204)
    after = ask(tiny, admin, "GET", POLICY)
    assert after == {**before, "allowedCloudEndpoints": ["microsoftonline.us"]}
    assert [one["activityDisplayName"] for one in tiny.store.all("directoryAudits")] == [
        "Update cross-tenant access policy"
    ]


@documented(sources.RESET_TO_SYSTEM_DEFAULT, f"POST {POLICY}/default/resetToSystemDefault")
def test_default_settings_are_set_back(tiny: Tiny, admin: str) -> None:
    path = f"{POLICY}/default"
    before = ask(tiny, admin, "GET", path)
    ask(tiny, admin, "PATCH", path, {"inboundTrust": {"isMfaAccepted": True}}, want=204)
    assert ask(tiny, admin, "GET", path)["inboundTrust"] == {**before["inboundTrust"], "isMfaAccepted": True}
    ask(tiny, admin, "POST", f"{path}/resetToSystemDefault", want=204)
    assert ask(tiny, admin, "GET", path) == before
    ask(tiny, admin, "POST", f"{path}/resetToSystemDefault", want=204)
    reader = tiny.register("Reader", ["Policy.Read.All"])
    ask(tiny, reader, "POST", f"{path}/resetToSystemDefault", want=403)
