"""The embedded tenant's authority: limited to the names served, short-lived, a new one each run, its key kept nowhere.

Assumed, not measured: that Go and Node enforce name constraints as OpenSSL does (both document it).
"""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509

from holdfast.emulator.certificates import NAMES, certificate_authority, server_context

if TYPE_CHECKING:
    from pathlib import Path

    import trustme

STRANGERS = (
    "example.com",
    "microsoft.com",
    "management.example",
    "evilgraph.microsoft.com",
    "graph.microsoft.com.example.com",
    "10.0.0.1",
    "8.8.8.8",
    "::2",
)


async def _handshake(server: ssl.SSLContext, ca: Path, name: str) -> None:
    async def hello(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    listener = await asyncio.start_server(hello, "127.0.0.1", 0, ssl=server)
    async with listener:
        port = listener.sockets[0].getsockname()[1]
        client = ssl.create_default_context(cafile=str(ca))
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client, server_hostname=name)
        writer.close()
        await writer.wait_closed()


def refused(authority: trustme.CA, ca: Path, name: str) -> str:
    """Why a client does not believe a certificate that the authority signed for `name`; empty when it does."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    try:
        asyncio.run(_handshake(context, ca, name.replace("*", "eur02b")))
    except ssl.SSLCertVerificationError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", NAMES)
def test_it_signs_for_every_name_that_is_served(tmp_path: Path, name: str) -> None:
    ca, authority = certificate_authority(tmp_path)
    assert not refused(authority, ca, name)
    asyncio.run(_handshake(server_context(authority), ca, name.replace("*", "eur02b")))


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_nobody_believes_it_for_another_name(tmp_path: Path, name: str) -> None:
    ca, authority = certificate_authority(tmp_path)
    assert "permitted subtree violation" in refused(authority, ca, name)


def test_it_is_short_lived_new_each_run_and_its_key_lies_nowhere(tmp_path: Path) -> None:
    (tmp_path / "ca-key.pem").write_text("the key of an older version", encoding="utf-8")
    serials = set()
    for _ in range(2):
        ca, authority = certificate_authority(tmp_path)
        certificate = x509.load_pem_x509_certificate(ca.read_bytes())
        serials.add(certificate.serial_number)
        assert certificate.not_valid_after_utc - datetime.now(UTC) <= timedelta(days=7)
        assert certificate.extensions.get_extension_for_class(x509.NameConstraints).critical
        key = authority.private_key_pem.bytes().splitlines()[1]
        assert not any(key in path.read_bytes() for path in tmp_path.iterdir())
        assert {path.name for path in tmp_path.iterdir()} == {"ca.pem"}
    assert len(serials) == 2


def test_a_bundle_with_the_run_before_is_given_the_new_authority(tmp_path: Path) -> None:
    ca, _ = certificate_authority(tmp_path)
    before, bundle, other = ca.read_bytes(), tmp_path / "trust.pem", tmp_path / "other.pem"
    bundle.write_bytes(b"usual\n" + before)
    other.write_bytes(b"usual\n")
    certificate_authority(tmp_path)
    assert bundle.read_bytes() == b"usual\n" + ca.read_bytes() != b"usual\n" + before
    assert other.read_bytes() == b"usual\n"
