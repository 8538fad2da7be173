"""A file of authorities that is none is told with the variable that names it, by whatever trusts it."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import certifi
import pytest

from holdfast.apply import shell
from holdfast.model.errors import HoldfastError
from holdfast.model.plan import Cloud
from holdfast.notify.wire import open_client
from holdfast.tenant.authorities import of_machine
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.session import open_session, trusting
from tests.unit.tenant.test_leftovers import fake_engine, plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


def test_authorities_that_a_person_named_are_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    assert isinstance(of_machine(), ssl.SSLContext)
