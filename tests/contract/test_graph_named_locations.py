"""Named locations of the embedded Graph: shapes, rules, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.named_locations.country_codes import COUNTRY_CODES
from holdfast.emulator.graph.named_locations.routes import IP_LOCATION_LIMIT
from tests.contract import sources
from tests.contract.conditional_access import LOCATIONS, cidr, country_location, created, ip_location, refused
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny


@documented(
    sources.LOCATIONS,
    "GET /identity/conditionalAccess/namedLocations/{id}",
    "PATCH /identity/conditionalAccess/namedLocations/{id}",
)
def test_ip_location_round_trip_keeps_ranges_as_sent(tiny: Tiny) -> None:
    new = created(tiny, LOCATIONS, ip_location())
    item = f"{LOCATIONS}/{new['id']}"
    shown = tiny.graph("GET", item).json()
    assert shown.pop("@odata.context").endswith("#identity/conditionalAccess/namedLocations/$entity")
    assert shown == {
        **ip_location(),
        "id": new["id"],
        "createdDateTime": "2026-03-01T12:00:00Z",
        "modifiedDateTime": "2026-03-01T12:00:00Z",
        "deletedDateTime": None,
    }
    reverse = list(reversed(ip_location()["ipRanges"]))
    change = {"@odata.type": "#microsoft.graph.ipNamedLocation", "ipRanges": reverse}
    assert tiny.graph("PATCH", item, change).status_code == 204
    shown = tiny.graph("GET", item).json()
    assert (shown["ipRanges"], shown["isTrusted"], shown["displayName"]) == (reverse, True, "HQ")


@documented(sources.AZUREAD, "POST /identity/conditionalAccess/deletedItems/namedLocations/{id}/restore")
def test_a_trusted_location_is_deleted_only_once_it_is_not(tiny: Tiny) -> None:
    item = f"{LOCATIONS}/{created(tiny, LOCATIONS, ip_location())['id']}"
    assert refused(tiny.graph("DELETE", item))[0] == 400
    untrust = {"@odata.type": "#microsoft.graph.ipNamedLocation", "isTrusted": False}
    assert tiny.graph("PATCH", item, untrust).status_code == 204
    assert tiny.graph("DELETE", item).status_code == 204
    assert tiny.graph("GET", item).status_code == 404
    restored = tiny.graph("POST", item.replace("namedLocations", "deletedItems/namedLocations") + "/restore")
    assert (restored.status_code, restored.json()["isTrusted"]) == (200, False)


@documented(sources.LOCATIONS, "POST /identity/conditionalAccess/namedLocations")
def test_country_location_has_no_is_trusted(tiny: Tiny) -> None:
    new = created(tiny, LOCATIONS, country_location())
    assert set(new) == {
        "@odata.context",
        "@odata.type",
        "id",
        "displayName",
        "createdDateTime",
        "modifiedDateTime",
        "deletedDateTime",
        "countriesAndRegions",
        "countryLookupMethod",
        "includeUnknownCountriesAndRegions",
    }


@assumed("number and text are recalled")
@pytest.mark.parametrize("code", ["AC", "DG", "UK", "EU", "XX", "ZZ", "USA", "U", "", "uk", "Germany"])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_code_that_iso_has_not_assigned_is_refused_with_1048(tiny: Tiny, method: str, code: str) -> None:
    made = created(tiny, LOCATIONS, country_location())
    path = LOCATIONS if method == "POST" else f"{LOCATIONS}/{made['id']}"
    answer = tiny.graph(method, path, country_location(countriesAndRegions=["GB", code]))
    status, _, message = refused(answer)
    assert (status, message[:6]) == (400, "1048: ")
    assert f'value "{code}"' in message
    assert tiny.graph("GET", f"{LOCATIONS}/{made['id']}").json()["countriesAndRegions"] == ["US", "DE"]


@documented(sources.LOCATIONS, "POST /identity/conditionalAccess/namedLocations")
def test_every_assigned_code_is_taken(tiny: Tiny) -> None:
    codes = sorted(COUNTRY_CODES)
    assert len(codes) == 250
    assert "XK" in codes
    assert (
        created(tiny, LOCATIONS, country_location(countriesAndRegions=codes))["countriesAndRegions"] == codes
    )


@documented(sources.NETWORK, "POST /identity/conditionalAccess/namedLocations")
def test_195_locations_of_addresses_are_the_most(tiny: Tiny) -> None:
    made = created(tiny, LOCATIONS, ip_location())
    shown = {name: value for name, value in made.items() if name != "@odata.context"}
    with tiny.store.transaction():
        for number in range(IP_LOCATION_LIMIT - 1):
            one = shown | {"id": f"11111111-0000-4000-8000-{number:012d}"}
            tiny.store.put("namedLocations", one["id"], one)
    assert "195" in refused(tiny.graph("POST", LOCATIONS, ip_location()))[2]
    created(tiny, LOCATIONS, country_location())


@assumed(
    "which mistakes are refused is documented in part; number and texts are recalled",
    "POST /identity/conditionalAccess/namedLocations",
)
@pytest.mark.parametrize(
    "body",
    [
        {"displayName": "no type", "ipRanges": []},
        ip_location(ipRanges=[]),
        ip_location(ipRanges=[cidr("300.1.1.1/24")]),
        ip_location(isTrusted="yes"),
        ip_location(countriesAndRegions=["US"]),
        country_location(isTrusted=True),
        country_location(countriesAndRegions=[]),
        country_location(countryLookupMethod="guess"),
    ],
)
def test_a_bad_location_is_refused(tiny: Tiny, body: dict[str, Any]) -> None:
    assert refused(tiny.graph("POST", LOCATIONS, body))[:2] == (400, "BadRequest")
    assert tiny.store.count("namedLocations") == 0


GONE = "/identity/conditionalAccess/deletedItems/namedLocations"


@documented(sources.DELETED_POLICIES, f"GET {GONE}", f"GET {GONE}/{{id}}", f"DELETE {GONE}/{{id}}")
def test_a_deleted_location_is_listed_until_it_is_purged(tiny: Tiny) -> None:
    location = created(tiny, LOCATIONS, country_location())["id"]
    assert tiny.graph("GET", GONE).json()["value"] == []
    tiny.graph("DELETE", f"{LOCATIONS}/{location}")
    assert [one["id"] for one in tiny.graph("GET", GONE).json()["value"]] == [location]
    assert tiny.graph("GET", f"{GONE}/{location}").json()["deletedDateTime"] == "2026-03-01T12:00:00Z"
    assert tiny.graph("DELETE", f"{GONE}/{location}").status_code == 204
    assert tiny.graph("GET", GONE).json()["value"] == []
    assert tiny.graph("POST", f"{GONE}/{location}/restore").status_code == 404


@documented(
    sources.SPELLING,
    f"GET {LOCATIONS}/microsoft.graph.countryNamedLocation",
    f"GET {LOCATIONS}/microsoft.graph.ipNamedLocation",
    f"GET {LOCATIONS}/{{id}}/microsoft.graph.countryNamedLocation",
    f"GET {LOCATIONS}/{{id}}/microsoft.graph.ipNamedLocation",
)
def test_locations_by_type(tiny: Tiny) -> None:
    places = {"country": country_location(), "ip": ip_location()}
    ids = {kind: created(tiny, LOCATIONS, body)["id"] for kind, body in places.items()}
    for kind, other in (("country", "ip"), ("ip", "country")):
        cast = f"microsoft.graph.{kind}NamedLocation"
        listed = tiny.graph("GET", f"{LOCATIONS}/{cast}").json()["value"]
        assert [one["id"] for one in listed] == [ids[kind]]
        assert tiny.graph("GET", f"{LOCATIONS}/{ids[kind]}/{cast}").json()["id"] == ids[kind]
        assert tiny.graph("GET", f"{LOCATIONS}/{ids[other]}/{cast}").status_code == 404
