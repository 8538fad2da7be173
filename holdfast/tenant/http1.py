"""One request and one answer of HTTP/1.1 as bytes; what is in another form than the standard's is refused.

Source: https://www.rfc-editor.org/rfc/rfc9112 (2026-11-28).
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

MOST_HEAD_BYTES = 128 * 1024
"""Of status and headers; larger is refused."""
_MOST_AT_ONCE = 2**20
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(rb"(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?")
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: ([\t -~\x80-\xff]*))?")
_LENGTH = re.compile(rb"[0-9]{1,18}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[\t -~\x80-\xff]*)?\r\n")
_INFORMATIONAL, _SWITCHING = range(100, 200), 101
_WITHOUT_BODY = frozenset({204, 304})
_Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Head:
    """What an answer begins with."""

    status: int
    reason: bytes
    headers: _Headers
    chunked: bool
    length: int | None
    """Bytes of the body; None where they come in chunks, or until the connection ends."""
    stays: bool
    """Whether the connection can be used again, once the body is read."""


def request_bytes(
    method: str, target: bytes, headers: Sequence[tuple[bytes, bytes]], content: bytes
) -> bytes:
    """Return a request as it is sent.

    Raises:
        httpx.LocalProtocolError: when a header has a form in which it would be something else.
    """
    for name, value in headers:
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise httpx.LocalProtocolError(f"the header {name!r} has letters that no header may have")
        if name.lower() == b"transfer-encoding":
            raise httpx.LocalProtocolError("nothing is sent in chunks")
    lines = [b"%s %s HTTP/1.1" % (method.encode("ascii"), target), *(b"%s: %s" % one for one in headers)]
    return b"\r\n".join([*lines, b"", content])


async def read_head(reader: asyncio.StreamReader, method: str) -> Head:
    """Return what the answer to a request of `method` begins with; what a service tells before it is passed over.

    Raises:
        httpx.RemoteProtocolError: when it ends before, is too large, or is no such answer.
        OSError: when the connection broke.
    """
    while True:
        status_line, *lines = (await _until(reader, b"\r\n\r\n")).removesuffix(b"\r\n\r\n").split(b"\r\n")
        found = _STATUS.fullmatch(status_line)
        if found is None:
            raise httpx.RemoteProtocolError("the answer does not begin as one of HTTP/1.1")
        status = int(found[2])
        if status not in _INFORMATIONAL:
            return _head(status, found, [_header(one) for one in lines], method)
        if status == _SWITCHING:
            raise httpx.RemoteProtocolError("the answer goes on in a protocol that nobody asked for")


async def body_of(reader: asyncio.StreamReader, head: Head) -> AsyncIterator[bytes]:
    """Yield the body part by part, to its last byte.

    Raises:
        httpx.RemoteProtocolError: when it ends before, or its chunks have another form.
        OSError: when the connection broke.
    """
    if head.chunked:
        async for part in _chunks(reader):
            yield part
    elif head.length is None:
        while part := await reader.read(_MOST_AT_ONCE):
            yield part
    else:
        async for part in _exactly(reader, head.length):
            yield part


def _head(status: int, line: re.Match[bytes], headers: _Headers, method: str) -> Head:
    packed = _values(headers, b"transfer-encoding")
    lengths = set(_values(headers, b"content-length"))
    if packed not in ([], [b"chunked"]) or len(lengths) > 1:
        raise httpx.RemoteProtocolError("the answer does not say where it ends")
    if not all(_LENGTH.fullmatch(one) for one in lengths):
        raise httpx.RemoteProtocolError("the length of the answer is no number")
    length = None if packed or not lengths else int(lengths.pop())
    if method == "HEAD" or status in _WITHOUT_BODY:
        packed, length = [], 0
    stays = line[1] == b"1" and b"close" not in _values(headers, b"connection")
    # One that says both is read as the standard says, and nothing is read after it.
    stays = stays and (bool(packed) != (length is not None)) and not (packed and lengths)
    return Head(status, line[3] or b"", headers, bool(packed), length, stays)


def _values(headers: _Headers, wanted: bytes) -> list[bytes]:
    """Return the values of a header that is a list, in small letters."""
    told = b",".join(value for name, value in headers if name.lower() == wanted)
    return [one.strip().lower() for one in told.split(b",")] if told else []


def _header(line: bytes) -> tuple[bytes, bytes]:
    name, colon, value = line.partition(b":")
    value = value.strip(b" \t")
    if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        raise httpx.RemoteProtocolError("the answer has a header that is none")
    return name, value


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while True:
        found = _CHUNK.fullmatch(await _until(reader, b"\r\n"))
        if found is None:
            raise httpx.RemoteProtocolError("a chunk of the answer does not say how long it is")
        if not (size := int(found[1], 16)):
            break
        async for part in _exactly(reader, size):
            yield part
        if await _until(reader, b"\r\n") != b"\r\n":
            raise httpx.RemoteProtocolError("a chunk of the answer is longer than it says")
    while await _until(reader, b"\r\n") != b"\r\n":
        pass  # headers behind the body, of which nobody reads any


async def _exactly(reader: asyncio.StreamReader, size: int) -> AsyncIterator[bytes]:
    while size:
        part = await reader.read(min(size, _MOST_AT_ONCE))
        if not part:
            raise httpx.RemoteProtocolError("the answer ends before it is whole")
        size -= len(part)
        yield part


async def _until(reader: asyncio.StreamReader, end: bytes) -> bytes:
    try:
        return await reader.readuntil(end)
    except asyncio.IncompleteReadError as error:
        told = (
            "the answer ends before it is whole"
            if error.partial
            else "the connection ended without an answer"
        )
        raise httpx.RemoteProtocolError(told) from None
    except asyncio.LimitOverrunError:
        raise httpx.RemoteProtocolError("the answer begins with more than is read") from None
