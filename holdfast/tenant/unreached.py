"""Which of name, connection, certificate or time it was that kept somebody from being reached, and what to do.

The HTTP library tells one error for all of them; what it came from stands behind it. Nothing that is said here bears an
address: that of a receiver of notifications counts as a secret.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Fault(Enum):
    """What is at fault, with what to do about it where a service of Microsoft's was asked."""

    TIME = "see whether a proxy or firewall swallows what is sent: it is reached by https, port 443"
    TRUST = (
        "see its certificate and this machine's clock; where a proxy puts one of its own in between, name the file of "
        "its authority in SSL_CERT_FILE"
    )
    NAME = "check name resolution, and the proxy where names are resolved by it"
    PROXY = "see what the proxy wants: HTTPS_PROXY names it, with a name and a password where it asks for them (407)"
    REFUSED = "check proxy and firewall: it is reached by https, port 443"
    OTHER = "check network, name resolution, proxy and firewall: it is reached by https, port 443"


_HUNG_UP = (ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLZeroReturnError, ssl.SSLEOFError)
"""What TLS says while it waits, and of whoever ends in the midst of it: no matter of trust."""
_ENDED = (ConnectionError, EOFError, *_HUNG_UP)
_OF_THE_SYSTEM: Mapping[type[BaseException], Fault] = MappingProxyType(
    {TimeoutError: Fault.TIME, socket.gaierror: Fault.NAME, ConnectionRefusedError: Fault.REFUSED}
)
_LATE, _UNTOLD = "no answer in time", "nobody was reached"
_BROKEN_OFF = "the connection broke off"
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "RemoteProtocolError": "the answer is not whole, or is none of HTTP/1.1",
        "LocalProtocolError": "the request has a header that is none",
        "UnsupportedProtocol": "its address begins neither with https:// nor with http://",
        "DecodingError": "what it answers cannot be unpacked",
        "TooManyRedirects": "it sends on to another address again and again",
        "ProxyError": "the proxy lets nothing through",
    }
)
"""What an error of the HTTP library's means, by its name; what it says itself may quote headers and addresses."""
_ANSWER = re.compile(r"[1-5][0-9]{2}\b")


def fault_of(error: BaseException) -> tuple[Fault, str]:
    """Return what is at fault, and a few words of what it came from that say more."""
    found = (told for one in _chain(error) if (told := _fault(one)))
    return next(found, (Fault.OTHER, _other(error)))


def _fault(one: BaseException) -> tuple[Fault, str] | None:
    if isinstance(one, ssl.SSLError):
        return None if isinstance(one, _HUNG_UP) else (Fault.TRUST, _distrust(one))
    if type(one).__name__ == "ProxyError" and (code := _ANSWER.match(str(one))):
        return Fault.PROXY, code[0]
    return next(((fault, _LATE) for sort, fault in _OF_THE_SYSTEM.items() if isinstance(one, sort)), None)


def _distrust(error: ssl.SSLError) -> str:
    """Return what TLS says of itself, which is not of every such error known."""
    reason = str(getattr(error, "reason", None) or "it failed").replace("_", " ").casefold()
    return getattr(error, "verify_message", "") or reason


def _other(error: BaseException) -> str:
    """Return words for what is the fault of nothing else; the last that is known of it says most."""
    if isinstance(error, HoldfastError):
        return error.message
    return next((told for one in reversed([*_chain(error)]) if (told := _words(one))), _UNTOLD)


def _words(one: BaseException) -> str:
    if isinstance(one, _ENDED):
        return _BROKEN_OFF
    if isinstance(one, OSError) and one.errno is not None and one.errno in errno.errorcode:
        return f"this machine says: {os.strerror(one.errno)}"
    return next((told for sort in type(one).__mro__ if (told := _WORDS.get(sort.__name__))), "")


def why(error: BaseException) -> str:
    """Return it in a few words that stand in brackets after what was asked: `its name has no address`."""
    fault, detail = fault_of(error)
    return {
        Fault.TRUST: f"its TLS is not trusted: {detail}",
        Fault.NAME: "its name has no address",
        Fault.PROXY: f"the proxy answers {detail}",
        Fault.REFUSED: "the connection was refused",
    }.get(fault, detail)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and everything that it came from, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [*getattr(one, "exceptions", ()), *filter(None, (one.__cause__, one.__context__))]
