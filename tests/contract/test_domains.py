"""How long passwords of a domain are good: what changes it, what is refused, and the event that it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

NEVER = {"passwordValidityPeriodInDays": 2147483647}


def domain(tiny: Tiny, client_id: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = tiny.graph("GET", "/domains", client_id=client_id).json()["value"]
    (found,) = [one for one in rows if one["id"] == "a.example"]
    return found


@pytest.fixture
def admin(tiny: Tiny) -> str:
    tiny.store.put(
        "organization", "o", {"id": "o", "verifiedDomains": [{"name": "a.example", "isInitial": True}]}
    )
    return tiny.register("Admin", ["Domain.ReadWrite.All"])


@documented(sources.DOMAINS, "PATCH /domains/{id}")
def test_the_period_of_a_domain_is_changed_alone(tiny: Tiny, admin: str) -> None:
    before = domain(tiny, admin)
    assert tiny.graph("PATCH", "/domains/A.example", NEVER, client_id=admin).status_code == 204
    assert domain(tiny, admin) == before | NEVER
    (event,) = tiny.store.all("directoryAudits")
    assert (event["activityDisplayName"], event["targetResources"][0]["id"]) == (
        "Set password policy",
        "a.example",
    )


@assumed("the limits are recalled, and so are status, code and text", "PATCH /domains/{id}")
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("a.example", {"passwordValidityPeriodInDays": "30"}, 400),
        ("a.example", {"passwordValidityPeriodInDays": 1}, 400),
        ("a.example", {"colour": "red"}, 400),
        ("a.example", {"isDefault": True}, 501),
        ("b.example", NEVER, 404),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    tiny: Tiny, admin: str, path: str, body: dict[str, Any], status: int
) -> None:
    before = domain(tiny, admin)
    assert tiny.graph("PATCH", f"/domains/{path}", body, client_id=admin).status_code == status
    reader = tiny.register("Reader", ["Domain.Read.All"])
    assert tiny.graph("PATCH", "/domains/a.example", NEVER, client_id=reader).status_code == 403
    assert (domain(tiny, admin), tiny.store.all("directoryAudits")) == (before, [])


@assumed("public scripts ask for the default domain, and for verified ones, so", "GET /domains")
@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("isDefault eq true", []),
        ("isInitial eq true", ["a.example"]),
        ("isVerified eq true and isInitial eq true", ["a.example"]),
        ("authenticationType eq 'Federated'", []),
        ("authenticationType ne 'Federated'", ["a.example"]),
        ("id eq 'a.example'", ["a.example"]),
    ],
)
def test_domains_are_filtered(tiny: Tiny, admin: str, where: str, found: list[str]) -> None:
    listed = tiny.graph("GET", f"/domains?$filter={where}", client_id=admin).json()["value"]
    assert [one["id"] for one in listed if one["id"] == "a.example"] == found
