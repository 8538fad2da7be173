"""What a tenant hears that does not have the service behind a part of Graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.odata.behind_graph import service_behind
from holdfast.emulator.odata.dispatch import graph_routes
from tests.contract.conftest import ask
from tests.contract.marks import assumed

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

SETTINGS, SITES, INTUNE = "/admin/sharepoint/settings", "/sites/root", "/deviceManagement"


@pytest.mark.parametrize(
    ("path", "enough", "too_little", "sentence"),
    [
        pytest.param(
            INTUNE,
            ("INTUNE_A", "INTUNE_SMBIZ", "INTUNE_EDU"),
            ("INTUNE_O365", "EXCHANGE_S_STANDARD"),
            "Request not applicable to target tenant.",
            marks=assumed("Microsoft365DSC and CIPP know the sentence, not the status", f"GET {INTUNE}"),
        ),
        pytest.param(
            SETTINGS,
            ("SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE_GOV", "SHAREPOINTDESKLESS", "ONEDRIVESTANDARD"),
            ("SHAREPOINTWAC", "EXCHANGE_S_STANDARD"),
            "Tenant does not have a SPO license.",
            marks=assumed("people show the answer for sites and drives", f"GET {SETTINGS}"),
        ),
    ],
)
def test_what_the_tenant_has_no_service_for_is_refused(
    tiny: Tiny, path: str, enough: tuple[str, ...], too_little: tuple[str, ...], sentence: str
) -> None:
    roles = ["DeviceManagementServiceConfig.Read.All", "SharePointTenantSettings.Read.All"]
    reader = tiny.register("Reader", roles)
    for plan in enough:
        tiny.licence(plan)
        ask(tiny, reader, "GET", path)
    for plan in too_little:
        tiny.licence(plan)
        refused = tiny.graph("GET", path, client_id=reader)
        assert (refused.status_code, refused.json()["error"]["message"]) == (400, sentence)
    # Who may not ask hears that first.
    assert tiny.graph("GET", path, client_id=tiny.register("Nobody", ["Mail.Read"])).status_code == 403


@assumed("people show the answer for sites", f"GET {SITES}")
def test_a_tenant_without_sharepoint_has_no_sites(tiny: Tiny) -> None:
    reader = tiny.register("Sites", ["Sites.Read.All"])
    ask(tiny, reader, "GET", SITES, want=404)
    tiny.licence("EXCHANGE_S_STANDARD")
    ask(tiny, reader, "GET", SITES, want=400)


@assumed("each part of Graph is of one service")
def test_every_route_of_intune_and_sharepoint_is_of_a_service() -> None:
    of_services = [one.template for one in graph_routes() if service_behind(one.template)]
    assert len(of_services) > 30
    named = [one.template for one in graph_routes() if "deviceManagement/" in one.template]
    assert set(named) <= {*of_services, *(one for one in named if one.startswith("/roleManagement"))}
