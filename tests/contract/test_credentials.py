"""Certificates and federated credentials: registered by Graph or from the command line, and checked at sign-in."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID
from typer.testing import CliRunner

from holdfast.cli.main import make_app
from holdfast.emulator import control
from holdfast.emulator.control import UnknownNameError
from holdfast.emulator.signin.credentials import (
    CredentialError,
    certificate_document,
    federated_document,
    key_set,
)
from holdfast.emulator.store import TenantFolder
from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from tests.contract.conftest import Tiny

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ISSUER = "https://issuer.example"
CREDENTIAL = {
    "name": "ci",
    "issuer": ISSUER,
    "subject": "repo:a/b",
    "audiences": ["api://AzureADTokenExchange"],
}
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def other_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certified(key: Any, *, days: int = 30, algorithm: Any = None) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pipeline")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(NOW - timedelta(days=1))
    builder = builder.not_valid_after(NOW + timedelta(days=days))
    return builder.sign(key, hashes.SHA256() if algorithm is None else None)


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def jwk(key: rsa.RSAPrivateKey, **more: str) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    parts = {"n": numbers.n, "e": numbers.e}
    coded = {name: number.to_bytes((number.bit_length() + 7) // 8, "big") for name, number in parts.items()}
    plain = {name: base64.urlsafe_b64encode(one).rstrip(b"=").decode() for name, one in coded.items()}
    return {"kty": "RSA", **plain, **more}


def signed_in(tiny: Tiny, assertion: str, client_id: str | None = None) -> int:
    """0, or the AADSTS code of the refusal."""
    answer = tiny.sign_in(
        client_id=client_id or tiny.client_id,
        client_secret=None,
        client_assertion=assertion,
        client_assertion_type=ASSERTION_TYPE,
    )
    return int(answer.json().get("error_codes", [0])[0])


def by_certificate(
    tiny: Tiny, key: Any, certificate: x509.Certificate, header: str = "x5t", **changes: Any
) -> str:
    now = int(tiny.clock().timestamp())
    endpoint = f"https://login.microsoftonline.com/{tiny.tenant_id}/oauth2/v2.0/token"
    claims = {"aud": endpoint, "iss": tiny.client_id, "sub": tiny.client_id, "exp": now + 600, **changes}
    digest = hashlib.sha1(der(certificate)) if header != "x5t#S256" else hashlib.sha256(der(certificate))  # noqa: S324
    named = base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
    algorithm = "ES256" if isinstance(key, ec.EllipticCurvePrivateKey) else "RS256"
    return jwt.encode(claims, key, algorithm=algorithm, headers={header: named})


def by_issuer(tiny: Tiny, key: Any, algorithm: str = "RS256", kid: str | None = None, **changes: Any) -> str:
    now = tiny.clock().timestamp()
    claims = {
        "iss": ISSUER,
        "sub": "repo:a/b",
        "aud": "api://AzureADTokenExchange",
        "exp": now + 600,
        **changes,
    }
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid} if kid else None)


@pytest.fixture
def admin(tiny: Tiny) -> str:
    return tiny.register("Administrator", ["Application.ReadWrite.All"])


@pytest.fixture
def item(tiny: Tiny, admin: str) -> str:
    found = tiny.graph("GET", f"/applications?$filter=appId eq '{tiny.client_id}'", client_id=admin)
    return f"/applications/{found.json()['value'][0]['id']}"


def key_credential(certificate: x509.Certificate, **changes: Any) -> dict[str, Any]:
    coded = base64.b64encode(der(certificate)).decode()
    return {"type": "AsymmetricX509Cert", "usage": "Verify", "key": coded, **changes}


def patched(tiny: Tiny, admin: str, item: str, *keys: dict[str, Any]) -> httpx.Response:
    return tiny.graph("PATCH", item, {"keyCredentials": list(keys)}, client_id=admin)


@documented(sources.KEY_CREDENTIAL, "GET /applications/{id}", "PATCH /applications/{id}")
@pytest.mark.parametrize("header", ["x5t", "kid", "x5t#S256"])
@pytest.mark.parametrize("curve", [False, True])
def test_a_certificate_registered_by_graph_signs_in_however_it_is_named(
    tiny: Tiny, admin: str, item: str, key: Any, header: str, *, curve: bool
) -> None:
    own = ec.generate_private_key(ec.SECP256R1()) if curve else key
    certificate = certified(own)
    assert signed_in(tiny, by_certificate(tiny, own, certificate, header)) == 700027
    assert patched(tiny, admin, item, key_credential(certificate, displayName="CI")).status_code == 204
    assert signed_in(tiny, by_certificate(tiny, own, certificate, header)) == 0
    shown = tiny.graph("GET", item, client_id=admin).json()["keyCredentials"]
    assert [(one["displayName"], one["type"], one["key"]) for one in shown] == [
        ("CI", "AsymmetricX509Cert", None)
    ]
    assert patched(tiny, admin, item).status_code == 204
    assert signed_in(tiny, by_certificate(tiny, own, certificate, header)) == 700027


@documented(sources.CERTIFICATE, "PATCH /applications/{id}")
def test_a_registered_certificate_is_checked_in_every_way(
    tiny: Tiny, admin: str, item: str, key: Any, other_key: Any
) -> None:
    certificate = certified(key, days=2)
    patched(tiny, admin, item, key_credential(certificate))
    assert signed_in(tiny, by_certificate(tiny, key, certificate)) == 0
    assert signed_in(tiny, by_certificate(tiny, other_key, certificate)) == 700027
    assert signed_in(tiny, by_certificate(tiny, key, certified(other_key))) == 700027
    assert signed_in(tiny, by_certificate(tiny, key, certified(other_key), "x5t#S256")) == 700027
    assert signed_in(tiny, by_certificate(tiny, key, certificate, aud="https://elsewhere.example")) == 700027
    assert signed_in(tiny, by_certificate(tiny, key, certificate, sub="somebody")) == 700027
    for host in ("login.windows.net", "sts.windows.net", "login.microsoft.com"):
        endpoint = f"https://{host}/{tiny.domain}/oauth2/token"
        assert signed_in(tiny, by_certificate(tiny, key, certificate, aud=endpoint)) == 0
    tiny.clock.advance(days=3)
    assert signed_in(tiny, by_certificate(tiny, key, certificate)) == 700027


@documented(sources.KEY_CREDENTIAL, "GET /applications/{id}", "PATCH /applications/{id}")
def test_a_certificate_that_is_to_stay_is_named_by_its_key_id(
    tiny: Tiny, admin: str, item: str, key: Any, other_key: Any
) -> None:
    patched(tiny, admin, item, key_credential(certified(key)))
    present = tiny.graph("GET", item, client_id=admin).json()["keyCredentials"]
    assert patched(tiny, admin, item, *present, key_credential(certified(other_key))).status_code == 204
    for own in (key, other_key):
        assert signed_in(tiny, by_certificate(tiny, own, certified(own))) == 0
    gone = dict(present[0], keyId="00000000-0000-4000-8000-000000000000")
    assert patched(tiny, admin, item, gone).status_code == 400


@assumed(
    "that it is refused is documented; status and text are recalled",
    "GET /applications/{id}",
    "PATCH /applications/{id}",
)
@pytest.mark.parametrize(
    "change",
    [
        {"key": "not base64!"},
        {"key": base64.b64encode(b"no certificate").decode()},
        {"type": "Symmetric"},
        {"x": 1},
    ],
)
def test_what_is_no_certificate_is_refused_and_changes_nothing(
    tiny: Tiny, admin: str, item: str, key: Any, change: dict[str, Any]
) -> None:
    assert patched(tiny, admin, item, key_credential(certified(key), **change)).status_code == 400
    assert tiny.graph("GET", item, client_id=admin).json()["keyCredentials"] == []


@documented(
    sources.APPLICATIONS,
    "GET /applications",
    "GET /applications/$count",
    "GET /applications(appId='{app_id}')",
    "PATCH /applications(appId='{app_id}')",
)
def test_an_application_is_found_by_its_own_id(tiny: Tiny, admin: str, item: str) -> None:
    listed = tiny.graph("GET", "/applications", client_id=admin).json()["value"]
    counted = tiny.graph(
        "GET", "/applications/$count", client_id=admin, headers={"consistencylevel": "eventual"}
    )
    assert counted.text == str(len(listed)) == "2"
    by_app_id = f"/applications(appId='{tiny.client_id}')"
    found = tiny.graph("GET", by_app_id, client_id=admin).json()
    assert item == f"/applications/{found['id']}"
    assert tiny.graph("PATCH", by_app_id, {"notes": "Ours"}, client_id=admin).status_code == 204
    assert tiny.graph("GET", item, client_id=admin).json()["notes"] == "Ours"


@documented(
    sources.PERMISSIONS, "PATCH /applications/{id}", "POST /applications/{id}/federatedIdentityCredentials"
)
def test_registering_needs_the_right_to_write_applications(tiny: Tiny, item: str, key: Any) -> None:
    for method, path, body in (
        ("PATCH", item, {"keyCredentials": [key_credential(certified(key))]}),
        ("POST", f"{item}/federatedIdentityCredentials", CREDENTIAL),
    ):
        assert tiny.graph(method, path, body).status_code == 403


def every_federated_route(item: str) -> pytest.MarkDecorator:
    below = f"{item}/federatedIdentityCredentials"
    one = f"{below}/{{credential_id}}"
    routes = (f"POST {below}", f"GET {below}", f"GET {one}", f"PATCH {one}", f"DELETE {one}")
    return documented(sources.FEDERATION, *routes)


@pytest.mark.parametrize(
    "by_app_id",
    [
        pytest.param(False, marks=every_federated_route("/applications/{id}")),
        pytest.param(True, marks=every_federated_route("/applications(appId='{app_id}')")),
    ],
)
def test_a_federated_credential_lives_and_dies_by_graph(
    tiny: Tiny, admin: str, item: str, key: Any, *, by_app_id: bool
) -> None:
    where = f"/applications(appId='{tiny.client_id}')" if by_app_id else item
    below = f"{where}/federatedIdentityCredentials"

    def graph(method: str, path: str, body: Any = None) -> httpx.Response:
        return tiny.graph(method, path, body, client_id=admin)

    assert signed_in(tiny, by_issuer(tiny, key)) == 700211
    made = graph("POST", below, CREDENTIAL)
    assert made.status_code == 201, made.text
    assert signed_in(tiny, by_issuer(tiny, key)) == 0
    assert graph("GET", below).json()["value"] == [
        {name: made.json()[name] for name in ("id", *CREDENTIAL, "description")}
    ]
    listed = graph("GET", "/applications?$select=id&$expand=federatedIdentityCredentials").json()["value"]
    shown = [one["federatedIdentityCredentials"] for one in listed if one["federatedIdentityCredentials"]]
    assert shown == [graph("GET", below).json()["value"]]
    assert graph("GET", f"{below}/ci").json()["id"] == made.json()["id"]
    assert graph("GET", f"{below}?$filter=name eq 'nobody'").json()["value"] == []
    one = f"{below}/{made.json()['id']}"
    assert graph("PATCH", one, {"subject": "repo:a/c"}).status_code == 204
    assert signed_in(tiny, by_issuer(tiny, key)) == 700213
    assert signed_in(tiny, by_issuer(tiny, key, sub="repo:a/c")) == 0
    assert graph("PATCH", one, {"name": "other"}).status_code == 400
    assert graph("DELETE", one).status_code == 204
    assert graph("DELETE", one).status_code == 404
    assert signed_in(tiny, by_issuer(tiny, key, sub="repo:a/c")) == 700211
    activities = [event["activityDisplayName"] for event in tiny.store.all("directoryAudits")]
    assert activities == ["Update application"] * 3


@documented(
    sources.FEDERATION,
    "GET /applications/{id}/federatedIdentityCredentials",
    "POST /applications/{id}/federatedIdentityCredentials",
)
@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "n" * 121},
        {"name": 1},
        {"issuer": "i" * 601},
        {"subject": None},
        {"audiences": []},
        {"audiences": ["a", "b"]},
        {"audiences": ["a" * 601]},
        {"audiences": "a"},
    ],
)
def test_a_federated_credential_out_of_bounds_is_refused(
    tiny: Tiny, admin: str, item: str, change: dict[str, Any]
) -> None:
    below = f"{item}/federatedIdentityCredentials"
    assert tiny.graph("POST", below, CREDENTIAL | change, client_id=admin).status_code == 400
    assert tiny.graph("GET", below, client_id=admin).json()["value"] == []


@assumed("expressions are not read here, so that none lets anybody in")
@pytest.mark.parametrize("subject", ["", "repo:a/b"])
def test_an_expression_lets_nobody_in_here(tiny: Tiny, admin: str, item: str, key: Any, subject: str) -> None:
    said = {"value": "claims['sub'] matches '*'", "languageVersion": 1}
    body = {name: one for name, one in CREDENTIAL.items() if name != "subject"}
    flexible = body | {"claimsMatchingExpression": said}
    made = tiny.graph("POST", f"/beta{item}/federatedIdentityCredentials", flexible, client_id=admin)
    assert made.status_code == 201, made.text
    assert signed_in(tiny, by_issuer(tiny, key, sub=subject)) == 700211


@documented(sources.FEDERATION)
def test_federated_credentials_are_unique_and_few() -> None:
    others = [federated_document(CREDENTIAL, [], "1")]
    for change in ({"subject": "x"}, {"name": "x"}):
        with pytest.raises(CredentialError, match="already"):
            federated_document(CREDENTIAL | change, others, "2")
    assert federated_document(CREDENTIAL | {"name": "x", "subject": "x"}, others, "2")["id"] == "2"
    with pytest.raises(CredentialError, match="20"):
        federated_document(CREDENTIAL, others * 20, "2")


@documented(sources.FEDERATION)
def test_tokens_of_an_issuer_whose_keys_are_known_are_verified(
    tiny: Tiny, key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey
) -> None:
    known = {**CREDENTIAL, "keys": [jwk(key, kid="one"), {"kty": "EC"}]}
    app_id = tiny.register("Pipeline", [], secret=None, federatedCredentials=[known])
    assert signed_in(tiny, by_issuer(tiny, key), app_id) == 0
    assert signed_in(tiny, by_issuer(tiny, key, kid="one"), app_id) == 0
    assert signed_in(tiny, by_issuer(tiny, key, kid="two"), app_id) == 50013
    assert signed_in(tiny, by_issuer(tiny, other_key), app_id) == 50013
    assert (
        signed_in(tiny, by_issuer(tiny, "a secret that everybody may know, long", "HS256"), app_id) == 50013
    )


@assumed(sources.OURS)
def test_a_token_of_the_embedded_tenant_itself_is_verified_as_another_issuers(tiny: Tiny, key: Any) -> None:
    own = jwt.decode(tiny.token(), options={"verify_signature": False})
    trusted = {**CREDENTIAL, "issuer": own["iss"], "subject": own["sub"], "audiences": [own["aud"]]}
    app_id = tiny.register("Second", [], secret=None, federatedCredentials=[trusted])
    assert signed_in(tiny, tiny.token(), app_id) == 0
    forged = by_issuer(tiny, key, iss=own["iss"], sub=own["sub"], aud=own["aud"])
    assert signed_in(tiny, forged, app_id) == 50013


@assumed(sources.OURS)
@pytest.mark.parametrize(
    "data",
    [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"\x30\x03abc"],
)
def test_a_file_that_is_no_certificate_is_told(data: bytes) -> None:
    with pytest.raises(CredentialError, match="certificate"):
        certificate_document(data, "1")


@assumed(sources.OURS)
def test_a_certificate_of_another_kind_of_key_is_told() -> None:
    own = ed25519.Ed25519PrivateKey.generate()
    with pytest.raises(CredentialError, match="neither RSA nor EC"):
        certificate_document(der(certified(own, algorithm="none")), "1")


@assumed(sources.OURS)
@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"keys": 1}', b'{"keys": [{"kty": "EC"}]}'])
def test_a_file_that_is_no_key_set_is_told(data: bytes) -> None:
    with pytest.raises(CredentialError):
        key_set(data)


DOMAIN = "contoso.onmicrosoft.com"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    return tmp_path


def told(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(make_app(), ["tenant", "credential", *words, "--tenant", DOMAIN])
    return result.exit_code, f"{result.output}{result.exception or ''}"


def stored(home: Path, application: str = "Holdfast") -> dict[str, Any]:
    folder = TenantFolder(home / "tenant")
    every = folder.open(DOMAIN).all("applications")
    folder.close()
    return next(one for one in every if one["displayName"] == application)


@assumed(sources.OURS)
def test_what_the_command_registers_survives_seed_and_reset_until_it_is_cleared(
    home: Path, tmp_path: Path, key: rsa.RSAPrivateKey
) -> None:
    file, keys = tmp_path / "pipeline.pem", tmp_path / "jwks.json"
    file.write_bytes(certified(key).public_bytes(serialization.Encoding.PEM))
    keys.write_text(json.dumps({"keys": [jwk(key)]}))
    thumbprint = certified(key).fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303
    for _ in range(2):
        code, text = told("--certificate", str(file))
        assert (code, thumbprint in text) == (0, True)
    code, text = told("--issuer", ISSUER, "--subject", "repo:a/b")
    assert (code, "not checked" in text) == (0, True)
    code, text = told("--issuer", ISSUER, "--subject", "repo:a/b", "--keys", str(keys))
    assert (code, "not checked" in text) == (0, False)
    for anew in (False, True):
        if anew:
            control.reset(home / "tenant", DOMAIN)
        document = stored(home)
        assert [one["thumbprint"] for one in document["certificates"]] == [thumbprint]
        assert [(one["issuer"], one["keys"]) for one in document["federatedCredentials"]] == [
            (ISSUER, [jwk(key)])
        ]
    control.seed(home / "tenant", DOMAIN, "small")
    assert stored(home)["certificates"]
    assert "certificates" not in stored(home, "Reader")
    secret = stored(home)["secret"]
    assert told("--clear") == (0, f"Holdfast of {DOMAIN} has lost 2 credentials; its secret stays\n")
    control.seed(home / "tenant", DOMAIN, "small")
    assert not {"certificates", "federatedCredentials"} & set(stored(home))
    assert stored(home)["secret"] == secret


@assumed(sources.OURS)
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "give one of"),
        (("--clear", "--certificate", "x"), "give one of"),
        (("--issuer", "x"), "go together"),
        (("--certificate", "/nowhere/c.pem"), "/nowhere/c.pem cannot be read"),
        (("--issuer", "x", "--subject", "y", "--keys", "/nowhere/keys"), "/nowhere/keys cannot be read"),
        (("--issuer", "x", "--subject", "y" * 601), "subject must be a text"),
        (("--clear", "--application", "Nobody"), "there is no application 'Nobody'"),
    ],
)
@pytest.mark.usefixtures("home")
def test_the_command_says_what_is_wrong(words: tuple[str, ...], says: str) -> None:
    code, text = told(*words)
    assert code != 0
    assert says in " ".join(text.replace("│", " ").split())


@assumed(sources.OURS)
def test_an_unknown_tenant_or_application_is_told(home: Path) -> None:
    with pytest.raises(UnknownNameError, match="there is no tenant"):
        control.forget_credentials(home / "tenant", "nobody.example")
    data = der(certified(ec.generate_private_key(ec.SECP256R1())))
    with pytest.raises(UnknownNameError, match="there are: Administrator, Holdfast, Reader"):
        control.add_certificate(home / "tenant", DOMAIN, data, application="x")
