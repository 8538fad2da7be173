"""Who can vouch for a sign-in: federated domains, guests' providers, external methods, certificate authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.certificate_authorities.routes import AUTHORITIES
from holdfast.emulator.graph.certificate_stores import SERVICE as STORES
from holdfast.emulator.graph.organization_parts.routes import AUTHORITIES as OLDER
from holdfast.emulator.graph.outside_federations.routes import OUTSIDE as STORED
from tests.contract import sources
from tests.contract.marks import documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

FEDERATION = "/domains/{id}/federationConfiguration"
OUTSIDE = "/directory/federationConfigurations/microsoft.graph.samlOrWsFedExternalDomainFederation"
AUTHORITIES_OF = (
    "/directory/publicKeyInfrastructure/certificateBasedAuthConfigurations/{id}/certificateAuthorities"
)
METHODS = "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations"
ISSUER = "http://sts.b.example/adfs/services/trust"


@pytest.fixture
def admin(tiny: Tiny) -> str:
    domains = [{"name": "a.example", "isInitial": True}, {"name": "b.example"}]
    tiny.store.put("organization", "o", {"id": "o", "verifiedDomains": domains})
    return tiny.register("Admin", ["Domain.ReadWrite.All"])


def kind_of(tiny: Tiny, client_id: str, name: str) -> str:
    return str(tiny.graph("GET", f"/domains/{name}", client_id=client_id).json()["authenticationType"])


@documented(
    sources.FEDERATION_OF_DOMAINS,
    *(f"{method} {FEDERATION}" for method in ("GET", "POST")),
    *(f"{method} {FEDERATION}/{{federation}}" for method in ("GET", "PATCH", "DELETE")),
)
def test_a_domain_is_federated_changed_and_federated_no_longer(tiny: Tiny, admin: str) -> None:
    def ask(method: str, path: str, body: Any = None) -> Any:
        return tiny.graph(method, path, body, client_id=admin)

    path = FEDERATION.format(id="b.example")
    behaviour = {"federatedIdpMfaBehavior": "rejectMfaByFederatedIdp"}
    for wrong in ({"issuerUri": 1}, {"federatedIdpMfaBehavior": "always"}, {"unheard": True}):
        assert ask("POST", path, wrong).status_code == 400
    assert ask("POST", FEDERATION.format(id="a.example"), {"issuerUri": ISSUER}).status_code == 400
    assert ask("GET", path).json()["value"] == []
    assert ask("GET", FEDERATION.format(id="nowhere.example")).status_code == 404
    made = ask("POST", path, {"issuerUri": ISSUER})
    assert (made.status_code, made.json()["federatedIdpMfaBehavior"]) == (201, None)
    assert ask("POST", path, {"issuerUri": ISSUER}).status_code == 400
    assert (kind_of(tiny, admin, "a.example"), kind_of(tiny, admin, "b.example")) == ("Managed", "Federated")
    item = f"{path}/{made.json()['id']}"
    assert ask("PATCH", item, behaviour).status_code == 204
    (listed,) = ask("GET", path).json()["value"]
    assert ask("GET", item).json().items() >= listed.items() >= {"issuerUri": ISSUER, **behaviour}.items()
    assert ask("DELETE", item).status_code == 204
    assert (ask("GET", item).status_code, ask("GET", path).json()["value"]) == (404, [])
    assert kind_of(tiny, admin, "b.example") == "Managed"
    assert [one["activityDisplayName"] for one in tiny.store.all("directoryAudits")] == [
        "Set domain authentication",
        "Set federation settings on domain",
        "Set domain authentication",
    ]


@documented(sources.OUTSIDE_FEDERATIONS, f"GET {OUTSIDE}")
def test_identity_providers_of_guests_are_listed(tiny: Tiny, admin: str) -> None:
    assert tiny.graph("GET", OUTSIDE, client_id=admin).json()["value"] == []
    tiny.store.put(STORED, "one", {"id": "one", "issuerUri": ISSUER})
    spelled = OUTSIDE.replace("microsoft.graph.", "graph.")
    (listed,) = tiny.graph("GET", spelled, client_id=admin).json()["value"]
    assert (listed["issuerUri"], listed["signingCertificate"]) == (ISSUER, None)
    assert tiny.graph("GET", OUTSIDE, client_id=tiny.register("Else", ["User.Read.All"])).status_code == 403


@documented(sources.CERTIFICATE_AUTHORITIES, f"GET {AUTHORITIES_OF}")
def test_authorities_are_listed_by_store_and_by_the_older_list(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["PublicKeyInfrastructure.Read.All", "Organization.Read.All"])
    tiny.store.put(STORES.collection, "p", {"id": "p", "displayName": "Cards"})
    for one, store in (("a", "p"), ("b", "q")):
        tiny.store.put(AUTHORITIES, one, {"id": one, "pki": store, "thumbprint": f"{one}1" * 20})
    (listed,) = tiny.graph("GET", AUTHORITIES_OF.format(id="p"), client_id=reader).json()["value"]
    assert (listed["id"], listed["thumbprint"], listed["certificate"]) == ("a", "a1" * 20, None)
    assert tiny.graph("GET", AUTHORITIES_OF.format(id="q"), client_id=reader).status_code == 404
    tiny.store.put(OLDER, "o", {"id": "o", "certificateAuthorities": [{"issuer": "CN=A"}]})
    older = f"/organization/{tiny.tenant_id}/certificateBasedAuthConfiguration"
    (told,) = tiny.graph("GET", older, client_id=reader).json()["value"]
    assert told["certificateAuthorities"] == [{"issuer": "CN=A"}]


@documented(sources.EXTERNAL_METHODS, f"POST {METHODS}", "GET /policies/authenticationMethodsPolicy")
def test_an_external_method_stands_among_all_methods(tiny: Tiny) -> None:
    client_id = tiny.register("Admin", ["Policy.ReadWrite.AuthenticationMethod"])
    address = {"clientId": "entra", "discoveryUrl": "https://mfa.example/keys"}
    given = {"displayName": "Cards", "appId": "a", "openIdConnectSetting": address}
    made = tiny.graph("POST", METHODS, given, client_id=client_id).json()
    policy = tiny.graph("GET", METHODS.rpartition("/")[0], client_id=client_id).json()
    (found,) = [one for one in policy["authenticationMethodConfigurations"] if one["id"] == made["id"]]
    assert found["@odata.type"] == "#microsoft.graph.externalAuthenticationMethodConfiguration"
    assert (found["state"], found["openIdConnectSetting"]) == ("disabled", address)
