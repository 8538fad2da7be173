"""Known secrets, and every proof and token that went over the wire, are searched for in all that runs leave behind.

Left out: the embedded tenant itself (it keeps its applications' secrets, as a tenant does), and what `holdfast env`
prints, which a shell needs to sign in.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from holdfast.emulator.signin.endpoint import token_operation
from holdfast.emulator.signin.tokens import TokenOffice
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.e2e.scratch import Printed

WRONG_SECRET = "wrong~Secret.8Q-of/an+old=day"
FEDERATED = "eyJhbGciOiJSUzI1NiJ9.c29tZS1waXBlbGluZQ.bm90LWEtcmVhbC1zaWduYXR1cmU"


@dataclass
class Wire:
    """What proved somebody's identity, or granted something, on its way to or from the embedded tenant."""

    seen: dict[str, str] = field(default_factory=dict)
    """What it was, by the secret itself."""


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    recorded = Wire()
    issue = TokenOffice.issue

    def issue_and_record(*arguments: Any, **more: Any) -> str:
        token = issue(*arguments, **more)
        recorded.seen[token] = "access token"
        # Whoever has the signature of a token has the token: the rest can be guessed.
        recorded.seen[token.rpartition(".")[2]] = "signature of an access token"
        return token

    def record_proof(office: Any, audiences: Any, trusted: Any, request: Any) -> Any:
        for name in ("client_secret", "client_assertion"):
            if request.call.body.get(name):
                recorded.seen[request.call.body[name]] = name
        return token_operation(office, audiences, trusted, request)

    monkeypatch.setattr(TokenOffice, "issue", issue_and_record)
    monkeypatch.setattr("holdfast.emulator.app.token_operation", record_proof)
    return recorded


@pytest.fixture
def scratch(tmp_path: Path, wire: Wire) -> Iterator[Scratch]:
    assert not wire.seen, "it must listen before the tenant answers"
    with Scratch(tmp_path / "scratch") as made:
        yield made


def application(scratch: Scratch) -> dict[str, str]:
    """The application that signs in to contoso, with its secret."""
    facts = json.loads((scratch.tenants / "server.json").read_text())
    found: dict[str, str] = facts["tenants"][CONTOSO]
    return found


def spellings(secret: bytes) -> set[bytes]:
    """The secret as it is, and in every guise that a log or a state may give it."""
    alone = {secret, quote(secret, safe="").encode(), secret.hex().encode()}
    within = set()
    for before in range(3):  # inside a longer text base64 has three forms; the edges depend on the neighbours
        whole = base64.b64encode(b"\0" * before + secret)
        within.add(whole[0 if before == 0 else 4 : len(whole) - 4])
    urlsafe = {one.translate(bytes.maketrans(b"+/", b"-_")) for one in within}
    return alone | within | urlsafe | {json.dumps(secret.decode())[1:-1].encode()}


def places(scratch: Scratch, *printed: Printed) -> Iterator[tuple[str, bytes]]:
    """Everything that runs left behind, each with where it is."""
    for number, one in enumerate(printed):
        yield f"what command {number} printed", one.all.encode()
    for folder, folders, files in os.walk(scratch.folder):
        kept_by_the_tenant = folder == str(scratch.tenants)
        folders[:] = [name for name in folders if not kept_by_the_tenant and name != ".venv"]
        for name in [] if kept_by_the_tenant else files:
            path = os.path.join(folder, name)  # noqa: PTH118 - os.walk gives texts
            with open(path, "rb") as file:  # noqa: PTH123 - as above
                yield path, file.read()


def leaks(secrets: Mapping[str, str], found: Iterator[tuple[str, bytes]]) -> list[str]:
    """Where a secret stands, and which."""
    wanted = {form: name for secret, name in secrets.items() for form in spellings(secret.encode())}
    return [
        f"{name} in {place}" for place, content in found for form, name in wanted.items() if form in content
    ]


