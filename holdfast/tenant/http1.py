"""One request and one answer of HTTP/1.1 at a time on a stream; h11 says what each word of it means.

What h11 finds wrong is told in words of ours: its own quote headers, in which tokens are.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import h11
import httpx

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Iterator, Sequence

_MOST_HEAD_BYTES = 128 * 1024
"""Of status and headers; larger is refused."""
_MOST_AT_ONCE = 2**20


def conversation() -> h11.Connection:
    """Return what is said on a new connection: nothing so far."""
    return h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEAD_BYTES)


def request_bytes(
    said: h11.Connection, method: str, target: bytes, headers: Sequence[tuple[bytes, bytes]], content: bytes
) -> bytes:
    """Return a request as it is sent.

    Raises:
        httpx.LocalProtocolError: when a header has a form in which it would be something else.
    """
    try:
        events = [h11.Request(method=method, target=target, headers=list(headers)), h11.EndOfMessage()]
        if content:
            events.insert(1, h11.Data(data=content))
        return b"".join(said.send(one) or b"" for one in events)
    except h11.LocalProtocolError:
        raise httpx.LocalProtocolError("the request has a header that is none") from None


async def read_head(reader: asyncio.StreamReader, said: h11.Connection) -> h11.Response:
    """Return what the answer begins with; what a service tells before it is passed over.

    Raises:
        httpx.RemoteProtocolError: when it ends before, is too large, or is no such answer.
        OSError: when the connection broke.
    """
    while True:
        event = await _next(reader, said)
        if isinstance(event, h11.Response):
            return event
        if not isinstance(event, h11.InformationalResponse):
            raise httpx.RemoteProtocolError("the connection ended without an answer")


async def body_of(reader: asyncio.StreamReader, said: h11.Connection) -> AsyncIterator[bytes]:
    """Yield the body part by part, to its last byte.

    Raises:
        httpx.RemoteProtocolError: when it ends before, or has another form.
        OSError: when the connection broke.
    """
    while isinstance(event := await _next(reader, said), h11.Data):
        yield event.data


def ended_well(said: h11.Connection) -> bool:
    """Return whether the answer was read to its end and another request may follow, and have that follow."""
    if not (said.our_state is said.their_state is h11.DONE) or said.trailing_data[0]:
        return False
    said.start_next_cycle()
    return True


async def _next(reader: asyncio.StreamReader, said: h11.Connection) -> object:
    while True:
        with _refused():
            event = said.next_event()
        if event is not h11.NEED_DATA:
            return event
        part = await reader.read(_MOST_AT_ONCE)
        with _refused():
            said.receive_data(part)


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except h11.RemoteProtocolError:
        raise httpx.RemoteProtocolError("the answer is not whole, or is none of HTTP/1.1") from None
