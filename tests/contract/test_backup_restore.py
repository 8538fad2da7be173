"""Microsoft 365 Backup Storage: the service, policies of three workloads, units, jobs, the search of restore points.

What the pages give as an example is tried as it stands; what they leave open is marked as assumed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.data.accounts import account_deleted
from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from holdfast.emulator.graph.backup_restore.state import BILLING
from tests.contract import sources
from tests.contract.conftest import USER
from tests.contract.marks import documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

BELOW = "/solutions/backupRestore"
SITE = "contoso.sharepoint.com,bf6fb551-d508-4946-a439-b2a6154fc1d9,65a04b8b-1f44-442b-a1fc-9e5852fb946c"
NAMES = {"exchange": USER, "oneDriveForBusiness": USER, "sharePoint": SITE}
UNITS = {"exchange": "mailbox", "oneDriveForBusiness": "drive", "sharePoint": "site"}
WORKLOADS = tuple(NAMES)
EVERY_WORKLOAD = pytest.mark.parametrize("workload", WORKLOADS)
ROLES = [
    f"BackupRestore-{one}.All" for one in ("Configuration.ReadWrite", "Control.ReadWrite", "Search.Read")
]


def routes(end: str, method: str = "GET") -> tuple[str, ...]:
    """The same route of each workload."""
    return tuple(f"{method} {BELOW}/{one}ProtectionPolicies{end}" for one in WORKLOADS)


def jobs(method: str) -> tuple[str, ...]:
    """The routes of bulk jobs."""
    return tuple(
        f"{method} {BELOW}/{one}ProtectionPolicies/{{id}}/{UNITS[one]}ProtectionUnitsBulkAdditionJobs"
        for one in WORKLOADS
    )


LISTED = tuple(f"GET {BELOW}/protectionUnits/microsoft.graph.{one}ProtectionUnit" for one in UNITS.values())


class Backup:
    """A tiny tenant with a user who has a mailbox and a drive, a site, and billing."""

    def __init__(self, tiny: Tiny) -> None:
        self.tiny = tiny
        self.client = tiny.register("Backup", ROLES)
        tiny.store.set_setting(BILLING, True)  # noqa: FBT003 - the setting's value
        tiny.store.put("sites", SITE, {"id": SITE, "isPersonalSite": False})
        user: dict[str, Any] = tiny.store.get("users", USER) or {}
        plan = {
            "service": "SharePoint",
            "capabilityStatus": "Enabled",
            "servicePlanId": "p",
            "assignedDateTime": None,
        }
        tiny.store.put("users", USER, {**user, "assignedPlans": [plan]})
        name = f"somebody@{tiny.domain}"
        row = {"UserPrincipalName": name, "ExchangeGuid": USER, "ExternalDirectoryObjectId": USER}
        seed_mailboxes(tiny.store, [row])

    def send(self, method: str, path: str, body: Any = None) -> Any:
        return self.tiny.graph(method, f"{BELOW}{path}", body, client_id=self.client)

    def enabled(self) -> Backup:
        assert self.send("POST", "/enable", {"appOwnerTenantId": self.tiny.tenant_id}).status_code == 200
        return self

    def policy(self, workload: str, **more: Any) -> Any:
        units = {f"{UNITS[workload]}ProtectionUnits": [named(workload)]}
        return self.send("POST", f"/{workload}ProtectionPolicies", {"displayName": "All", **units, **more})

    def active(self, workload: str) -> str:
        made = self.policy(workload).json()["id"]
        assert self.send("POST", f"/protectionPolicies/{made}/activate").status_code == 200
        return str(made)

    def units(self, workload: str) -> list[dict[str, Any]]:
        listed = self.send("GET", f"/protectionUnits/microsoft.graph.{UNITS[workload]}ProtectionUnit")
        rows: list[dict[str, Any]] = listed.json()["value"]
        return rows

    def points(self, *ids: str, day: str = "2026-03-01") -> Any:
        period = {"startDateTime": f"{day}T00:00:00Z", "endDateTime": f"{day}T23:59:59Z"}
        body = {
            "protectionUnitIds": list(ids),
            "protectionTimePeriod": period,
            "restorePointPreference": "latest",
        }
        return self.send("POST", "/restorePoints/search", body)


def named(workload: str, name: str = "") -> dict[str, str]:
    place = "siteId" if workload == "sharePoint" else "directoryObjectId"
    return {place: name or NAMES[workload]}


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.fixture
def backup(tiny: Tiny) -> Backup:
    return Backup(tiny)


@documented(sources.BACKUP_SERVICE, f"GET {BELOW}", f"POST {BELOW}/enable")
def test_the_service_is_off_until_it_is_enabled_once(backup: Backup) -> None:
    before = backup.send("GET", "").json()["serviceStatus"]
    assert (before["status"], before["disableReason"]) == ("disabled", "none")
    body = {"appOwnerTenantId": backup.tiny.tenant_id}
    for _ in range(2):
        answer = backup.send("POST", "/enable", body)
        assert (answer.status_code, answer.json()["status"]) == (200, "enabled")
    assert backup.send("GET", "").json()["serviceStatus"]["status"] == "enabled"


@EVERY_WORKLOAD
@documented(sources.BACKUP_UNIT, f"GET {BELOW}/protectionUnits/{{id}}")
def test_a_unit_is_read_by_its_id_as_it_is_listed(backup: Backup, workload: str) -> None:
    backup.enabled().active(workload)
    (listed,) = backup.units(workload)

    answer = backup.send("GET", f"/protectionUnits/{listed['id']}")

    assert answer.status_code == 200
    assert answer.json() == {**answer.json(), **listed}
    assert answer.json()["@odata.type"] == f"#microsoft.graph.{UNITS[workload]}ProtectionUnit"
    assert backup.send("GET", f"/protectionUnits/{USER}").status_code == 404


@documented(sources.BACKUP_ERRORS, f"POST {BELOW}/enable")
def test_without_billing_or_owner_it_is_not_enabled(backup: Backup) -> None:
    assert code(backup.send("POST", "/enable", {"appOwnerTenantId": USER})) == (
        400,
        "InvalidAppOwnerTenantId",
    )
    backup.tiny.store.set_setting(BILLING, False)  # noqa: FBT003 - the setting's value
    body = {"appOwnerTenantId": backup.tiny.tenant_id}
    assert code(backup.send("POST", "/enable", body)) == (402, "InvalidBillingProfile")


@EVERY_WORKLOAD
@documented(sources.BACKUP_POLICIES, *routes("", "POST"), *routes(""), *routes("/{id}"), *LISTED)
def test_a_new_policy_is_inactive_and_keeps_the_usual_periods(backup: Backup, workload: str) -> None:
    answer = backup.enabled().policy(workload)
    assert answer.status_code == 201
    made = answer.json()
    assert (made["status"], made["displayName"]) == ("inactive", "All")
    assert made["retentionSettings"] == [
        {"interval": "R/PT10M", "period": "P2W"},
        {"interval": "R/P1W", "period": "P1Y"},
    ]
    for one in WORKLOADS:
        listed = backup.send("GET", f"/{one}ProtectionPolicies").json()["value"]
        assert [each["id"] for each in listed] == ([made["id"]] if one == workload else [])
        read = backup.send("GET", f"/{one}ProtectionPolicies/{made['id']}")
        assert read.status_code == (200 if one == workload else 404)
        backup.units(one)
    (unit,) = backup.units(workload)
    assert (unit["status"], unit["policyId"], unit["error"]) == ("unprotected", made["id"], None)
    for one in set(WORKLOADS) - {workload}:
        backup.policy(one)


@EVERY_WORKLOAD
@documented(
    sources.BACKUP_UNITS,
    f"POST {BELOW}/protectionPolicies/{{id}}/activate",
    f"POST {BELOW}/restorePoints/search",
)
def test_units_are_protected_some_time_after_the_policy_is_activated(backup: Backup, workload: str) -> None:
    backup.enabled().active(workload)
    (unit,) = backup.units(workload)
    assert unit["status"] == "protectRequested"
    assert backup.points(unit["id"]).json()["noResultProtectionUnitIds"] == [unit["id"]]
    backup.tiny.clock.advance(minutes=30)
    (unit,) = backup.units(workload)
    assert unit["status"] == "protected"
    assert {unit.get(name) for name in ("displayName", "email", "siteName", "siteWebUrl")} == {None}
    found = backup.points(unit["id"]).json()
    (hit,) = found["searchResults"]
    assert hit["restorePoint"]["protectionUnit"]["id"] == unit["id"]
    assert hit["restorePoint"]["protectionDateTime"].startswith("2026-03-01T12:25")
    assert found["noResultProtectionUnitIds"] == []
    assert backup.points(unit["id"], day="2026-02-01").json()["noResultProtectionUnitIds"] == [unit["id"]]


@EVERY_WORKLOAD
@documented(sources.BACKUP_UPDATE, *routes("/{id}", "PATCH"))
def test_a_delta_adds_and_removes_units_and_tells_the_errors_of_each(backup: Backup, workload: str) -> None:
    backup.enabled()
    ids = {one: backup.active(one) for one in WORKLOADS}
    delta, path = f"{UNITS[workload]}ProtectionUnits@delta", f"/{workload}ProtectionPolicies/{ids[workload]}"
    answer = backup.send("PATCH", path, {delta: [named(workload), named(workload, "nobody")]})
    assert answer.status_code == 200
    told = [one["error"]["code"] for one in answer.json()[delta]]
    assert told == ["ProtectionUnitAlreadyExists", "ProtectionUnitNotFound"]
    backup.tiny.clock.advance(minutes=30)
    (unit,) = backup.units(workload)
    gone = {"@removed": {"reason": "changed"}, "id": unit["id"]}
    assert backup.send("PATCH", path, {delta: [gone]}).status_code == 200
    (unit,) = backup.units(workload)
    assert (unit["status"], unit["policyId"]) == ("unprotected", "")
    # What was backed up stays until it expires.
    assert len(backup.points(unit["id"]).json()["searchResults"]) == 1
    week = [{"interval": "R/P1W", "period": "P730D"}]
    for one, policy in ids.items():
        changed = backup.send("PATCH", f"/{one}ProtectionPolicies/{policy}", {"retentionSettings": week})
        assert changed.json()["retentionSettings"] == week


@documented(sources.BACKUP_ERRORS, routes("", "POST")[0], routes("/{id}", "PATCH")[0], routes("/{id}")[0])
def test_what_a_policy_may_not_say_is_refused(backup: Backup) -> None:
    exchange = "/exchangeProtectionPolicies"
    assert code(backup.policy("exchange"))[0] == 403, "the service is off"
    backup.enabled()
    many = [{"directoryObjectId": f"{number}"} for number in range(51)]
    refused: dict[tuple[int, str], dict[str, Any]] = {
        (413, "ProtectionUnitsLimitBreached"): {"mailboxProtectionUnits": many},
        (400, "DuplicateProtectionUnitInList"): {"mailboxProtectionUnits": [named("exchange")] * 2},
        (400, "InvalidCreateRequest"): {"retentionSettings": [{"interval": "R/P1W", "period": "P1D"}]},
        (400, "InvalidDisplayName"): {"displayName": ""},
        (400, "InvalidProtectionUnitId"): {"mailboxProtectionUnits": ["x"]},
    }
    for expected, body in refused.items():
        assert code(backup.policy("exchange", **body)) == expected
    assert code(backup.send("POST", exchange, {"strange": 1})) == (400, "InvalidCreateRequest")
    assert code(backup.send("POST", exchange, {"displayName": "x"})) == (400, "InvalidCreateRequest")
    made = backup.active("exchange")
    assert code(backup.policy("exchange")) == (409, "PolicyCreationNotAllowed")
    strange = {"mailboxProtectionUnits@delta": [{"@removed": {}, "id": "x"}]}
    assert code(backup.send("PATCH", f"{exchange}/{made}", strange)) == (400, "InvalidProtectionUnitId")
    assert code(backup.send("GET", f"{exchange}/{USER}")) == (404, "PolicyNotFound")


@documented(
    sources.BACKUP_ERRORS,
    f"POST {BELOW}/protectionPolicies/{{id}}/activate",
    f"POST {BELOW}/protectionPolicies/{{id}}/deactivate",
)
def test_a_policy_is_activated_when_it_rests_and_deactivated_when_it_acts(backup: Backup) -> None:
    made = backup.enabled().policy("exchange").json()["id"]
    path = f"/protectionPolicies/{made}"
    assert code(backup.send("POST", f"{path}/deactivate")) == (403, "PolicyActionNotAllowed")
    assert backup.send("POST", f"{path}/activate").json()["status"] == "active"
    assert code(backup.send("POST", f"{path}/activate")) == (403, "PolicyActionNotAllowed")
    assert backup.send("POST", f"{path}/deactivate").json()["status"] == "inactive"
    assert [one["status"] for one in backup.units("exchange")] == ["unprotected"]
    assert code(backup.policy("exchange")) == (409, "ProtectionUnitAlreadyExists")


@EVERY_WORKLOAD
@documented(sources.BACKUP_JOBS, *jobs("POST"), *jobs("GET"))
def test_a_bulk_job_adds_any_number_of_units(backup: Backup, workload: str) -> None:
    backup.enabled()
    for one in WORKLOADS:
        policy = backup.active(one)
        path = f"/{one}ProtectionPolicies/{policy}/{UNITS[one]}ProtectionUnitsBulkAdditionJobs"
        lists = "siteIds" if one == "sharePoint" else "directoryObjectIds"
        assert code(backup.send("POST", path, {lists: []})) == (400, "InvalidCreateRequest")
        ids = [NAMES[one], *(f"nobody-{number}" for number in range(60))]
        answer = backup.send("POST", path, {"displayName": "Many", lists: ids})
        assert (answer.status_code, answer.json()["status"]) == (201, "active")
        (job,) = backup.send("GET", f"{path}?$select=id,status").json()["value"]
        assert job == {"id": answer.json()["id"], "status": "active"}
        if one == workload:
            backup.tiny.clock.advance(minutes=30)
            (done,) = backup.send("GET", path).json()["value"]
            assert done["status"] == "completedWithErrors"


@documented(sources.BACKUP_ERRORS, f"POST {BELOW}/restorePoints/search")
def test_a_search_names_units_that_are_there_and_a_period(backup: Backup) -> None:
    backup.enabled().active("exchange")
    assert code(backup.points("x")) == (400, "InvalidProtectionUnitId")
    assert code(backup.points()) == (400, "InvalidSearchRequest")
    empty = {"protectionUnitIds": [backup.units("exchange")[0]["id"]]}
    assert code(backup.send("POST", "/restorePoints/search", empty)) == (400, "InvalidSearchRequest")


@documented(sources.RESTORE_POINTS, f"POST {BELOW}/restorePoints/search")
def test_a_search_is_for_twenty_units(backup: Backup) -> None:
    backup.enabled()
    assert code(backup.points(*map(str, range(21)))) == (400, "InvalidSearchRequest")


@EVERY_WORKLOAD
@documented(sources.RESTORE_POINTS, f"POST {BELOW}/restorePoints/search")
def test_what_was_backed_up_outlives_what_it_is_of(backup: Backup, workload: str) -> None:
    backup.enabled().active(workload)
    (unit,) = backup.units(workload)
    backup.tiny.clock.advance(minutes=30)
    (before,) = backup.points(unit["id"]).json()["searchResults"]
    kept = datetime.fromisoformat(before["restorePoint"]["expirationDateTime"]) - datetime.fromisoformat(
        before["restorePoint"]["protectionDateTime"]
    )
    assert kept == timedelta(days=365 if workload == "exchange" else 14)
    if workload == "sharePoint":
        return
    account_deleted(backup.tiny.tenant, USER)
    backup.tiny.clock.advance(days=20)
    backup.tiny.tokens.clear()  # they are as old
    (after,) = backup.points(unit["id"]).json()["searchResults"]
    last = before["restorePoint"]["protectionDateTime"] if workload == "exchange" else "2026-03-01T12:15:00Z"
    assert after["restorePoint"]["protectionDateTime"] == last
    backup.tiny.clock.advance(days=345)
    backup.tiny.tokens.clear()
    assert backup.points(unit["id"]).json()["noResultProtectionUnitIds"] == [unit["id"]]


@documented(sources.BACKUP_UNITS, LISTED[0])
def test_units_come_in_pages(backup: Backup) -> None:
    backup.enabled().active("exchange")
    ((name, stored),) = [(one["id"], one) for one in backup.tiny.store.all("backup.mailboxProtectionUnits")]
    with backup.tiny.store.transaction():
        for number in range(1000):
            other = f"{name[:-4]}{number:04}"
            backup.tiny.store.put("backup.mailboxProtectionUnits", other, {**stored, "id": other})
    path = "/protectionUnits/microsoft.graph.mailboxProtectionUnit"
    first = backup.send("GET", path).json()
    rest = backup.tiny.graph("GET", first["@odata.nextLink"], client_id=backup.client).json()
    assert (len(first["value"]), len(rest["value"])) == (999, 2)
    assert "@odata.nextLink" not in rest
    assert code(backup.send("GET", f"{path}?$skiptoken=x")) == (400, "BadRequest")


@documented(sources.ALL_SITES, "GET /sites/getAllSites")
def test_all_sites_are_listed_personal_ones_among_them(tiny: Tiny) -> None:
    for number, personal in enumerate((False, True)):
        site = {
            "id": f"{number}",
            "webUrl": f"https://contoso.sharepoint.com/{number}",
            "isPersonalSite": personal,
        }
        tiny.store.put("sites", f"{number}", site)
    reader = tiny.register("Sites", ["Sites.Read.All"])
    listed = tiny.graph("GET", "/sites/getAllSites?$select=id,isPersonalSite", client_id=reader).json()[
        "value"
    ]
    assert listed == [{"id": "0", "isPersonalSite": False}, {"id": "1", "isPersonalSite": True}]
    assert tiny.graph("GET", "/sites/getAllSites").status_code == 403
