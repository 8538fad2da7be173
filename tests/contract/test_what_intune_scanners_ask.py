"""What scanners and exports of Intune ask: who may enrol which devices, and lists to which nobody added anything."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.graph.device_management_lists.routes import EMPTY
from tests.contract import sources
from tests.contract.conftest import ask
from tests.contract.marks import assumed, documented, verified

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

ENROLMENT = "/deviceManagement/deviceEnrollmentConfigurations"
WORDS = [
    "limit",
    "platformRestrictions",
    "windowsHelloForBusiness",
    "windows10EnrollmentCompletionPageConfiguration",
    "windowsRestore",
]


@pytest.fixture
def reader(tiny: Tiny) -> str:
    return tiny.register("Intune reader", ["DeviceManagementServiceConfig.Read.All"])


@verified(sources.ENROLMENT, f"GET {ENROLMENT}", f"GET {ENROLMENT}/{{id}}")
def test_every_tenant_has_the_configurations_by_which_devices_are_enrolled(tiny: Tiny, reader: str) -> None:
    found = ask(tiny, reader, "GET", f"/beta{ENROLMENT}")["value"]
    assert [one["deviceEnrollmentConfigurationType"] for one in found] == WORDS
    assert {(one["displayName"], one["priority"]) for one in found} == {("All users and all devices", 0)}
    limit, platforms = found[:2]
    assert (limit["id"], limit["limit"]) == (f"{tiny.tenant_id}_DefaultLimit", 5)
    personal = {
        name: one["personalDeviceEnrollmentBlocked"]
        for name, one in platforms.items()
        if name.endswith("Restriction") and one is not None
    }
    assert set(personal.values()) == {False}
    assert {"iosRestriction", "windowsRestriction", "androidForWorkRestriction"} <= set(personal)
    one = ask(tiny, reader, "GET", f"/beta{ENROLMENT}/{platforms['id']}")
    assert platforms.items() <= one.items()
    ask(tiny, reader, "GET", f"/beta{ENROLMENT}/nobody", want=404)


@assumed("the names are those of the schema of v1.0", f"GET {ENROLMENT}")
def test_v1_says_less_of_how_devices_are_enrolled(tiny: Tiny, reader: str) -> None:
    whole = ask(tiny, reader, "GET", f"/beta{ENROLMENT}")["value"]
    found = ask(tiny, reader, "GET", ENROLMENT)["value"]
    assert [one["@odata.type"] for one in found] == [one["@odata.type"] for one in whole[:-1]]
    for less, more in zip(found, whole, strict=False):
        assert less.items() <= more.items()
        assert "roleScopeTagIds" not in less
    path = f"/beta{ENROLMENT}?$filter=deviceEnrollmentConfigurationType eq 'limit'"
    assert [one["limit"] for one in ask(tiny, reader, "GET", path)["value"]] == [5]
    other = tiny.register("Another", ["DeviceManagementManagedDevices.Read.All"])
    ask(tiny, other, "GET", ENROLMENT, want=403)


@assumed(
    "Microsoft365DSC's example of a restriction that Intune made is for all devices",
    f"GET {ENROLMENT}/{{id}}/assignments",
)
def test_what_every_tenant_has_is_for_all_devices(tiny: Tiny, reader: str) -> None:
    for one in ask(tiny, reader, "GET", ENROLMENT)["value"]:
        (assigned,) = ask(tiny, reader, "GET", f"{ENROLMENT}/{one['id']}/assignments")["value"]
        assert assigned["target"] == {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}
    ask(tiny, reader, "GET", f"{ENROLMENT}/nobody/assignments", want=404)


@pytest.mark.parametrize(
    ("path", "roles", "versions"),
    [
        pytest.param(
            path,
            roles,
            versions,
            id=path.rpartition("/")[2],
            marks=assumed("nothing is in it until somebody adds to it", f"GET {path}"),
        )
        for path, _, roles, versions in EMPTY
    ],
)
def test_a_list_of_intune_has_nothing_to_which_nobody_added(
    tiny: Tiny, path: str, roles: str, versions: tuple[str, ...]
) -> None:
    reader = tiny.register("Intune reader", [f"{roles}.Read.All"])
    for version in versions:
        for query in ("", "?$expand=assignments", "?$select=id,displayName,version"):
            assert ask(tiny, reader, "GET", f"/{version}{path}{query}")["value"] == []
    if "v1.0" not in versions:
        ask(tiny, reader, "GET", f"/v1.0{path}", want=501)
    ask(tiny, tiny.register("Another", ["User.Read.All"]), "GET", f"/beta{path}", want=403)


@assumed(
    "IntuneCD 2.6.0 reads the names of tags first; its one row is recalled",
    "GET /deviceManagement/roleScopeTags",
)
def test_intune_has_one_tag_of_its_own(tiny: Tiny) -> None:
    reader = tiny.register("Intune reader", ["DeviceManagementRBAC.Read.All"])
    (tag,) = ask(tiny, reader, "GET", "/beta/deviceManagement/roleScopeTags")["value"]
    assert (tag["id"], tag["displayName"], tag["isBuiltIn"]) == ("0", "Default", True)


EXPORTS = "/deviceManagement/reports/exportJobs"


@documented(sources.EXPORTED_REPORTS, f"POST {EXPORTS}", f"GET {EXPORTS}/{{id}}")
def test_a_report_of_intune_is_asked_for_and_fetched_as_a_table_in_a_zip(tiny: Tiny) -> None:
    tiny.licence("INTUNE_A")
    reader = tiny.register("Intune reader", ["DeviceManagementApps.Read.All"])
    columns = ["ApplicationName", "DeviceId"]
    for body, status in (
        ({}, 400),
        ({"reportName": "Devices"}, 501),
        ({"reportName": "AppInvRawData", "format": "json"}, 501),
        ({"reportName": "AppInvRawData", "select": ["Nothing"]}, 400),
    ):
        ask(tiny, reader, "POST", EXPORTS, body, want=status)
    made = ask(tiny, reader, "POST", EXPORTS, {"reportName": "AppInvRawData", "select": columns}, want=201)
    assert (made["status"], made["url"]) == ("notStarted", None)
    done = ask(tiny, reader, "GET", f"{EXPORTS}/{made['id']}")
    assert done["status"] == "completed"
    fetched = tiny.http.get(done["url"])
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        (name,) = archive.namelist()
        assert archive.read(name).decode().split() == [",".join(columns)]
    ask(tiny, reader, "GET", f"{EXPORTS}/none", want=404)
