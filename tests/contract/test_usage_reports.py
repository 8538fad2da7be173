"""Reports of usage as files: where the client is sent, what the file says, and that it is the JSON in other words."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from holdfast.emulator.data.drives import COLLECTION, new_drive, new_file
from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from holdfast.emulator.graph.active_users.routes import ROUTES as ACTIVE
from holdfast.emulator.graph.drive_usage.routes import ROUTES as DRIVES
from holdfast.emulator.graph.mailbox_usage.routes import ROUTES as MAILBOXES
from holdfast.emulator.graph.site_usage.routes import ROUTES as SITES
from tests.contract import sources
from tests.contract.conftest import USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

REPORTS = [route.template for route in (*ACTIVE, *DRIVES, *MAILBOXES, *SITES)]


@pytest.fixture
def reader(tiny: Tiny) -> str:
    person = {"UserPrincipalName": "a@tiny.example", "DisplayName": 'Ada, "A"', "ExchangeGuid": "a"}
    seed_mailboxes(tiny.store, [{**person, "RecipientTypeDetails": "UserMailbox"}])
    tiny.store.put(COLLECTION, USER, new_drive(USER, [new_file("1", "a.docx", "2026-02-01T00:00:00Z")]))
    site: dict[str, Any] = {
        "id": "h,s,w",
        "webUrl": "https://h/sites/s",
        "isPersonalSite": False,
        "owner": "a@tiny.example",
    }
    tiny.store.put("sites", site["id"], site)
    return tiny.register("Reports", ["Reports.Read.All"])


def table(tiny: Tiny, address: str) -> list[dict[str, str]]:
    """The rows of a file, which is fetched without a token."""
    parts = urlsplit(address)
    found = tiny.http.get(f"{parts.path}")
    assert (found.status_code, found.headers["content-type"]) == (200, "application/octet-stream")
    return list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig"))))


@documented(sources.USAGE_FILES, *(f"GET {one}" for one in REPORTS))
def test_every_report_is_a_file_to_which_the_client_is_sent_and_tells_what_the_json_tells(
    tiny: Tiny, reader: str
) -> None:
    for template in REPORTS:
        path = template.format(period="D30")
        rows: list[dict[str, Any]] = ask(tiny, reader, "GET", f"/beta{path}?$format=application/json")[
            "value"
        ]
        assert rows
        for asked in (f"/v1.0{path}", f"/beta{path}", f"/beta{path}?$format=text/csv"):
            sent = tiny.graph("GET", asked, client_id=reader)
            assert (sent.status_code, sent.content) == (302, b"")
            told = table(tiny, sent.headers["location"])
            assert len(told) == len(rows)
            for line, row in zip(told, rows, strict=True):
                assert None not in line
                assert line["Report Refresh Date"] == row["reportRefreshDate"] == "2026-02-28"
                assert line["Is Deleted"] == str(row["isDeleted"])
                assert set(line.values()) <= {"", *map(str, row.values())}
        ask(tiny, reader, "GET", f"/v1.0{path.replace('D30', 'D31')}", want=400)
        assert tiny.graph("GET", path).status_code == 403


@documented(sources.USAGE_FILES, f"GET {REPORTS[0]}")
def test_who_has_which_licence_is_told_also_of_those_who_are_deleted(tiny: Tiny, reader: str) -> None:
    plans = [("EXCHANGE_S_ENTERPRISE", "e"), ("TEAMS1", "t"), ("SHAREPOINTENTERPRISE", "s")]
    sku = {
        "skuId": "k",
        "skuPartNumber": "SPE_E3",
        "capabilityStatus": "Enabled",
        "servicePlans": [
            {"servicePlanName": name, "servicePlanId": key, "provisioningStatus": "Success"}
            for name, key in plans
        ],
    }
    tiny.store.put("subscribedSkus", "k", sku)
    user = tiny.store.get("users", USER) or {}
    tiny.store.put("users", USER, {**user, "assignedLicenses": [{"skuId": "k", "disabledPlans": ["t"]}]})
    path = f"{REPORTS[0].format(period='D7')}"
    (line,) = table(tiny, tiny.graph("GET", path, client_id=reader).headers["location"])
    assert [line[f"Has {one} License"] for one in ("Exchange", "OneDrive", "Teams", "Yammer")] == [
        *("True", "True", "False", "False")
    ]
    assert line["Assigned Products"] == "SPE_E3"
    admin = tiny.register("Admin", ["User.ReadWrite.All"])
    ask(tiny, admin, "DELETE", f"/users/{USER}", want=204)
    (line,) = table(tiny, tiny.graph("GET", path, client_id=reader).headers["location"])
    assert (line["Is Deleted"], line["Deleted Date"]) == ("True", "2026-03-01")


@assumed("an address that is too old, or of nobody, leads nowhere", f"GET {REPORTS[0]}")
def test_an_address_holds_for_minutes_and_for_one_tenant(tiny: Tiny, reader: str) -> None:
    path = REPORTS[0].format(period="D7")
    where = urlsplit(tiny.graph("GET", path, client_id=reader).headers["location"]).path
    assert tiny.http.get(where).status_code == 200
    other = where.replace(tiny.tenant_id, "00000000-0000-4000-8000-000000000000")
    for wrong in (other, where[:-1], where.swapcase()):
        assert tiny.http.get(wrong).status_code in {404, 501}, wrong
    tiny.clock.advance(minutes=6)
    assert tiny.http.get(where).status_code == 404
    tiny.tokens.clear()
    tiny.graph("GET", path, client_id=reader)
    assert len(tiny.store.all("downloads")) == 1
