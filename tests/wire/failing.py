"""Tenants that fail on the way, in every way that a whole tenant can: each leaves its own client without an answer."""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import httpx
import orjson

from holdfast.tenant.retry import Patience
from tests.wire.recorded import JSON, Answer, Replay, sent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from tests.wire.recorded import Key
    from tests.wire.tenants import OneTenant

_SHORT = Patience(deadline_seconds=0.2, request_seconds=0.1, run_seconds=0.3).begin_run
"""Of who waits in real time."""
_PAGE = Answer(200, {"content-type": "text/html"}, b"<html><title>Sign in to the network</title></html>")
_NO_SUCH_TENANT = b'{"error":"invalid_request","error_description":"AADSTS90002: Tenant \'x\' not found."}'


def _is_sign_in(request: httpx.Request) -> bool:
    return "oauth2" in request.url.path


class Hanging(Replay):
    """Takes a request and never answers; sign-in does."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not _is_sign_in(request):
            await asyncio.Event().wait()
        return await super().handle_async_request(request)


class Dripping(Replay):
    """Answers a byte at a time, and never ends; sign-in does."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reply = await super().handle_async_request(request)
        return reply if _is_sign_in(request) else httpx.Response(200, headers=JSON, stream=_Drops())


class _Drops(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.01)


class Endless(Replay):
    """Has one more page of everything, each at an address of its own."""

    _numbers = count()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)  # as anything from a network does, or no deadline could end it
        return await super().handle_async_request(request)

    def _answer(self, key: Key) -> Answer:
        self.requests = 0
        if key[0] == "sign-in":
            return super()._answer(key)
        method, _, address = key[1].partition(" ")
        asked = address.partition("&$skiptoken=")[0].partition("?$skiptoken=")[0]
        answer = super()._answer((key[0], f"{method} {asked}", key[2]))
        body = orjson.loads(answer.content or b"null")
        if not isinstance(body, dict) or "value" not in body:
            return answer
        host = "" if asked.startswith("https:") else "https://graph.microsoft.com"
        mark = "&" if "?" in asked else "?"
        more = {**body, "@odata.nextLink": f"{host}{asked}{mark}$skiptoken={next(self._numbers)}"}
        return replace(answer, content=orjson.dumps(more))


@dataclass
class Raising(Replay):
    """Breaks instead of answering; sign-in too, where it is asked to."""

    error: BaseException = field(default_factory=RuntimeError)
    at_once: bool = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.at_once or not _is_sign_in(request):
            raise self.error
        return await super().handle_async_request(request)


@dataclass
class Same(Replay):
    """Says one thing to everything that is asked; sign-in too, where it is asked to, or sign-in alone."""

    said: Answer = _PAGE
    to_sign_in: bool = True
    to_others: bool = True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.to_sign_in if _is_sign_in(request) else self.to_others:
            return sent(self.said)
        return await super().handle_async_request(request)


def _by(tenant: OneTenant, sort: Callable[..., Replay], *, waits: bool = False) -> OneTenant:
    """The tenant, reached in that way; its client waits in real time, until its own deadline, where it has to."""
    changed = replace(tenant, transport=sort)
    return replace(changed, patience=_SHORT) if waits else changed


def breaking(tenant: OneTenant, error: BaseException, *, at_once: bool = False) -> OneTenant:
    """The tenant, of which every read raises `error`; and sign-in too, where it comes `at_once`."""

    def raising(answers: Mapping[Key, Answer], other: Mapping[Key, Answer]) -> Raising:
        return Raising(answers, other, error=error, at_once=at_once)

    return _by(tenant, raising)


def _from(cause: Exception) -> httpx.ConnectError:
    error = httpx.ConnectError("no connection")
    error.__cause__ = cause
    return error


def _same(
    said: Answer, *, to_sign_in: bool = True, to_others: bool = True
) -> Callable[[OneTenant], OneTenant]:
    sort = partial(Same, said=said, to_sign_in=to_sign_in, to_others=to_others)
    return lambda tenant: _by(tenant, sort)


def _unreached(error: Exception) -> Callable[[OneTenant], OneTenant]:
    return partial(breaking, error=error, at_once=True)


WAYS: Mapping[str, Callable[[OneTenant], OneTenant]] = {
    "hangs": partial(_by, sort=Hanging, waits=True),
    "drips": partial(_by, sort=Dripping, waits=True),
    "endless pages": partial(_by, sort=Endless, waits=True),
    "TLS hung up": _unreached(_from(ssl.SSLEOFError(8, "EOF occurred in violation of protocol"))),
    "not trusted": _unreached(_from(ssl.SSLCertVerificationError(1, "certificate has expired"))),
    "no name": _unreached(_from(socket.gaierror(-2, "Name or service not known"))),
    "refused": _unreached(_from(ConnectionRefusedError(111, "Connection refused"))),
    "proxy wants a password": _unreached(httpx.ProxyError("407 Proxy Authentication Required")),
    "cut off": partial(breaking, error=httpx.ReadError("Connection reset by peer")),
    "half an answer": partial(breaking, error=httpx.RemoteProtocolError("the answer is not whole")),
    "a page to sign in to the network": _same(_PAGE),
    "such a page after signing in": _same(_PAGE, to_sign_in=False),
    "no such tenant": _same(Answer(400, JSON, _NO_SUCH_TENANT), to_others=False),
    "throttled for ever": _same(Answer(429, {"retry-after": "30"}, b""), to_sign_in=False),
}
"""Beside what becomes of one answer, which is the fuzzer's."""
