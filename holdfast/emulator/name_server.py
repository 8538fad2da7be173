"""The resolver of the embedded tenants: UDP and TCP on one port of loopback. It asks nobody else, whatever it is asked.

It answers TXT records of the zones that the tenants have (`zones`): a name of none of them is refused. Source: RFC 1035
and RFC 6891 for the size of a message by UDP (2026-11-27).
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from holdfast.emulator.zones import found

if TYPE_CHECKING:
    from holdfast.emulator.store import TenantFolder

_TIME_TO_LIVE_SECONDS = 300
_STRING_BYTES = 255
"""Of one character-string of a TXT record; a longer text is several."""
_LENGTH_BYTES = 2
"""Of the length before a message by TCP."""
_SHORTEST_BYTES = 512
"""What every asker takes by UDP."""
_TRIES = 20


class NameServer(asyncio.DatagramProtocol):
    """Answers by the zones of `tenants`."""

    def __init__(self, tenants: TenantFolder) -> None:
        self._tenants = tenants
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        """Keep what answers go by."""
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer one message, or cut the answer where the asker takes no longer one."""
        query = _query(data)
        answer = self._answer(query) if query else None
        if query is None or answer is None or self._transport is None:
            return
        wire = answer.to_wire(max_size=65535)
        if len(wire) > max(query.payload, _SHORTEST_BYTES) or answer.flags & dns.flags.TC:
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.TC
            wire = answer.to_wire()
        self._transport.sendto(wire, addr)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer every message of one connection."""
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while query := _query(await _message(reader)):
                answer = self._answer(query)
                if answer is None:
                    break
                wire = answer.to_wire(max_size=65535)
                writer.write(len(wire).to_bytes(_LENGTH_BYTES, "big") + wire)
                await writer.drain()

    def _answer(self, query: dns.message.QueryMessage) -> dns.message.Message | None:
        """Return the answer to one query; None where its zone is silent."""
        answer = dns.message.make_response(query, recursion_available=True)
        (question,) = query.question
        name = question.name.to_text(omit_final_dot=True).lower()
        zone = found(self._tenants, name)
        if zone is None:
            answer.set_rcode(dns.rcode.REFUSED)
            return answer
        texts, trouble = zone
        if trouble == "silent":
            return None
        if trouble == "servfail":
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif trouble == "truncated":
            answer.flags |= dns.flags.TC
        elif not any(one == name or one.endswith(f".{name}") for one in texts):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif question.rdtype == dns.rdatatype.TXT and texts.get(name):
            records = [_record(one) for one in texts[name]]
            answer.answer.append(
                dns.rrset.from_text(question.name, _TIME_TO_LIVE_SECONDS, "IN", "TXT", *records)
            )
        return answer


def listen() -> tuple[socket.socket, socket.socket]:
    """Return sockets for UDP and TCP on one port of loopback that is free for both.

    Raises:
        OSError: there is none.
    """
    for _ in range(_TRIES):
        stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        stream.bind(("127.0.0.1", 0))
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            datagrams.bind(stream.getsockname())
        except OSError:
            stream.close()
            datagrams.close()
            continue
        datagrams.settimeout(0)
        return datagrams, stream
    raise OSError("no port of loopback is free for UDP and TCP alike")


def _query(data: bytes) -> dns.message.QueryMessage | None:
    """Return the one question of a message; None for what is no such message."""
    try:
        message = dns.message.from_wire(data)
    except dns.exception.DNSException:
        return None
    if not isinstance(message, dns.message.QueryMessage) or message.flags & dns.flags.QR:
        return None
    return message if len(message.question) == 1 else None


async def _message(reader: asyncio.StreamReader) -> bytes:
    length = int.from_bytes(await reader.readexactly(_LENGTH_BYTES), "big")
    return await reader.readexactly(length)


def _record(text: str) -> str:
    """Return a text as a zone file has it, in character-strings that are each short enough."""
    content = text.encode()
    parts = [content[at : at + _STRING_BYTES] for at in range(0, len(content), _STRING_BYTES)] or [b""]
    return " ".join('"' + "".join(f"\\{byte:03d}" for byte in part) + '"' for part in parts)