@pytest.mark.engine
def test_no_secret_is_left_behind_by_a_clients_day(scratch: Scratch, wire: Wire) -> None:
    need_engine()
    secret = application(scratch)["client_secret"]
    temporary = scratch.folder / "temporary"
    temporary.mkdir()
    talk = scratch.folder / "talk-of-engine-and-plugins.json"
    noisy = {"PULUMI_DEBUG_GRPC": str(talk), "TMPDIR": str(temporary)}

    printed = [
        scratch.holdfast("up", "contoso", **noisy),
        scratch.holdfast("drift", "contoso", **noisy),
        scratch.holdfast("drift", "contoso", "--format", "json", **noisy),
        scratch.holdfast("preview", "contoso", **noisy),
        scratch.holdfast("report", "contoso", "--output", "report.html", **noisy),
        scratch.pulumi("up", "--yes", "--logtostderr", "--logflow", "-v=9", **noisy),
        scratch.pulumi("stack", "export", "--show-secrets", **noisy),
    ]

    assert [one.code for one in printed] == [0] * len(printed), [one.err[-2000:] for one in printed]
    assert wire.seen.get(secret) == "client_secret"
    assert sum(name == "access token" for name in wire.seen.values()) > 5
    searched = dict(places(scratch, *printed))
    assert {".json", ".html", ".yaml"} <= {os.path.splitext(place)[1] for place in searched}  # noqa: PTH122
    assert any("/recordings/" in place for place in searched)
    assert any("/state/.pulumi/stacks/" in place for place in searched)
    assert len(searched[str(talk)]) > 10_000
    assert leaks(wire.seen, iter(searched.items())) == []
    assert [str(one) for one in scratch.home.iterdir() if one.stat().st_mode & 0o077] == [], "it names people"


@pytest.mark.engine
def test_no_secret_is_left_behind_by_a_failed_run(scratch: Scratch, wire: Wire) -> None:
    """A refusal in the middle of the run puts the service's and the engine's words into state and output."""
    need_engine()
    scratch.fault({"route": "New-ComplianceTag", "fault": "403"}, {"route": "POST /groups/*", "fault": "500"})

    printed = scratch.holdfast("up", "contoso")

    assert printed.code == ExitCode.NO_ANSWER, printed.all
    assert "Traceback" not in printed.all
    assert len(wire.seen) > 5
    assert leaks(wire.seen, places(scratch, printed)) == []


def outside(scratch: Scratch, **credential: str) -> dict[str, str]:
    """The environment of a client in Microsoft's cloud, which here ends at the embedded tenant all the same."""
    trusted = str(scratch.server.ca_file)
    # Holdfast refuses to take the embedded tenant for a real one: here that is just what it is to do.
    believing = scratch.folder / "believing"
    believing.mkdir(exist_ok=True)
    (believing / "sitecustomize.py").write_text(
        "import holdfast.tenant.leftovers as leftovers\nleftovers.refuse_foreign_trust = lambda *_: None\n",
        encoding="utf-8",
    )
    return {
        "PYTHONPATH": str(believing),
        "HTTPS_PROXY": scratch.server.proxy_url,
        "NO_PROXY": "",
        "SSL_CERT_FILE": trusted,
        "REQUESTS_CA_BUNDLE": trusted,
        "AZURE_CLIENT_ID": application(scratch)["client_id"],
        **credential,
    }


@pytest.fixture
def cloud(scratch: Scratch) -> Scratch:
    """Contoso as a client in Microsoft's cloud: signs in as the environment says."""
    path = scratch.project / "clients" / "Pulumi.contoso.yaml"
    text = path.read_text()
    assert "holdfast:cloud: embedded" in text
    path.write_text(text.replace("holdfast:cloud: embedded", "holdfast:cloud: global"))
    return scratch


def test_a_secret_that_works_is_left_nowhere(cloud: Scratch, wire: Wire) -> None:
    secret = application(cloud)["client_secret"]

    printed = cloud.holdfast("drift", "contoso", **outside(cloud, AZURE_CLIENT_SECRET=secret))

    assert printed.code == ExitCode.DRIFT, printed.all
    assert wire.seen[secret] == "client_secret"
    assert leaks(wire.seen, places(cloud, printed)) == []


