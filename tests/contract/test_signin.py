"""Sign-in as clients see it: tokens, AADSTS refusals, assertions, discovery."""

from __future__ import annotations

import hashlib
import json
import ssl
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import jwt
import pytest
from azure.identity import CertificateCredential, ClientSecretCredential
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.conftest import Served, Tiny

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
GITHUB = "https://token.actions.githubusercontent.com"
SUBJECT = "repo:acme/tenants:environment:prod"
EXCHANGE = "api://AzureADTokenExchange"
POLICIES = "/v1.0/identity/conditionalAccess/policies"


def claims_of(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


@documented(sources.TOKEN)
def test_secret_gives_a_three_part_token_with_the_claims_clients_read(tiny: Tiny) -> None:
    answer = tiny.sign_in()
    body = answer.json()
    assert (answer.status_code, body["token_type"], body["expires_in"]) == (200, "Bearer", 3599)
    claims = claims_of(body["access_token"])
    now = int(tiny.clock().timestamp())
    assert claims["aud"] == "https://graph.microsoft.com"
    assert (claims["iat"], claims["exp"]) == (now, now + 3599)
    assert claims["iss"] == f"https://sts.windows.net/{tiny.tenant_id}/"
    assert claims["tid"] == tiny.tenant_id
    assert claims["oid"] == claims["sub"] == tiny.store.all("applications")[0]["servicePrincipalId"]
    assert (claims["appid"], claims["ver"], claims["idtyp"]) == (tiny.client_id, "1.0", "app")
    assert "Policy.Read.All" in claims["roles"]


@documented(sources.TOKEN)
@pytest.mark.parametrize("which", ["tenant_id", "domain"])
def test_a_tenant_is_named_by_id_or_domain(tiny: Tiny, which: str) -> None:
    assert tiny.sign_in(tenant=getattr(tiny, which)).status_code == 200


@documented(sources.TOKEN)
def test_the_scope_decides_the_audience(tiny: Tiny) -> None:
    for resource in (
        "https://graph.microsoft.com",
        "https://outlook.office365.com",
        "https://ps.compliance.protection.outlook.com",
        tiny.server.base_url,
        f"{tiny.server.base_url}/exchange",
        f"{tiny.server.base_url}/compliance",
    ):
        assert claims_of(tiny.token(scope=f"{resource}/.default"))["aud"] == resource


@documented(sources.AADSTS)
@pytest.mark.parametrize(
    ("changes", "status", "error", "code"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_secret": None}, 401, "invalid_client", 7000216),
        ({"client_id": "00000000-1111-4111-8111-111111111111"}, 400, "unauthorized_client", 700016),
        ({"tenant": "nobody.onmicrosoft.com"}, 400, "invalid_request", 90002),
        ({"grant_type": None}, 400, "invalid_request", 900144),
        ({"client_id": None}, 400, "invalid_request", 900144),
        ({"scope": None}, 400, "invalid_request", 900144),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
        ({"scope": "https://graph.microsoft.com/User.Read"}, 400, "invalid_scope", 1002012),
        ({"scope": "https://elsewhere.example/.default"}, 400, "invalid_resource", 500011),
        (
            {"client_assertion": "no.token", "client_assertion_type": ASSERTION_TYPE},
            400,
            "invalid_request",
            50027,
        ),
    ],
)
def test_a_refusal_carries_its_aadsts_code(
    tiny: Tiny, changes: dict[str, Any], status: int, error: str, code: int
) -> None:
    answer = tiny.sign_in(**changes)
    body = answer.json()
    assert (answer.status_code, body["error"], body["error_codes"]) == (status, error, [code])
    assert body["error_description"].startswith(f"AADSTS{code}: ")
    assert {"timestamp", "trace_id", "correlation_id", "error_uri"} < set(body)
    assert "wrong" not in answer.text


def _federate(tiny: Tiny, key: rsa.RSAPrivateKey) -> str:
    keys = [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))]
    credential = {"issuer": GITHUB, "subject": SUBJECT, "audiences": [EXCHANGE], "keys": keys}
    return tiny.register("Pipeline", ["Policy.Read.All"], secret=None, federatedCredentials=[credential])


@pytest.fixture(scope="module")
def issuer_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _github_token(tiny: Tiny, key: Any, algorithm: str = "RS256", **changes: Any) -> str:
    now = tiny.clock().timestamp()
    claims = {"iss": GITHUB, "sub": SUBJECT, "aud": EXCHANGE, "iat": now, "exp": now + 600, **changes}
    return jwt.encode(claims, key, algorithm=algorithm)


@documented(sources.FEDERATION)
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"aud": [EXCHANGE]}, None),
        ({"iss": "https://evil.example"}, 700211),
        ({"sub": "repo:acme/tenants:environment:PROD"}, 700213),
        ({"aud": "api://other"}, 700212),
        ({"exp": 1}, 700024),
    ],
)
def test_a_federated_assertion_must_match_a_stored_credential(
    tiny: Tiny, issuer_key: rsa.RSAPrivateKey, changes: dict[str, Any], code: int | None
) -> None:
    app_id = _federate(tiny, issuer_key)
    answer = tiny.sign_in(
        client_id=app_id,
        client_secret=None,
        client_assertion=_github_token(tiny, issuer_key, **changes),
        client_assertion_type=ASSERTION_TYPE,
    )
    assert answer.json().get("error_codes", [None])[0] == code


