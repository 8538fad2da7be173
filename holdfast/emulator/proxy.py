"""A forward proxy (CONNECT only) that leads the Microsoft hosts to the embedded tenant, all else nowhere.

So unmodified clients reach it with HTTPS_PROXY and the CA alone. It never opens a connection off loopback.
"""

from __future__ import annotations

import asyncio
import contextlib

from holdfast.emulator.clouds import HOSTS, is_served

_CHUNK_BYTES = 65536
_HEAD_SECONDS = 30.0
_TLS_PORT = "443"


class ConnectProxy:
    """The proxy of one server.

    Args:
        target_port: loopback port of the TLS server.
    """

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client connection to its end."""
        with contextlib.suppress(ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _HEAD_SECONDS)
            refusal = _refusal(head)
            if refusal is None:
                await self._tunnel(reader, writer)
            else:
                writer.write(refusal)
                await writer.drain()
        await _close(writer)

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        tasks = [
            asyncio.create_task(_pump(reader, server_writer)),
            asyncio.create_task(_pump(server_reader, writer)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # One side has ended, and with TLS inside a half-open tunnel is of no use to the other.
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await _close(server_writer)


def _refusal(head: bytes) -> bytes | None:
    method, _, rest = head.decode("latin-1").partition(" ")
    host, _, port = rest.partition(" ")[0].rpartition(":")
    if method != "CONNECT":
        return _answer("405 Method Not Allowed", "This proxy speaks CONNECT only.")
    known = is_served(host.lower())
    if not known or port != _TLS_PORT:
        return _answer(
            "403 Forbidden", f"The embedded tenant is not {host}:{port}; it is {', '.join(HOSTS)}."
        )
    return None


def _answer(status: str, text: str) -> bytes:
    body = f"{text}\n".encode()
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    ).encode() + body


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while chunk := await reader.read(_CHUNK_BYTES):
            writer.write(chunk)
            await writer.drain()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
