"""The file of a certificate: whatever is wrong with it is one sentence before anything is asked of a service."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization as said
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from holdfast.cli.tenant import credential as registered
from holdfast.model.errors import HoldfastError, SignInError
from holdfast.model.plan import Cloud
from holdfast.tenant.certificate_file import usable
from holdfast.tenant.credentials import LibraryCredential
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.session import Session
from holdfast.tenant.ways import ways
from tests.certificates import BEGUN, ENDS, NOW, certificate, key, pem, pfx
from tests.odd_files import ODD, make_odd

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


PASSWORD = "pa55w\udcffrd"
"""Of bytes that are no text, as a variable may have."""

CURVE, EDWARDS = ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate()
OWN, OTHER = certificate(key()), certificate(key(1))
OVER, TO_COME = (
    certificate(key(), BEGUN, NOW - timedelta(hours=1)),
    certificate(key(), ENDS, ENDS + timedelta(1)),
)
UNFIT = {
    "ended": (pem(key(), OVER), "", "it ended at "),
    "not begun": (pem(key(), TO_COME), "", "it begins at "),
    "key of another": (pem(key(), OTHER), "", "its key belongs to another certificate"),
    "authority first": (pem(key(), OTHER, OWN), "", "its key belongs to another certificate"),
    "PKCS#12, ended": (pfx(key(), OVER), "x", "it ended at "),
    "PKCS#12, not begun": (pfx(key(), TO_COME), "x", "it begins at "),
    "PKCS#12 without a key": (pfx(None, OWN), "x", "it lacks the certificate, or the key"),
    "PKCS#12 without a certificate": (pfx(key(), None), "x", "it lacks the certificate, or the key"),
    "locked, no password": (pem(key(), OWN, password=b"a"), "", "its key is locked: set AZURE_"),
    "locked, another password": (pem(key(), OWN, password=b"a"), PASSWORD, "Incorrect password"),
    "not locked, a password": (pem(key(), OWN), PASSWORD, "its key is not locked: take AZURE_"),
    "PKCS#12, no password": (pfx(key(), OWN), "", "it is neither PEM nor PKCS#12 that is whole"),
    "PKCS#12, another password": (pfx(key(), OWN), PASSWORD, "AZURE_CLIENT_CERTIFICATE_PASSWORD is not what opens"),
    "no certificate": (pem(key()), "", "no BEGIN CERTIFICATE"),
    "no key": (OWN.public_bytes(said.Encoding.PEM), "", "private key"),
    "elliptic curve": (pem(CURVE, certificate(CURVE)), "", "RSA"),
    "Edwards curve": (pem(EDWARDS, certificate(EDWARDS)), "", "RSA"),
    "half": (pem(key(), OWN)[:900], "", "PEM"),
    "half of PKCS#12": (pfx(key(), OWN)[:900], "x", "it is neither PEM nor PKCS#12 that is whole"),
    "empty": (b"", "", "it is neither PEM nor PKCS#12"),
    "something else": (bytes(range(256)), PASSWORD, "it is neither PEM nor PKCS#12"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "password", "told"), UNFIT.values(), ids=UNFIT)
def test_what_cannot_be_used_is_one_sentence_before_anything_is_asked(
    content: bytes, password: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError("something was asked for")

    monkeypatch.setattr("socket.socket.connect", connected)
    monkeypatch.setattr("socket.create_connection", connected)
    monkeypatch.setattr("socket.getaddrinfo", connected)
    path = tmp_path / "app.pem"
    path.write_bytes(content)
    credential = LibraryCredential(
        "contoso.com", path, "00000000-0000-4000-8000-000000000001", password=password
    )

    async def signed_in() -> None:
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            await credential.token(client, "https://graph.microsoft.com")

    with pytest.raises(SignInError) as refused:
        asyncio.run(signed_in())
    assert refused.value.slug == "no-credential"
    assert f"the certificate {path} cannot be used: " in refused.value.message
    assert told in refused.value.message
    assert "\n" not in refused.value.message
    assert not password or password == "x" or password not in refused.value.message


@pytest.mark.parametrize(("hangs_up", "told"), [(False, "the connection was refused"), (True, "broke off")])
def test_service_that_nobody_reached_has_refused_nothing(
    hangs_up: bool, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever's network is down is told to look at the certificate, and each service is asked anew."""
    path = tmp_path / "app.pem"
    path.write_bytes(pem(key(), OWN))
    monkeypatch.setattr("time.sleep", lambda _: None)  # the library waits between its attempts
    with socket.socket() as proxy:
        proxy.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        if hangs_up:
            proxy.listen()
            threading.Thread(target=hang_up, args=[proxy], daemon=True).start()
        credential = LibraryCredential("contoso.com", path, "00000000-0000-4000-8000-000000000001")

        async def signed_in() -> None:
            async with Session(HOSTS[Cloud.GLOBAL]) as client:
                await credential.token(client, "https://graph.microsoft.com")

        with pytest.raises(SignInError) as failed:
            asyncio.run(signed_in())

    assert failed.value.slug == "sign-in-unreachable"
    assert told in failed.value.message
    assert "certificate" not in failed.value.message
    assert "\n" not in failed.value.message


def hang_up(server: socket.socket) -> None:
    """Take whoever comes, and say nothing."""
    with suppress(OSError):
        while True:
            server.accept()[0].close()


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("ask", ["doctor and up", "the embedded tenant", "its issuer's keys"])
def test_nothing_waits_for_a_file_that_has_no_end(
    kind: str, ask: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else `holdfast doctor` hangs at a pipe of which the sign-in has said that it is no file."""
    path = tmp_path / "app.pem"
    make_odd(path, kind)
    monkeypatch.setattr(registered, "tenant_folder", lambda: tmp_path)
    issued = {"issuer": "https://issuer.example", "subject": "s", "audiences": ["a"]}
    asked: dict[str, Callable[[], object]] = {
        "doctor and up": ways("contoso.com", {"AZURE_CLIENT_CERTIFICATE_PATH": str(path)})[0].unfit,
        "the embedded tenant": lambda: registered._register_certificate("contoso.com", path, "Holdfast"),
        "its issuer's keys": lambda: registered._register_issuer("contoso.com", issued, path, "Holdfast"),
    }
    found: list[object] = []

    def look() -> None:
        try:
            found.append(asked[ask]())
        except HoldfastError as error:
            found.append("cannot be read" in error.message and "")

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(5)
    assert found == [""]


@pytest.mark.parametrize(
    ("content", "password"),
    [
        (pem(key(), OWN), b""),
        (pem(key(), OWN, OTHER), b""),
        (OWN.public_bytes(said.Encoding.PEM) + pem(key()), b""),
        (pem(key(), OWN, password=b"a\xff"), b"a\xff"),
        (pfx(key(), OWN), b"x"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("now", [BEGUN, NOW, ENDS])
def test_what_can_be_used_is_what_the_file_holds(
    content: bytes, password: bytes, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "app.pem"
    path.write_bytes(content)

    assert usable(path, password, now) == content


def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no ordinary file"):
        usable(tmp_path / "pipe", b"", NOW)