class Certificate:
    """A self-signed certificate and its key."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "holdfast")])
        now = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self.key, hashes.SHA256())
        )
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        self.sha1 = hashlib.sha1(der, usedforsecurity=False).digest()
        self.sha256 = hashlib.sha256(der).digest()

    def stored(self) -> dict[str, str]:
        public = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return {"thumbprint": self.sha1.hex().upper(), "publicKeyPem": public.decode()}

    def pem(self) -> bytes:
        key = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return key + self.certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def certificate() -> Certificate:
    return Certificate()


def _b64(digest: bytes) -> str:
    return jwt.utils.base64url_encode(digest).decode()


@documented(sources.CERTIFICATE)
@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("x5t", None),  # MSAL
        ("kid", None),  # the Go SDK
        ("x5t#S256", None),  # azure-identity's aio
        ("forged", 700027),
        ("unregistered", 700027),
        ("audience", 700027),
        ("subject", 700027),
        ("expired", 700024),
    ],
)
def test_a_certificate_assertion_must_be_of_a_registered_certificate(
    tiny: Tiny, certificate: Certificate, case: str, code: int | None
) -> None:
    app_id = tiny.register("Robot", ["Policy.Read.All"], secret=None, certificates=[certificate.stored()])
    now = int(tiny.clock().timestamp())
    endpoint = f"{tiny.server.base_url}/{tiny.tenant_id}/oauth2/v2.0/token"
    claims: dict[str, Any] = {"aud": endpoint, "iss": app_id, "sub": app_id, "nbf": now, "exp": now + 600}
    spoiled: dict[str, dict[str, Any]] = {
        "audience": {"aud": "https://x"},
        "subject": {"sub": "x"},
        "expired": {"exp": 1},
    }
    claims |= spoiled.get(case, {})
    name = case if case in {"kid", "x5t#S256"} else "x5t"
    digest = certificate.sha256 if case == "x5t#S256" else certificate.sha1
    headers = {name: "AAAA" if case == "unregistered" else _b64(digest)}
    key = Certificate().key if case == "forged" else certificate.key
    algorithm = "PS256" if case == "x5t#S256" else "RS256"
    answer = tiny.sign_in(
        client_id=app_id,
        client_secret=None,
        client_assertion=jwt.encode(claims, key, algorithm=algorithm, headers=headers),
        client_assertion_type=ASSERTION_TYPE,
    )
    assert answer.json().get("error_codes", [None])[0] == code, answer.text


def _altered(token: str) -> str:
    head, body, signature = token.split(".")
    claims = jwt.decode(token, options={"verify_signature": False}) | {"roles": ["Everything"]}
    return f"{head}.{_b64(json.dumps(claims).encode())}.{signature}" if body else token


@documented(sources.ERRORS)
@pytest.mark.parametrize(
    "spoil", ["missing", "basic", "not a token", "forged claims", "wrong audience", "expired", "no such app"]
)
def test_a_token_that_is_not_good_gets_401_with_a_challenge(tiny: Tiny, spoil: str) -> None:
    scope = "https://outlook.office365.com/.default" if spoil == "wrong audience" else None
    token = tiny.token(**({"scope": scope} if scope else {}))
    headers = {"authorization": f"Bearer {token}"}
    if spoil == "missing":
        headers = {}
    elif spoil == "basic":
        headers = {"authorization": "Basic eDp5"}
    elif spoil == "not a token":
        headers = {"authorization": "Bearer abc"}
    elif spoil == "forged claims":
        headers = {"authorization": f"Bearer {_altered(token)}"}
    elif spoil == "expired":
        tiny.clock.advance(seconds=3600)
    elif spoil == "no such app":
        tiny.store.delete("applications", tiny.client_id)
    answer = tiny.http.get(POLICIES, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "InvalidAuthenticationToken")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@documented(sources.TOKEN, "GET /identity/conditionalAccess/policies")
def test_a_good_token_is_good_until_its_last_second(tiny: Tiny) -> None:
    headers = {"authorization": f"Bearer {tiny.token()}"}
    tiny.clock.advance(seconds=3598)
    assert tiny.http.get(POLICIES, headers=headers).status_code == 200


@documented(sources.OPENID)
def test_openid_configuration_leads_to_the_keys_that_verify_a_token(tiny: Tiny) -> None:
    answer = tiny.http.get(f"/{tiny.tenant_id}/v2.0/.well-known/openid-configuration").json()
    assert answer["token_endpoint"] == f"{tiny.server.base_url}/{tiny.tenant_id}/oauth2/v2.0/token"
    assert {"authorization_endpoint", "issuer", "device_authorization_endpoint"} < set(answer)
    key = tiny.http.get(answer["jwks_uri"]).json()["keys"][0]
    token = tiny.token()
    assert jwt.get_unverified_header(token)["kid"] == key["kid"]
    options: Any = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
    public = jwt.PyJWK(key).key
    jwt.decode(token, public, algorithms=["RS256"], audience="https://graph.microsoft.com", options=options)
    unknown = tiny.http.get("/nobody.example/v2.0/.well-known/openid-configuration")
    assert (unknown.status_code, unknown.json()["error_codes"]) == (400, [90002])


@documented(sources.M365_CLI)
def test_endpoints_name_the_tenant_by_its_id_whoever_asks_by_a_domain(tiny: Tiny) -> None:
    for version, token in (("/v2.0", "/oauth2/v2.0/token"), ("", "/oauth2/token")):
        end = f"{version}/.well-known/openid-configuration"
        by_domain = tiny.http.get(f"/{tiny.domain}{end}").json()
        assert by_domain["token_endpoint"] == f"{tiny.server.base_url}/{tiny.tenant_id}{token}"
        many = tiny.http.get(f"/common{end}").json()
        assert many["token_endpoint"] == f"{tiny.server.base_url}/common{token}"


@documented(sources.MSAL)
def test_instance_discovery_knows_https_authorities_only(tiny: Tiny) -> None:
    asked = f"https://login.microsoftonline.com/{tiny.tenant_id}/oauth2/v2.0/authorize"
    path = "/common/discovery/instance"
    good = tiny.http.get(path, params={"authorization_endpoint": asked, "api-version": "1.0"})
    end = f"/{tiny.tenant_id}/v2.0/.well-known/openid-configuration"
    assert good.json()["tenant_discovery_endpoint"].endswith(end)
    bad = tiny.http.get(path, params={"authorization_endpoint": "http://evil.example"})
    assert (bad.status_code, bad.json()["error"]) == (400, "invalid_instance")


@documented(sources.GO_AZURE_SDK)
def test_cloud_metadata_is_what_the_azuread_plugin_needs(tiny: Tiny) -> None:
    answer = tiny.http.get("/metadata/endpoints", params={"api-version": "2022-09-01"})
    body = answer.json()
    assert answer.headers["content-type"].startswith("application/json")
    assert body["name"] == "holdfast-embedded"
    assert body["resourceManager"]
    assert body["microsoftGraphResourceId"] == tiny.server.base_url
    assert body["authentication"]["loginEndpoint"] == tiny.server.base_url
    assert body["suffixes"] == {}


@documented(sources.MSAL, "GET /identity/conditionalAccess/policies")
@pytest.mark.parametrize("kind", ["secret", "certificate"])
def test_azure_identity_signs_in_unmodified(tiny: Tiny, certificate: Certificate, kind: str) -> None:
    # azure-identity dates assertions and judges lifetimes by the machine's own clock.
    tiny.clock.now = datetime.now(UTC)
    shared: dict[str, Any] = {
        "authority": tiny.server.base_url,
        "disable_instance_discovery": True,
        "connection_verify": str(tiny.server.ca_file),
    }
    if kind == "secret":
        secret = tiny.form()["client_secret"]
        credential: Any = ClientSecretCredential(tiny.tenant_id, tiny.client_id, secret, **shared)
    else:
        app_id = tiny.register("Robot", ["Policy.Read.All"], certificates=[certificate.stored()])
        data = certificate.pem()
        credential = CertificateCredential(tiny.tenant_id, app_id, certificate_data=data, **shared)
    with credential:
        token = credential.get_token("https://graph.microsoft.com/.default", enable_cae=True).token
    answer = tiny.http.get(POLICIES, headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text


@assumed(sources.OURS)
def test_a_restart_keeps_tokens_and_has_an_authority_of_its_own(served: Served, tiny: Tiny) -> None:
    token, before = tiny.token(), tiny.server.ca_file.read_bytes()
    try:
        with TenantServer(served.folder, clock=served.clock) as again:
            assert again.ca_file.read_bytes() != before
            trust = ssl.create_default_context(cafile=str(again.ca_file))
            with httpx.Client(verify=trust, trust_env=False) as http:
                answer = http.get(f"{again.base_url}{POLICIES}", headers={"authorization": f"Bearer {token}"})
            assert answer.status_code == 200
            again.log.close()
    finally:
        # The server of all tests goes on, and whoever reads the file after this one has to trust it.
        tiny.server.ca_file.write_bytes(before)


@assumed(sources.OURS)
def test_server_json_says_how_to_sign_in_while_it_runs(tmp_path: Path) -> None:
    folder = TenantFolder(tmp_path)
    store = folder.create("a.example")
    store.put("organization", "t", {"id": "t"})
    application = {"appId": "c", "displayName": "Holdfast", "servicePrincipalId": "o", "secret": "s"}
    store.put("applications", "c", application)
    folder.close()
    description = tmp_path / "server.json"
    with TenantServer(tmp_path) as server:
        found = json.loads(description.read_text())
        assert stat.S_IMODE(description.stat().st_mode) == 0o600
        assert (found["base_url"], found["proxy_url"]) == (server.base_url, server.proxy_url)
        assert found["tenants"] == {
            "a.example": {"tenant_id": "t", "client_id": "c", "client_secret": "s", "domains": []}
        }
        server.log.close()
    assert not description.exists()
