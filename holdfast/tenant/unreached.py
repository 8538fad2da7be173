"""Which of name, connection, certificate or time it was that kept somebody from being reached, and what to do.

The HTTP library tells one error for all of them; what it came from stands behind it. Nothing that is said here bears an
address: that of a receiver of notifications counts as a secret.
"""

from __future__ import annotations

import socket
import ssl
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Fault(Enum):
    """What is at fault, with what to do about it where a service of Microsoft's was asked."""

    TIME = "see whether a proxy or firewall swallows what is sent: it is reached by https, port 443"
    TRUST = (
        "see its certificate and this machine's clock; where a proxy puts one of its own in between, name the file of "
        "its authority in SSL_CERT_FILE"
    )
    NAME = "check name resolution, and the proxy where names are resolved by it"
    REFUSED = "check proxy and firewall: it is reached by https, port 443"
    OTHER = "check network, name resolution, proxy and firewall: it is reached by https, port 443"


def fault_of(error: BaseException) -> tuple[Fault, str]:
    """Return what is at fault, and the few words of what it came from that say more: a reason, or an error's name."""
    for one in _chain(error):
        if isinstance(one, TimeoutError):
            return Fault.TIME, type(error).__name__
        if isinstance(one, ssl.SSLCertVerificationError):
            return Fault.TRUST, one.verify_message or type(one).__name__
        if isinstance(one, ssl.SSLError):
            return Fault.TRUST, one.reason or type(one).__name__
        if isinstance(one, socket.gaierror):
            return Fault.NAME, type(one).__name__
        if isinstance(one, ConnectionRefusedError):
            return Fault.REFUSED, type(one).__name__
    return Fault.OTHER, type(error).__name__


def why(error: BaseException) -> str:
    """Return it in a few words that stand in brackets after what was asked: `its name has no address`."""
    fault, detail = fault_of(error)
    return {
        Fault.TRUST: f"its TLS is not trusted: {detail}",
        Fault.NAME: "its name has no address",
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
