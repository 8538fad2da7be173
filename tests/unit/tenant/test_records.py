"""What came over TLS is read as far as it came: whole, in order, and what ends the connection is told after it."""

from __future__ import annotations

import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
import trustme

from holdfast.tenant.records import Records
from holdfast.tenant.session import trusting

if TYPE_CHECKING:
    from pathlib import Path

NAME = "graph.microsoft.com"
RECORD = 2**14


class Line:
    """A client of `trusting` and a server, in memory."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
        authority.cert_pem.write_to_path(str(folder / "ca.pem"))
        accepts = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(NAME, key_type=trustme.KeyType.ECDSA).configure_cert(accepts)
        self.came, out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.sent, back = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.client = trusting(folder / "ca.pem").wrap_bio(self.came, out, server_hostname=NAME)
        self.server = accepts.wrap_bio(back, self.sent, server_side=True)
        for end in (self.client, self.server) * 2:
            with suppress(ssl.SSLWantReadError):
                end.do_handshake()
            back.write(out.read())
            self.deliver()

    def deliver(self) -> None:
        self.came.write(self.sent.read())


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


def test_many_records_are_one_read_up_to_what_was_asked_for(line: Line) -> None:
    body = bytes(range(256)) * 300
    line.server.write(body)
    line.deliver()

    assert isinstance(line.client, Records)
    assert line.client.read(RECORD * 2 + 100) == body[: RECORD * 2 + 100]
    assert line.client.read(2**20) == body[RECORD * 2 + 100 :]
    with pytest.raises(ssl.SSLWantReadError):
        line.client.read(2**20)


def test_a_record_that_came_in_part_waits_for_its_rest(line: Line) -> None:
    line.server.write(b"a" * RECORD)
    line.server.write(b"b" * RECORD)
    sealed = line.sent.read()
    line.came.write(sealed[:-1])

    assert line.client.read(2**20) == b"a" * RECORD
    with pytest.raises(ssl.SSLWantReadError):
        line.client.read(2**20)
    line.came.write(sealed[-1:])
    assert line.client.read(2**20) == b"b" * RECORD


@pytest.mark.parametrize("ending", ["forged", "cut off"])
def test_what_breaks_the_connection_is_told_by_every_read_after_what_came_before(
    line: Line, ending: str
) -> None:
    line.server.write(b"whole")
    line.deliver()
    if ending == "forged":
        line.server.write(b"forged")
        sealed = line.sent.read()
        line.came.write(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    else:
        line.came.write_eof()

    assert line.client.read(2**20) == b"whole"
    for _ in range(2):
        with pytest.raises(ssl.SSLError) as caught:
            line.client.read(2**20)
        assert not isinstance(caught.value, ssl.SSLWantReadError)


def test_a_connection_that_was_closed_has_nothing_more(line: Line) -> None:
    line.server.write(b"whole")
    with pytest.raises(ssl.SSLWantReadError):
        line.server.unwrap()
    line.deliver()

    assert line.client.read(2**20) == b"whole"
    assert line.client.read(2**20) == b""