def test_a_refused_secret_is_not_told(cloud: Scratch, wire: Wire) -> None:
    printed = cloud.holdfast("drift", "contoso", **outside(cloud, AZURE_CLIENT_SECRET=WRONG_SECRET))

    expect_a_refusal(printed, "AADSTS7000215")
    assert wire.seen[WRONG_SECRET] == "client_secret"
    assert leaks(wire.seen, places(cloud, printed)) == []


def test_a_refused_federated_token_is_not_told(cloud: Scratch, wire: Wire, tmp_path: Path) -> None:
    file = tmp_path / "federated"
    file.write_text(FEDERATED)

    printed = cloud.holdfast("drift", "contoso", **outside(cloud, AZURE_FEDERATED_TOKEN_FILE=str(file)))

    expect_a_refusal(printed, "AADSTS")
    assert wire.seen[FEDERATED] == "client_assertion"
    assert leaks(wire.seen, places(cloud, printed)) == []


def test_a_refused_certificate_is_not_told(cloud: Scratch, wire: Wire, tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    key = write_certificate(file)

    printed = cloud.holdfast("drift", "contoso", **outside(cloud, AZURE_CLIENT_CERTIFICATE_PATH=str(file)))

    expect_a_refusal(printed, "AADSTS")
    assert "client_assertion" in wire.seen.values()
    assert leaks({**wire.seen, **key}, places(cloud, printed)) == []


@pytest.mark.parametrize("name", ["AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_FEDERATED_TOKEN_FILE"])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_that_proves_nothing_is_not_told(
    cloud: Scratch, wire: Wire, tmp_path: Path, name: str, is_there: bool
) -> None:
    file = tmp_path / "proof.pem"
    if is_there:
        file.write_text(f"-----BEGIN PRIVATE KEY-----\n{WRONG_SECRET}\n-----END PRIVATE KEY-----\n")

    variables = outside(cloud, **{name: str(file)})
    printed = cloud.holdfast("drift", "contoso", "--format", "json", **variables)

    assert printed.code == ExitCode.NO_ANSWER, printed.all
    assert "Traceback" not in printed.all
    if not is_there or name == "AZURE_CLIENT_CERTIFICATE_PATH":
        assert f"{file} cannot be" in printed.all
    assert leaks({WRONG_SECRET: "key"}, places(cloud, printed)) == []
    assert not any(WRONG_SECRET in sent for sent in wire.seen)


def expect_a_refusal(printed: Printed, code: str) -> None:
    """Says that sign-in was refused and why, in Microsoft's own words and nowhere else, and ends with 2."""
    assert printed.err == ""
    told = " ".join(printed.all.split())
    assert printed.code == ExitCode.NO_ANSWER, printed.all
    assert "UNKNOWN" in told
    assert "refused" in told
    assert code in told
    assert "Traceback" not in printed.all


def write_certificate(path: Path) -> dict[str, str]:
    """Writes a certificate of nobody with its key; returns the lines of the key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "holdfast test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return {line: "a line of the private key" for line in pem.decode().splitlines()[1:-1] if len(line) > 20}


@pytest.mark.parametrize("prefix", ["", "a", "ab", "abc"])
@pytest.mark.parametrize(
    "form", ["as it is", "base64", "base64 for addresses", "in an address", "hex", "JSON"]
)
def test_the_search_finds_what_it_is_for(form: str, prefix: str) -> None:
    """Seen the other way round: a leak in any of these guises would be found."""
    text = f"{prefix}{WRONG_SECRET} and more".encode()
    hidden = {
        "as it is": text,
        "base64": base64.b64encode(text),
        "base64 for addresses": base64.urlsafe_b64encode(text),
        "in an address": quote(text, safe="").encode(),
        "hex": text.hex().encode(),
        "JSON": json.dumps(text.decode()).encode(),
    }[form]

    assert leaks({WRONG_SECRET: "it"}, iter([("here", hidden)])) != []
    assert leaks({WRONG_SECRET: "it"}, iter([("here", b"wrong Secret")])) == []
