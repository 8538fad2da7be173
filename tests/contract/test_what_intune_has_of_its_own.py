"""What scanners and exports ask of Intune's own things, and with which queries they ask lists that have nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.device_management_own.routes import ROLES, ROUTES, SINGLE
from holdfast.emulator.odata.dispatch import graph_routes
from tests.contract.conftest import ask
from tests.contract.marks import assumed

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

BELOW = "/deviceManagement"
OWN = tuple(f"GET {one.template}" for one in ROUTES)
ROLE = next(iter(ROLES))
CATEGORIES = f"{BELOW}/deviceCategories"
QUERIES = (
    "$filter=(displayName) eq null or startswith(description,'a')",
    "$expand=assignments,settings",
    "$expand=assignments($select=id;$top=3)",
    "$select=id,displayName&$expand=assignments",
    "$top=5",
)


@pytest.fixture
def reader(tiny: Tiny) -> str:
    tiny.licence("INTUNE_A")
    roles = sorted({role for route in graph_routes() if route.method == "GET" for role in route.least_roles})
    return tiny.register("Intune export", roles)


@assumed("names and ids of the roles are those that public programs name; what is off is assumed", *OWN)
def test_what_every_intune_has_is_told(tiny: Tiny, reader: str) -> None:
    roles = ask(tiny, reader, "GET", f"{BELOW}/roleDefinitions")["value"]
    assert {one["id"]: one["displayName"] for one in roles} == ROLES
    assert all(one["isBuiltIn"] for one in roles)
    assert ask(tiny, reader, "GET", f"{BELOW}/roleDefinitions/{ROLE}")["displayName"] == ROLES[ROLE]
    assert ask(tiny, reader, "GET", f"{BELOW}/roleDefinitions/{ROLE}/roleAssignments")["value"] == []
    for nobody in ("roleDefinitions/nobody", "roleDefinitions/nobody/roleAssignments"):
        ask(tiny, reader, "GET", f"{BELOW}/{nobody}", want=404)
    (tag,) = ask(tiny, reader, "GET", f"/beta{BELOW}/roleScopeTags?$expand=assignments")["value"]
    assert (tag["id"], tag["assignments"]) == ("0", [])
    assert "assignments" not in ask(tiny, reader, "GET", f"/beta{BELOW}/roleScopeTags")["value"][0]
    assert ask(tiny, reader, "GET", f"/beta{BELOW}/roleScopeTags/0/assignments")["value"] == []
    ask(tiny, reader, "GET", f"/beta{BELOW}/roleScopeTags/1/assignments", want=404)
    ask(tiny, reader, "GET", f"{BELOW}/applePushNotificationCertificate", want=404)
    for name, (_, _, versions, value, _) in SINGLE.items():
        path = f"{BELOW}/{name}" if "v1.0" in versions else f"/beta{BELOW}/{name}"
        found: dict[str, Any] = ask(tiny, reader, "GET", path)
        assert value.items() <= found.items(), name


OF_TYPE = {
    "androidManagedStoreAccountEnterpriseSettings": {
        *(
            "bindStatus",
            "lastAppSyncDateTime",
            "lastAppSyncStatus",
            "lastModifiedDateTime",
            "enrollmentTarget",
        ),
        *("ownerUserPrincipalName", "ownerOrganizationName", "targetGroupIds", "companyCodes"),
        *("deviceOwnerManagementEnabled", "androidDeviceOwnerFullyManagedEnrollmentEnabled"),
        *("managedGooglePlayInitialScopeTagIds", "managedGooglePlayEnterpriseType"),
    },
    "conditionalAccessSettings": {"enabled", "includedGroups", "excludedGroups", "overrideDefaultRule"},
    "managedDeviceOverview": {
        *("enrolledDeviceCount", "mdmEnrolledCount", "dualEnrolledDeviceCount"),
        *("deviceOperatingSystemSummary", "deviceExchangeAccessStateSummary"),
    },
}
"""Properties of types, as the schema of v1.0 and, of the first, the page of beta has them."""


@assumed("what is not set comes as well: IntuneCD reads it", *(f"GET {BELOW}/{name}" for name in OF_TYPE))
def test_settings_that_nobody_touched_have_every_property(tiny: Tiny, reader: str) -> None:
    for name, properties in OF_TYPE.items():
        assert ask(tiny, reader, "GET", f"/beta{BELOW}/{name}").keys() >= properties, name


@assumed("a list that has nothing answers every query that its type allows", f"GET {CATEGORIES}")
@pytest.mark.parametrize("query", QUERIES)
def test_a_list_that_has_nothing_is_asked_in_any_way(tiny: Tiny, reader: str, query: str) -> None:
    assert ask(tiny, reader, "GET", f"{CATEGORIES}?{query}")["value"] == []


@assumed("what the type does not have is refused all the same", f"GET {CATEGORIES}")
@pytest.mark.parametrize("query", ["$select=notInTheSchema", "$expand=notInTheSchema", "$filter=a eq"])
def test_what_no_type_has_is_refused_of_an_empty_list_as_well(tiny: Tiny, reader: str, query: str) -> None:
    assert tiny.graph("GET", f"{CATEGORIES}?{query}", client_id=reader).status_code in {400, 501}


@assumed("apps are asked for by their type", "GET /deviceAppManagement/mobileApps/{id}")
def test_apps_of_a_type_are_none_and_one_by_its_id_is_not_there(tiny: Tiny, reader: str) -> None:
    apps = "/deviceAppManagement/mobileApps"
    assert ask(tiny, reader, "GET", f"{apps}/microsoft.graph.win32LobApp")["value"] == []
    ask(tiny, reader, "GET", f"{apps}/nobody", want=404)
