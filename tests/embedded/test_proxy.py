"""The CONNECT proxy: leads the Microsoft hosts to the embedded tenant, and refuses everything else."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from tests.e2e.scratch import HOLDFAST, REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from urllib.parse import SplitResult

    from tests.contract.conftest import Tiny

POLICIES = "/v1.0/identity/conditionalAccess/policies"


@pytest.fixture
def proxied(tiny: Tiny) -> Iterator[httpx.Client]:
    trust = ssl.create_default_context(cafile=str(tiny.server.ca_file))
    with httpx.Client(proxy=tiny.server.proxy_url, verify=trust, trust_env=False, timeout=60) as client:
        yield client


def test_microsofts_own_addresses_work_with_proxy_and_ca_alone(tiny: Tiny, proxied: httpx.Client) -> None:
    address = f"https://login.microsoftonline.com/{tiny.tenant_id}/oauth2/v2.0/token"
    token = proxied.post(address, data=tiny.form()).json()["access_token"]
    answer = proxied.get(
        f"https://graph.microsoft.com{POLICIES}", headers={"authorization": f"Bearer {token}"}
    )
    context = "https://graph.microsoft.com/v1.0/$metadata#identity/conditionalAccess/policies"
    assert answer.json() == {"@odata.context": context, "value": []}
    assert tiny.server.log.entries()[-1].host == "graph.microsoft.com"


@pytest.mark.parametrize(
    "host",
    [
        "outlook.office365.com",
        "ps.compliance.protection.outlook.com",
        "eur02b.ps.compliance.protection.outlook.com",
    ],
)
def test_the_certificate_covers_every_host(proxied: httpx.Client, host: str) -> None:
    assert proxied.get(f"https://{host}/adminapi/beta/x/y").status_code == 401


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "https://graph.microsoft.com.evil.example/",
        "https://graph.microsoft.com:8443/",
        "https://api.pulumi.com/",
    ],
)
def test_every_other_host_is_forbidden(proxied: httpx.Client, url: str) -> None:
    with pytest.raises(httpx.ProxyError, match="403"):
        proxied.get(url)


def _raw(tiny: Tiny, request: bytes) -> bytes:
    address = urlsplit(tiny.server.proxy_url)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=900) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(4096):
            answer += chunk
        return answer


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET http://graph.microsoft.com/ HTTP/1.1", b"405"),
        (b"CONNECT graph.microsoft.com HTTP/1.1", b"403"),
        (b"CONNECT", b"405"),
        (b"CONNECT graph.microsoft.com:80 HTTP/1.1", b"403"),
        (b"CONNECT example.com:443 HTTP/1.1", b"403"),
    ],
)
def test_it_speaks_connect_and_nothing_else(tiny: Tiny, request_line: bytes, status: bytes) -> None:
    assert _raw(tiny, request_line + b"\r\n\r\n").split()[1] == status


def test_an_unfinished_request_is_dropped(tiny: Tiny) -> None:
    assert _raw(tiny, b"CONNECT graph.micro") == b""
    assert _raw(tiny, b"x" * 100_000) == b""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_tenant_under_open_tunnels_prints_no_traceback(
    tmp_path: Path, end: signal.Signals
) -> None:
    home = tmp_path / "home"
    with subprocess.Popen(
        [*HOLDFAST, "tenant", "serve"],
        cwd=REPOSITORY,
        env={**os.environ, "HOLDFAST_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        proxy = proxy_of(home / "tenant" / "server.json")
        with socket.create_connection((proxy.hostname, proxy.port), timeout=900) as tunnel:
            tunnel.sendall(b"CONNECT graph.microsoft.com:443 HTTP/1.1\r\n\r\n")
            assert tunnel.recv(100).startswith(b"HTTP/1.1 200")
            process.send_signal(end)
            printed, _ = process.communicate(timeout=900)
    assert "Traceback" not in printed


def proxy_of(file: Path) -> SplitResult:
    """The proxy's address, once the server has written where it is."""
    patience = time.monotonic() + 900
    while not file.exists():
        assert time.monotonic() < patience
        time.sleep(0.05)
    return urlsplit(str(json.loads(file.read_text(encoding="utf-8"))["proxy_url"]))
