"""httpx, with an end to every answer: in time by its caller, in size here, and never by way of another address.

httpx itself bounds the wait between two bytes and reads whatever comes: an answer that drips, or a few kilobytes that
unpack to gigabytes, would hold a run for ever.
"""

from __future__ import annotations

import asyncio
import zlib
from typing import TYPE_CHECKING, Any

import httpx

from holdfast.model.errors import ReadError
from holdfast.model.machine import exhausted
from holdfast.model.status import Reason
from holdfast.tenant import proxies
from holdfast.tenant.authorities import of_machine
from holdfast.tenant.connections import Connections

if TYPE_CHECKING:
    import ssl

    from holdfast.tenant.idle import Idle

MOST_BYTES = 64 * 2**20
"""Of one answer, unpacked. A thousand mailboxes with every property are some six megabytes (estimated)."""
_GZIP = 16 + zlib.MAX_WBITS
"""What zlib is told for the one packing that we accept."""
_NOT_OURS = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that are no longer true of an unpacked answer."""
_NOTHING = httpx.ByteStream(b"")
"""The stream of an answer that was read."""


class BoundedClient(httpx.AsyncClient):
    """A client whose answers are read whole, and refused where they are too large; it follows no redirect."""

    def __init__(
        self,
        *,
        verify: ssl.SSLContext | None = None,
        proxy: str | None = None,
        trust_env: bool = True,
        transport: httpx.AsyncBaseTransport | None = None,
        common: Idle | None = None,
        **options: Any,
    ) -> None:
        """Open it.

        Args:
            verify: whom it trusts; the authorities of the machine where nothing is said.
            proxy: by which everything is reached.
            trust_env: whether the environment's proxies are used where none is named.
            transport: what sends in the place of connections.
            common: connections of the whole run, of which it may take one over.
            options: httpx's.
        """
        by = proxies.named(proxy) if proxy else proxies.of_environment if trust_env else proxies.none
        sending = transport or Connections(verify or of_machine(), by, common)
        super().__init__(transport=sending, trust_env=trust_env, **options)
        self._under_way: set[asyncio.Task[Any]] = set()

    async def aclose(self) -> None:
        """End what is under way, which nobody waits for any longer, and close every connection.

        A request that is left to the end of the event loop may be cut off where httpx complains of it.
        """
        left = self._under_way - {asyncio.current_task()}
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left)
        await super().aclose()

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """Send `request` and return its answer, read and unpacked.

        Raises:
            ReadError: when the answer is too large or packed in another way, or this machine has no room for more.
            httpx.HTTPError: when there is no answer.
        """
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._under_way.add(task)
        try:
            return await self._sent(request, **options)
        finally:
            self._under_way.discard(task)

    async def _sent(self, request: httpx.Request, **options: Any) -> httpx.Response:
        request.headers["Accept-Encoding"] = "gzip"
        try:
            reply = await super().send(request, **{**options, "stream": True, "follow_redirects": False})
        except httpx.HTTPError as error:
            if lack := exhausted(error):  # no matter of waiting, and no fault of the network
                raise ReadError(
                    "machine-exhausted", f"nothing could be sent: {lack}", Reason.UNAVAILABLE
                ) from None
            raise
        try:
            content = await _whole(reply)
        finally:
            await reply.aclose()
            # Or answer and stream hold each other, and what was asked with them, until garbage is looked for.
            reply.stream = _NOTHING
        headers = [(name, value) for name, value in reply.headers.multi_items() if name not in _NOT_OURS]
        return httpx.Response(
            reply.status_code, headers=headers, content=content, request=request, extensions=reply.extensions
        )


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
