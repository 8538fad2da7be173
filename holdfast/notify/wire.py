"""One request to a receiver, with an end: bounded in time and size, obedient to Retry-After, following no redirect.

An address counts as a secret, so nothing that is raised here bears one, or what an answer repeats of one.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

from holdfast.model.errors import HoldfastError, ReadError
from holdfast.notify.unsaid import quoted
from holdfast.tenant.authorities import of_machine
from holdfast.tenant.bounded import BoundedClient
from holdfast.tenant.connections import Connections
from holdfast.tenant.proxies import of_environment
from holdfast.tenant.retry import FORBIDDEN, SERVER_ERROR, TOO_MANY_REQUESTS, Patience, retry_after
from holdfast.tenant.unreached import Fault, fault_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FAILED = "notify-failed"
"""Slug of the error about a receiver that was not told."""
PATIENCE = Patience(deadline_seconds=60, request_seconds=20, run_seconds=120)
"""With one receiver: a message that is late is worth less than a pipeline that ends."""
_ONCE_IT_SAYS_WHEN = frozenset({FORBIDDEN, 503})
"""Numbers by which a receiver says that it did nothing where it says as well when it will: only then is the same sent
again. Without that a 503 may be a gateway's, behind which the connection broke off after the message had come."""
_REDIRECTS = range(300, 400)
_LAST_PORT = 65_535
_BROKEN_OFF = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError, ConnectionError)
"""Errors of a connection that there was: what was sent by it may have come."""


class ElsewhereError(HoldfastError):
    """What was asked for stands elsewhere, says the receiver; nothing was sent there."""


class Wire:
    """Sends requests to receivers, one after the other for each."""

    def __init__(self, client: BoundedClient, patience: Patience) -> None:
        """Send with `client`; give up as `patience` says."""
        self._client = client
        self._patience = patience

    async def ask(
        self, method: str, address: str, headers: dict[str, str], content: bytes = b""
    ) -> httpx.Response:
        """Return the answer to one request, sent again while the receiver says that it did nothing and may later.

        Raises:
            ElsewhereError: `notify-failed` when the answer leads elsewhere.
            HoldfastError: `notify-failed` when there is no answer.
        """
        attempts = self._patience.start()
        while True:
            within = attempts.within_seconds()
            try:
                async with asyncio.timeout(within):
                    reply = await self._client.request(method, address, headers=headers, content=content)
            except (httpx.HTTPError, OSError, ReadError, UnicodeError) as error:
                raise failed(_why(error, within)) from None
            if reply.status_code in _REDIRECTS:
                raise ElsewhereError(
                    FAILED,
                    f"it answered {reply.status_code}, which leads elsewhere and is not followed: give the address "
                    "that it leads to, if you trust it",
                )
            if not _may_later(reply):
                return reply
            asked = retry_after(reply.headers)
            if not await attempts.wait(asked):
                wait = f" and asks to wait {asked:.0f} seconds" if asked else ""
                raise failed(f"it answered {reply.status_code}{wait}, longer than is waited: run again later")


def open_client() -> BoundedClient:
    """Return a client for receivers; proxies and authorities are those of the environment.

    Raises:
        HoldfastError: `authorities-unusable`.
    """
    return BoundedClient(transport=Connections(of_machine(), _proxy_of), timeout=PATIENCE.request_seconds)


def _proxy_of(url: httpx.URL) -> httpx.URL | None:
    """Return the environment's proxy; none to this machine, of which nobody reads along."""
    return None if is_this_machine(url.host) else of_environment(url)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the HTTP library from logging addresses while receivers are asked."""
    logger = logging.getLogger("httpx")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


class PartlyToldError(HoldfastError):
    """Some who stand behind a receiver were told, and the others are not told by another message to all of them."""


def failed(why: str) -> HoldfastError:
    """Return the error about a receiver that was not told, without its name."""
    return HoldfastError(FAILED, why)


def refused(reply: httpx.Response, secrets: Sequence[str]) -> HoldfastError:
    """Return the error for an answer that is no success, with the beginning of what it says, but for `secrets`."""
    told = f" ({said})" if (said := quoted(reply.text, secrets)) else ""
    todo = (
        "whether it has the message is not known; run again"
        if reply.status_code >= SERVER_ERROR
        else "see that its address is right and that it still takes messages"
    )
    return failed(f"it answered {reply.status_code}{told}: {todo}")


def web_address(address: str) -> httpx.URL:
    """Return an address that messages may be sent to.

    Raises:
        HoldfastError: `notify-failed` when it is none, or when others could read what is sent there.
    """
    try:
        url = httpx.URL(address)
        host = url.host  # of a name in other letters than ASCII, which are read now
    except (httpx.InvalidURL, ValueError):
        url, host = httpx.URL(""), ""
    kept_private = url.scheme == "https" or (url.scheme == "http" and is_this_machine(host))
    if not host or not kept_private or (url.port or 0) > _LAST_PORT:
        raise failed(
            "its address is none: expected one that begins with https:// (http:// on this machine alone)"
        )
    return url


def is_this_machine(host: str) -> bool:
    """Return whether a host is this machine by its own words, without asking anybody."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def why_unreached(error: BaseException, broken_off: tuple[type[BaseException], ...] = _BROKEN_OFF) -> str:
    """Return why a receiver was not reached, in words that bear no address; or that it may have been."""
    fault, detail = fault_of(error)
    if fault is Fault.OTHER and isinstance(error, broken_off):
        return "the connection broke off: whether it has the message is not known; run again"
    return {
        Fault.TIME: "it gave no answer in time: whether it has the message is not known; run again",
        Fault.TRUST: f"it could not be trusted ({detail}): see its certificate",
        Fault.NAME: "its host has no address: see that it is written right",
        Fault.PROXY: f"the proxy lets nothing through to it (it answers {detail}): see what HTTPS_PROXY says",
        Fault.REFUSED: "nobody answers there: see that it is running and that its address is right",
        Fault.OTHER: f"it could not be reached ({detail}): run again",
    }[fault]


def _why(error: Exception, within: float) -> str:
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        told = f"it gave no whole answer within {within:.0f} seconds"
        return f"{told}: whether it has the message is not known; run again"
    if isinstance(error, ReadError) and error.slug == "machine-exhausted":
        return error.message  # nothing was sent
    if isinstance(error, ReadError):
        # Its words quote a header, which may repeat a half of the address.
        told = "its answer is too large, or packed in a way that was not asked for"
        return f"{told}: whether it has the message is not known; run again"
    if isinstance(error, httpx.DecodingError):
        return "what it answers cannot be unpacked: whether it has the message is not known; run again"
    return why_unreached(error)


def _may_later(reply: httpx.Response) -> bool:
    """Return whether the receiver did nothing and may later; GitHub says 403 with Retry-After instead of 429."""
    limited = reply.status_code in _ONCE_IT_SAYS_WHEN and retry_after(reply.headers) is not None
    return reply.status_code == TOO_MANY_REQUESTS or limited
