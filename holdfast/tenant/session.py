"""httpx, with an end to every answer: in time by its caller, in size here, and only from Microsoft's hosts.

httpx itself bounds the wait between two bytes and reads whatever comes: an answer that drips, or a few kilobytes that
unpack to gigabytes, would hold a run for ever.
"""

from __future__ import annotations

import ssl
import zlib
from typing import TYPE_CHECKING, Any

import httpx

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.tenant.embedded import read_authority, unusable_authority
from holdfast.tenant.hosts import origin_of

if TYPE_CHECKING:
    from pathlib import Path

_SILENCE_SECONDS = 60
"""Between two bytes, and for a connection."""
MOST_BYTES = 64 * 2**20
"""Of one answer, unpacked. A thousand mailboxes with every property are some six megabytes (estimated)."""
_GZIP = 16 + zlib.MAX_WBITS
"""What zlib is told for the one packing that we accept."""
_NOT_OURS = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that are no longer true of an unpacked answer."""


class Session(httpx.AsyncClient):
    """A client whose answers are read whole, and refused where they are too large."""

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """Send `request` and return its answer, read and unpacked.

        Raises:
            ReadError: when the address is none of Microsoft's, or the answer is too large or packed in another way.
            httpx.HTTPError: when there is no answer.
        """
        origin_of(str(request.url))
        request.headers["Accept-Encoding"] = "gzip"
        reply = await super().send(request, **{**options, "stream": True, "follow_redirects": False})
        try:
            content = await _whole(reply)
        finally:
            await reply.aclose()
        headers = [(name, value) for name, value in reply.headers.multi_items() if name not in _NOT_OURS]
        return httpx.Response(
            reply.status_code, headers=headers, content=content, request=request, extensions=reply.extensions
        )


def open_session(proxy_url: str | None, ca_file: Path | None, trust: ssl.SSLContext | None = None) -> Session:
    """Return a session with Microsoft's hosts, directly or through `proxy_url` trusting only `ca_file`.

    Args:
        proxy_url: `http://127.0.0.1:PORT`.
        ca_file: PEM; None for the authorities of the machine.
        trust: what trusts these, where it was made before.

    Raises:
        HoldfastError: `embedded-tenant-not-running` when the file holds no certificate.
    """
    return Session(
        verify=trust or trusting(ca_file),
        proxy=proxy_url,
        trust_env=proxy_url is None,
        timeout=_SILENCE_SECONDS,
    )


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """Return what trusts the authority in `ca_file` only; where there is none, what trusts those of the machine.

    Raises:
        HoldfastError: `embedded-tenant-not-running` when the file holds no certificate.
    """
    if ca_file is None:
        return httpx.create_ssl_context()
    content = read_authority(ca_file)
    try:
        # Of nothing, the context would make that every authority of the machine is trusted.
        return ssl.create_default_context(cadata=content.decode("ascii") or "none")
    except (ssl.SSLError, ValueError) as error:
        raise unusable_authority(ca_file, error) from error


async def _whole(reply: httpx.Response) -> bytes:
    """Return the body, unpacked as it comes, so that it is never larger in memory than is allowed."""
    packing = reply.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"gzip", "identity", ""}:
        raise _refused(f"is packed as {packing[:40]!r}, which was not asked for")
    unpacker = zlib.decompressobj(_GZIP) if packing == "gzip" else None
    parts: list[bytes] = []
    size = 0
    async for part in reply.aiter_raw():
        try:
            read = unpacker.decompress(part, MOST_BYTES + 1 - size) if unpacker else part
        except zlib.error as error:
            raise httpx.DecodingError(str(error), request=reply.request) from None
        size += len(read)
        if size > MOST_BYTES:
            raise _refused(f"is larger than {MOST_BYTES // 2**20} MiB")
        parts.append(read)
    if unpacker and parts and not unpacker.eof:
        raise httpx.DecodingError("the packed answer ends too early", request=reply.request)
    return b"".join(parts)


def _refused(told: str) -> ReadError:
    return ReadError("read-unexpected", f"the answer {told}: it was not read", Reason.UNEXPECTED)
