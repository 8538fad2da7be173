"""Sign-in by one form post: what comes back is a token or one sentence, and never the proof."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from holdfast.model.errors import SignInError
from holdfast.model.plan import Cloud
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.retry import Patience
from holdfast.tenant.session import Session
from holdfast.tenant.ways import ways

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = "s3cr3t~of~the~application"
ENVIRONMENT = {"AZURE_CLIENT_ID": "the-application", "AZURE_CLIENT_SECRET": SECRET}
GRAPH = "https://graph.microsoft.com"
TOKEN = httpx.Response(200, json={"access_token": "a.b.c", "expires_in": 3599})


async def at_once(_seconds: float) -> None:
    """No test waits."""


def sign_in(answer: Callable[[httpx.Request], httpx.Response]) -> str:
    def unread(request: httpx.Request) -> httpx.Response:
        """Answer as from a network: the body is not read yet."""
        found = answer(request)
        return httpx.Response(
            found.status_code, headers=found.headers, stream=httpx.ByteStream(found.content)
        )

    async def signed_in() -> str:
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            """Let time pass, and nobody wait."""
            slept.append(seconds)

        patience = Patience(sleep=sleep, clock=lambda: sum(slept))
        credential = ways("contoso.com", ENVIRONMENT, patience)[0].open()
        async with Session(HOSTS[Cloud.GLOBAL], transport=httpx.MockTransport(unread)) as client:
            return (await credential.token(client, GRAPH)).text

    return asyncio.run(signed_in())


def test_token_is_asked_for_the_resource_in_the_tenant() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return TOKEN

    assert sign_in(answer) == "a.b.c"
    (request,) = asked
    assert request.url.path == "/contoso.com/oauth2/v2.0/token"
    assert parse_qs(request.content.decode())["scope"] == [f"{GRAPH}/.default"]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_passes_is_waited_for(status: int) -> None:
    answers = iter([httpx.Response(status), httpx.Response(status, headers={"Retry-After": "1"}), TOKEN])

    assert sign_in(lambda _request: next(answers)) == "a.b.c"


@pytest.mark.parametrize("status", [429, 500, 501, 503])
def test_service_that_is_ill_is_not_told_as_a_refusal(status: int) -> None:
    with pytest.raises(SignInError, match=f"did not answer .HTTP {status}.") as caught:
        sign_in(lambda _request: httpx.Response(status, text="<html>"))
    assert caught.value.slug == "sign-in-unreachable"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            httpx.Response(
                401,
                json={
                    "error": "invalid_client",
                    "error_description": "AADSTS7000222: The secret has expired.\r\nTrace ID: 1",
                },
            ),
            "AADSTS7000222: The secret has expired.",
        ),
        (httpx.Response(400, text="not JSON"), "HTTP 400 without a token and without a reason"),
        (httpx.Response(200, json={"no": "token"}), "HTTP 200 without a token and without a reason"),
        (
            httpx.Response(302, headers={"Location": "https://portal.example/"}),
            "a sign-in page of the network",
        ),
        (
            httpx.Response(200, html="<h1>Sign in to the guests' network</h1>"),
            "a sign-in page of the network",
        ),
    ],
)
def test_refusal_is_told_in_the_words_of_the_service(answer: httpx.Response, told: str) -> None:
    with pytest.raises(SignInError) as caught:
        sign_in(lambda _request: answer)
    assert caught.value.slug == "sign-in-refused"
    assert told in str(caught.value)
    assert ("Check the credential" in str(caught.value)) == ("AADSTS" in told and "expired" not in told)
    assert "Trace ID" not in str(caught.value)
    assert SECRET not in repr(caught.value)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (700016, "This tenant does not have the application"),
        (7000229, "This tenant does not have the application"),
        (
            65001,
            "consent at https://login.microsoftonline.com/contoso.com/adminconsent?client_id=the-application",
        ),
        (7000112, "Somebody has disabled the application"),
        (90002, "compare `holdfast:tenant` and `holdfast:cloud`"),
        (7000215, "its value is asked for, and not its id"),
        (7000222, "The secret has ended"),
        (53003, "A Conditional Access policy blocks"),
        (700213, "letter for letter"),
        (7000160, "Check the credential"),
        (70001, "Check the credential"),
    ],
)
def test_refusal_says_what_to_do_by_its_whole_code(code: int, told: str) -> None:
    body = {"error": "x", "error_description": f"AADSTS{code}: No. Trace ID: 1"}
    with pytest.raises(SignInError, match=re.escape(told)) as caught:
        sign_in(lambda _request: httpx.Response(400, json=body))
    assert "Trace ID" not in str(caught.value)


def test_nobody_there_is_told_at_once() -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route to host")

    with pytest.raises(SignInError, match="nobody was reached") as caught:
        sign_in(answer)
    assert caught.value.slug == "sign-in-unreachable"


APP = {"ARM_CLIENT_ID": "app"}
FEDERATED = {"ARM_OIDC_TOKEN": "t.o.k"}
NO_TOKEN = "holds no token (three parts with dots between), and what it holds was not sent"
KEY_BY_MISTAKE = b"-----BEGIN PRIVATE KEY-----\npa55word\n-----END PRIVATE KEY-----\n"
CERTIFICATE = {"AZURE_CLIENT_CERTIFICATE_PATH": "/nowhere.pem"}
OF_SECRET = {"ARM_CLIENT_SECRET": SECRET}


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({}, ["Azure command line"]),
        (APP, ["Azure command line"]),
        (OF_SECRET, ["Azure command line"]),
        (APP | OF_SECRET, ["secret"]),
        (APP | FEDERATED | CERTIFICATE | OF_SECRET, ["workload federation", "certificate", "secret"]),
        (APP | CERTIFICATE | OF_SECRET, ["certificate", "secret"]),
        (CERTIFICATE, ["certificate"]),
    ],
)
def test_every_way_that_is_set_up_is_told_in_the_order_in_which_they_are_taken(
    environment: dict[str, str], names: list[str]
) -> None:
    found = ways("contoso.com", environment)

    assert [one.name for one in found] == names
    assert ways("contoso.com", environment)[0].open() == found[0].open()
    for value in (*FEDERATED.values(), SECRET):
        assert value not in repr(found)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read (Is a directory)"),
        ("token\n".encode("utf-16"), "cannot be read (it is no text in UTF-8)"),
        (b" \r\n", "is empty"),
        (KEY_BY_MISTAKE, NO_TOKEN),
        (b"root:x:0:0:root:/root:/bin/bash\n", NO_TOKEN),
        (b'{"value": "h.p.s"}', NO_TOKEN),
        (b"h.p.s h.p.s", NO_TOKEN),
        (b"\0" * 70_000, NO_TOKEN),
    ],
    ids=["a folder", "in another form", "empty", "a key", "accounts", "JSON", "two tokens", "no end"],
)
def test_token_s_file_that_holds_none_is_told_in_words(
    content: bytes | None, told: str, tmp_path: Path
) -> None:
    """And not by the name of a class of Python."""
    path = tmp_path / "token"
    path.mkdir() if content is None else path.write_bytes(content)
    (way,) = ways("contoso.com", {**APP, "AZURE_FEDERATED_TOKEN_FILE": str(path)})

    async def signed_in() -> None:
        """Sign in by that file."""
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            await way.open().token(client, GRAPH)

    with pytest.raises(SignInError) as found:
        asyncio.run(signed_in())
    assert found.value.message == f"no credential: the federated token's file {path} {told}"


@pytest.mark.parametrize("text", ["pa55word", "-----BEGIN PRIVATE KEY-----", "a.b", "a.b.c.d", "ä.ö.ü"])
def test_variable_that_holds_no_token_is_sent_to_nobody(text: str) -> None:
    (way,) = ways("contoso.com", {**APP, "ARM_OIDC_TOKEN": text})

    async def signed_in() -> None:
        """Sign in by that variable."""
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            await way.open().token(client, GRAPH)

    with pytest.raises(SignInError) as found:
        asyncio.run(signed_in())
    assert found.value.message == f"no credential: ARM_OIDC_TOKEN {NO_TOKEN}"


def test_token_s_file_that_cannot_be_read_spoils_its_own_way_alone() -> None:
    found = ways("contoso.com", {**APP, **OF_SECRET, "ARM_OIDC_TOKEN_FILE_PATH": "/nowhere/token"})

    async def signed_in() -> None:
        """Sign in by the way whose file is not there."""
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            await found[0].open().token(client, GRAPH)

    with pytest.raises(SignInError, match="/nowhere/token cannot be read"):
        asyncio.run(signed_in())
    assert found[1].open() == ways("contoso.com", {**APP, **OF_SECRET})[0].open()


@pytest.mark.parametrize("name", ["AZURE_CLIENT_CERTIFICATE_PASSWORD", "ARM_CLIENT_CERTIFICATE_PASSWORD"])
def test_certificate_with_a_password_is_opened_by_it_and_it_is_never_shown(name: str, tmp_path: Path) -> None:
    path = tmp_path / "app.pem"
    path.write_bytes(certificate_of(b"pa55word"))
    opened = {
        "AZURE_CLIENT_ID": "00000000-0000-4000-8000-000000000001",
        "AZURE_CLIENT_CERTIFICATE_PATH": str(path),
    }

    async def signed_in(password: str) -> str:
        """Sign in with the certificate, at a proxy where nobody is."""
        patience = Patience(deadline_seconds=20.0, sleep=at_once)
        credential = ways("contoso.com", {**opened, name: password}, patience)[0].open()
        assert password not in repr(credential)
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            return (await credential.token(client, GRAPH)).text

    with pytest.raises(SignInError) as wrong:
        asyncio.run(signed_in("another"))
    assert wrong.value.slug == "no-credential"
    assert "cannot be used" in wrong.value.message
    with pytest.raises(SignInError) as right:
        asyncio.run(signed_in("pa55word"))
    assert "cannot be used" not in right.value.message
    assert "pa55word" not in right.value.message


def certificate_of(password: bytes) -> bytes:
    """A certificate with its key, which `password` locks, as one PEM file."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "app")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(password)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    return pem + made.public_bytes(serialization.Encoding.PEM)
