"""Real clients and Microsoft's own schema judge the embedded Conditional Access."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import httpx
import pytest
from azure.identity import ClientSecretCredential
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_service_client import GraphServiceClient

from tests.contract import sources
from tests.contract.conditional_access import (
    LOCATIONS,
    POLICIES,
    REPORT_ONLY,
    STRENGTHS,
    country_location,
    created,
    five_policies,
    ip_location,
    policy,
)
from tests.contract.conftest import GROUP
from tests.contract.marks import documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

CSDL = Path(__file__).parents[3] / "shared" / "data" / "graph-metadata" / "v1.0.csdl.xml"


@documented(sources.AZUREAD)
def test_the_azuread_plugin_finds_what_it_waits_for(tiny: Tiny) -> None:
    """Replays azuread-plugin section 5: create, read, update, delete of a location and a policy."""
    sent = {
        "accept": "application/json; charset=utf-8; IEEE754Compatible=false",
        "content-type": "application/json; charset=utf-8",
        "odata-version": "4.0",
        "odata-maxversion": "4.0",
    }

    def plugin(method: str, path: str, body: Any = None) -> httpx.Response:
        return tiny.graph(method, path, body, headers=sent)

    location = plugin("POST", LOCATIONS, ip_location()).json()
    where = f"{LOCATIONS}/{location['id']}"
    for _ in range(5):
        assert plugin("GET", where).json()["ipRanges"] == ip_location()["ipRanges"]
    body = _plugin_policy(location["id"])
    answer = plugin("POST", POLICIES, body)
    assert answer.status_code == 201
    item = f"{POLICIES}/{answer.json()['id']}"
    read = plugin("GET", item)
    assert read.headers["content-type"].startswith("application/json")
    assert _contains(read.json(), body)
    changed = body | {"displayName": "renamed", "state": "disabled"}
    assert plugin("PATCH", item, changed).status_code == 204
    assert _contains(plugin("GET", item).json(), changed)
    assert plugin("DELETE", item).status_code == 204
    assert plugin("GET", item).status_code == 404
    untrust = {"@odata.type": "#microsoft.graph.ipNamedLocation", "isTrusted": False}
    assert plugin("PATCH", where, untrust).status_code == 204
    assert plugin("GET", where).json()["isTrusted"] is False
    assert plugin("DELETE", where).status_code == 204
    gone = plugin("GET", where)
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "ResourceNotFound")


def _plugin_policy(location_id: str) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
        "conditions": {
            "applications": {
                "excludeApplications": [],
                "includeApplications": ["All"],
                "includeUserActions": [],
            },
            "authenticationFlows": None,
            "clientAppTypes": ["all"],
            "devices": None,
            "locations": {"excludeLocations": [location_id], "includeLocations": ["All"]},
            "platforms": None,
            "servicePrincipalRiskLevels": [],
            "signInRiskLevels": [],
            "userRiskLevels": [],
            "users": {
                "excludeGroups": [GROUP],
                "excludeGuestsOrExternalUsers": None,
                "excludeRoles": [],
                "excludeUsers": [],
                "includeGroups": [],
                "includeGuestsOrExternalUsers": None,
                "includeRoles": [],
                "includeUsers": ["All"],
            },
        },
        "displayName": "MFA",
        "grantControls": {
            "builtInControls": ["mfa"],
            "customAuthenticationFactors": [],
            "operator": "OR",
            "termsOfUse": [],
        },
        "sessionControls": None,
        "state": REPORT_ONLY,
    }


def _contains(shown: Any, sent: Any) -> bool:
    if isinstance(sent, dict):
        return all(_contains(shown[name], value) for name, value in sent.items() if "@" not in name)
    return bool(shown == sent)


@pytest.fixture
def five(tiny: Tiny) -> Tiny:
    return five_policies(tiny)


def _keys() -> dict[str, Any]:
    return {"displayName": "Keys only", "description": "d", "allowedCombinations": ["fido2"]}


def csdl_names(entity: str, *, related: bool = True) -> set[str]:
    """Names of a type in Microsoft's schema, those of its relations too unless told otherwise."""
    space = "{http://docs.oasis-open.org/odata/ns/edm}"
    types = {
        one.get("Name"): one
        for kind in ("EntityType", "ComplexType")
        for schema in ET.parse(CSDL).getroot().iter(f"{space}Schema")  # noqa: S314 - Microsoft's own file
        for one in schema.iter(f"{space}{kind}")
        if schema.get("Namespace") == "microsoft.graph"
    }
    names: set[str] = {"id"}
    while entity:
        found = types[entity]
        named = {f"{space}Property", *([f"{space}NavigationProperty"] if related else [])}
        names |= {str(one.get("Name")) for one in found if one.tag in named}
        entity = str(found.get("BaseType", "")).removeprefix("graph.")
    return names


@documented(sources.SCHEMA)
@pytest.mark.skipif(not CSDL.exists(), reason="the Graph schema is not beside the repository")
@pytest.mark.parametrize(
    ("path", "body", "entity"),
    [
        (POLICIES, policy(), "conditionalAccessPolicy"),
        (LOCATIONS, ip_location(), "ipNamedLocation"),
        (LOCATIONS, country_location(), "countryNamedLocation"),
        (STRENGTHS, _keys(), "authenticationStrengthPolicy"),
    ],
)
def test_what_is_answered_is_in_microsofts_schema(
    tiny: Tiny, path: str, body: dict[str, Any], entity: str
) -> None:
    new = created(tiny, path, body)
    names = {name for name in new if "@" not in name}
    assert names <= csdl_names(entity)
    if entity == "conditionalAccessPolicy":
        complex_types = {"conditions": "conditionalAccessConditionSet"}
        for name, kind in complex_types.items():
            assert set(new[name]) == csdl_names(kind) - {"id"}
        inner = new["conditions"]
        assert set(inner["users"]) == csdl_names("conditionalAccessUsers") - {"id"}
        assert set(inner["applications"]) == csdl_names("conditionalAccessApplications") - {"id"}


async def _sdk_names(tiny: Tiny) -> list[str]:
    credential = ClientSecretCredential(
        tiny.tenant_id,
        tiny.client_id,
        tiny.form()["client_secret"],
        connection_verify=str(tiny.server.ca_file),
        proxies={"https": tiny.server.proxy_url},
    )
    provider = AzureIdentityAuthenticationProvider(
        credential, scopes=["https://graph.microsoft.com/.default"]
    )
    trust = ssl.create_default_context(cafile=str(tiny.server.ca_file))
    proxied = httpx.AsyncClient(verify=trust, proxy=tiny.server.proxy_url, trust_env=False, timeout=60)
    async with proxied:
        client = GraphServiceClient(request_adapter=GraphRequestAdapter(provider, client=proxied))
        builder = client.identity.conditional_access.policies
        page = await builder.with_url(f"https://graph.microsoft.com/v1.0{POLICIES}?%24top=2").get()
        names = []
        while page is not None:
            names += [str(one.display_name) for one in page.value or ()]
            link = page.odata_next_link
            page = await builder.with_url(link).get() if link else None
    credential.close()
    return names


@documented(sources.SDK, "GET /identity/conditionalAccess/policies")
@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
def test_msgraph_sdk_and_azure_identity_list_and_page_unmodified(five: Tiny) -> None:
    five.clock.now = datetime.now(UTC)
    assert asyncio.run(_sdk_names(five)) == ["P0", "P1", "P2", "P3", "P4"]
