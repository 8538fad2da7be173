"""A file of authorities that is none is told with the variable that names it, by whatever trusts it."""

from __future__ import annotations

import os
import re
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
import pytest

from holdfast.apply import shell
from holdfast.model.errors import HoldfastError
from holdfast.model.plan import Cloud
from holdfast.notify.wire import open_client
from holdfast.tenant.authorities import of_file, of_machine
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.session import open_session, trusting
from tests.e2e.scratch import REPOSITORY
from tests.unit.tenant.test_leftovers import fake_engine, plan

if TYPE_CHECKING:
    from collections.abc import Callable

ODD = ["missing", "folder", "/dev/null", "empty", "garbage", "half", "latin", "key"]
SESSIONS: list[Callable[[], object]] = [
    of_machine,
    lambda: trusting(None),
    lambda: open_session(None, None, HOSTS[Cloud.GLOBAL], trusting(None)),
    open_client,
]


def odd(folder: Path, sort: str) -> str:
    """A path at which there is no file of authorities, of some sort."""
    if sort.startswith("/"):
        return sort
    path = folder / sort
    if sort == "folder":
        path.mkdir()
    contents = {
        "empty": b"",
        "garbage": b"no certificate\n",
        "half": b"-----BEGIN CERTIFICATE-----\nMIIB",
        "latin": b"\xe9\xff",
        "key": b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    }
    if sort in contents:
        path.write_bytes(contents[sort])
    return str(path)


@pytest.mark.parametrize("opens", SESSIONS)
@pytest.mark.parametrize("sort", ODD)
def test_no_session_is_opened_with_authorities_that_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str, opens: Callable[[], object]
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", odd(tmp_path, sort))
    with pytest.raises(
        HoldfastError, match=rf"SSL_CERT_FILE names .*{sort}.*unset it.*\[authorities-unusable\]"
    ):
        opens()


@pytest.mark.parametrize("sort", ODD)
def test_no_shell_is_set_up_with_authorities_that_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", odd(tmp_path, sort))
    with pytest.raises(HoldfastError, match=r"\[authorities-unusable\]"):
        shell.shell_environment(fake_engine(tmp_path), tmp_path, plan(Cloud.GLOBAL), tmp_path)


@pytest.mark.parametrize("opens", SESSIONS)
@pytest.mark.parametrize("sort", ["missing", "empty", "garbage", "folder", "/dev/null", "two"])
def test_no_session_is_opened_with_folders_of_authorities_that_hold_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str, opens: Callable[[], object]
) -> None:
    given = odd(tmp_path, sort)
    if sort == "two":
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "authority.pem").write_bytes(b"not under its hash")
        given = f"{tmp_path / 'other'}:{tmp_path / 'missing'}"
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", given)
    with pytest.raises(HoldfastError, match=r"SSL_CERT_DIR names .*unset it.*\[authorities-unusable\]"):
        opens()


@pytest.mark.parametrize("opens", [*SESSIONS, lambda: of_file(Path(certifi.where()))])
@pytest.mark.parametrize("sort", ["missing/file", "folder", "/dev/full", "/proc/self/mem", "pipe", "file"])
def test_keys_of_no_session_are_written_wherever_somebody_wants_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str, opens: Callable[[], object]
) -> None:
    path = Path(odd(tmp_path, sort))
    if sort == "pipe":
        os.mkfifo(path)  # which is waited for without end by who opens it
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSLKEYLOGFILE", str(path))
    made = opens()
    assert getattr(made, "keylog_filename", None) is None
    assert sort != "file" or not path.exists()


def test_nobody_else_makes_what_says_whom_to_trust() -> None:
    makers = re.compile(
        r"create_default_context|create_ssl_context|PROTOCOL_TLS_CLIENT|httpx\.(?:Async)?Client\("
    )
    sources = (REPOSITORY / "holdfast").rglob("*.py")
    assert {one.name for one in sources if makers.search(one.read_text())} == {"authorities.py"}


def test_authorities_in_a_folder_that_a_person_named_are_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0a1b2c3d.0").write_bytes(Path(certifi.where()).read_bytes())
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", f"{tmp_path}:/etc/ssl/certs")
    assert isinstance(of_machine(), ssl.SSLContext)


def test_authorities_that_a_person_named_are_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    assert isinstance(of_machine(), ssl.SSLContext)


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_library_that_signs_in_trusts_whom_its_session_trusts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Where a proxy puts a certificate of its own in between, a refused sign-in tells people to set it."""
    (tmp_path / "0a1b2c3d.0").write_bytes(Path(certifi.where()).read_bytes())
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    session = open_session(None, None, HOSTS[Cloud.GLOBAL], trusting(None))
    assert session.for_azure_core() == {}
    given = str(tmp_path / "0a1b2c3d.0") if variable == "SSL_CERT_FILE" else str(tmp_path)
    monkeypatch.setenv(variable, given)
    assert session.for_azure_core() == {"connection_verify": given}
    monkeypatch.delenv(variable)
    monkeypatch.setenv("SSL_CERT_DIR", f"{tmp_path}:/etc/ssl/certs")
    assert session.for_azure_core() == {}
