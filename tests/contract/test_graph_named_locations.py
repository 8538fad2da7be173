"""Named locations of the embedded Graph: shapes, rules, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

    from tests.contract.conftest import Tiny

LOCATIONS = "/identity/conditionalAccess/namedLocations"


def ip_location(**changes: Any) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.ipNamedLocation",
        "displayName": "HQ",
        "ipRanges": [cidr("198.51.100.0/24"), cidr("2001:db8::/32"), cidr("192.0.2.0/24")],
        "isTrusted": True,
        **changes,
    }


def cidr(address: str, kind: str = "iPv4CidrRange") -> dict[str, str]:
    return {"@odata.type": f"#microsoft.graph.{kind}", "cidrAddress": address}


def country_location(**changes: Any) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        "displayName": "Allowed",
        "countriesAndRegions": ["US", "DE"],
        "countryLookupMethod": "clientIpAddress",
        "includeUnknownCountriesAndRegions": False,
        **changes,
    }


def created(tiny: Tiny, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = tiny.graph("POST", path, body)
    assert answer.status_code == 201, answer.text
    entity: dict[str, Any] = answer.json()
    return entity


def refused(answer: httpx.Response) -> tuple[int, str, str]:
    error = answer.json()["error"]
    assert {"date", "request-id", "client-request-id"} <= set(error["innerError"])
    return answer.status_code, error["code"], error["message"]


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


def test_a_trusted_location_is_deleted_only_once_it_is_not(tiny: Tiny) -> None:
    item = f"{LOCATIONS}/{created(tiny, LOCATIONS, ip_location())['id']}"
    assert refused(tiny.graph("DELETE", item))[0] == 400
    untrust = {"@odata.type": "#microsoft.graph.ipNamedLocation", "isTrusted": False}
    assert tiny.graph("PATCH", item, untrust).status_code == 204
    assert tiny.graph("DELETE", item).status_code == 204
    assert tiny.graph("GET", item).status_code == 404
    restored = tiny.graph("POST", item.replace("namedLocations", "deletedItems/namedLocations") + "/restore")
    assert (restored.status_code, restored.json()["isTrusted"]) == (200, False)


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


@pytest.mark.parametrize(
    "body",
    [
        {"displayName": "no type", "ipRanges": []},
        ip_location(ipRanges=[]),
        ip_location(ipRanges=[cidr("300.1.1.1/24")]),
        ip_location(ipRanges=[{"cidrAddress": "192.0.2.0/24"}]),
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
