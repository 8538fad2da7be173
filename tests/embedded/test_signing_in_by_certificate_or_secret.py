"""Certificates and secrets through the wire, by the client file: what is right signs in, what is wrong is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import azure.identity  # noqa: F401 - imported here, so that no test waits for it
import pytest
from cryptography.hazmat.primitives import serialization as said

from holdfast.emulator import control
from holdfast.emulator.seeds.ids import client_id_of
from holdfast.emulator.server import TenantServer
from holdfast.model.connection import Connection, SignInWay
from tests.certificates import certificate, key, pem, pfx
from tests.embedded.rude_server import HANGS, rude
from tests.embedded.signing_in import CONTOSO, FABRIKAM, claims, forget_everything, plan, refusal, two_tenants

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BY_CERTIFICATE, BY_SECRET = Connection(way=SignInWay.CERTIFICATE), Connection(way=SignInWay.SECRET)
OWN, OTHER = certificate(key()), certificate(key(1))
FILES = {
    "PEM": (pem(key(), OWN), ""),
    "PEM, locked": (pem(key(), OWN, password=b"pa55w0rd"), "pa55w0rd"),
    "PEM, with its authority": (pem(key(), OWN, OTHER), ""),
    "PKCS#12": (pfx(key(), OWN, b"pa55w0rd"), "pa55w0rd"),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TenantServer]:
    with two_tenants(tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, server: TenantServer) -> None:
    forget_everything(monkeypatch, server)


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that this shell names, with a certificate in it."""
    path = tmp_path / "app.pem"
    path.write_bytes(FILES["PEM"][0])
    monkeypatch.setenv("AZURE_CLIENT_CERTIFICATE_PATH", str(path))
    return path


def register(server: TenantServer, application: str = "Holdfast", domain: str = CONTOSO) -> None:
    data = OWN.public_bytes(said.Encoding.PEM)
    control.add_certificate(server.folder, domain, data, application=application)


def secret_of(server: TenantServer, domain: str = CONTOSO) -> str:
    told = json.loads((server.folder / "server.json").read_bytes())
    return str(told["tenants"][domain]["client_secret"])


@pytest.mark.parametrize(("content", "password"), FILES.values(), ids=FILES)
def test_certificate_that_is_registered_signs_in(
    server: TenantServer, file: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, password: str
) -> None:
    register(server)
    file.write_bytes(content)
    monkeypatch.setenv("AZURE_CLIENT_CERTIFICATE_PASSWORD", password)

    assert claims(server, plan(connection=BY_CERTIFICATE))["app_displayname"] == "Holdfast"


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("way", [SignInWay.CERTIFICATE, SignInWay.SECRET])
def test_the_application_of_the_file_signs_in_whatever_the_shell_names(
    server: TenantServer, monkeypatch: pytest.MonkeyPatch, way: SignInWay
) -> None:
    register(server, "Reader")
    reader = client_id_of(CONTOSO, "Reader")
    monkeypatch.setenv("AZURE_CLIENT_ID", "00000000-0000-4000-8000-00000000feed")
    monkeypatch.setenv("AZURE_CLIENT_SECRET", secret_of(server))
    wanted = plan(connection=Connection(way=way, application=reader))

    if way is SignInWay.CERTIFICATE:
        assert claims(server, wanted)["app_displayname"] == "Reader"
    else:
        assert "AADSTS7000215:" in refusal(server, wanted).message, "the secret is another application's"


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("never registered", 700027),
        ("taken off", 700027),
        ("another tenant's", 700027),
        ("of nobody", 700016),
    ],
)
def test_certificate_that_is_not_the_applications_is_refused_by_its_code(
    server: TenantServer, wrong: str, code: int
) -> None:
    connection = BY_CERTIFICATE
    if wrong == "taken off":
        register(server)
        control.forget_credentials(server.folder, CONTOSO)
    elif wrong == "another tenant's":
        register(server, domain=FABRIKAM)
    elif wrong == "of nobody":
        connection = Connection(way=SignInWay.CERTIFICATE, application="00000000-0000-4000-8000-00000000feed")

    told = refusal(server, plan(connection=connection))

    assert told.slug == "sign-in-refused"
    assert f"AADSTS{code}:" in told.message


@pytest.mark.parametrize("wrong", ["x", "", " ", "ä", "another tenant's"])
def test_secret_that_is_not_the_applications_is_refused_and_not_repeated(
    server: TenantServer, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    secret = secret_of(server, FABRIKAM) if wrong == "another tenant's" else wrong
    monkeypatch.setenv("AZURE_CLIENT_SECRET", secret)

    told = refusal(server, plan(connection=BY_SECRET))

    assert told.slug == ("sign-in-refused" if wrong else "no-credential")
    assert ("AADSTS7000215:" in told.message) == bool(wrong)
    assert len(secret) < 10 or secret not in told.message


def test_secret_that_is_the_applications_signs_in(
    server: TenantServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_CLIENT_SECRET", secret_of(server))

    assert claims(server, plan(connection=BY_SECRET))["app_displayname"] == "Holdfast"


@pytest.mark.parametrize("connection", [BY_CERTIFICATE, BY_SECRET], ids=["certificate", "secret"])
def test_way_that_is_named_and_not_set_up_is_none(server: TenantServer, connection: Connection) -> None:
    told = refusal(server, plan(connection=connection))

    assert told.slug == "no-credential"
    assert "is not set up for it: set AZURE_CLIENT_" in told.message


@pytest.mark.parametrize(
    "name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]
)
def test_the_machines_network_has_no_say_in_where_the_library_turns(
    server: TenantServer, file: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A proof of who somebody is must not leave this machine for the sake of an embedded tenant."""
    register(server)
    with rude(HANGS) as (address, heard):
        monkeypatch.setenv(name, address if "PROXY" in name.upper() else str(file))

        assert claims(server, plan(connection=BY_CERTIFICATE))["app_displayname"] == "Holdfast"

    assert not heard
