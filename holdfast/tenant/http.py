"""One session for all of Microsoft's hosts: a token for each request, a deadline, and bodies as they came."""

from __future__ import annotations

import asyncio
import time
from dataclasses import field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

import httpx

from holdfast.model.errors import ReadError, SignInError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.credentials import UNREACHABLE
from holdfast.tenant.http_date import http_date
from holdfast.tenant.own_tenant import claims_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from holdfast.tenant.credentials import Credential
    from holdfast.tenant.hosts import Hosts
    from holdfast.tenant.session import Session

_RENEW_AFTER_SECONDS = 2400.0
"""A token is renewed after so long at the latest: most are good for an hour."""
_BEFORE_END_SECONDS = 300.0
"""A token is renewed so long before its end, or after half its time where it has less."""
_PATIENT_SECONDS = 30.0
"""A sign-in that was waited for so long and failed is not waited for again by whoever asks next,"""
_GIVEN_UP_SECONDS = 60.0
"""for so long: a run that asks one thing after the other would be told minutes later what it knows already."""
_ANY = ""
"""In the place of a resource: what holds for every one."""
_FIRST, _LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
"""Between them a service may say that it is: on both sides there is room to count days."""
_CLOCKS_APART = timedelta(days=1)
"""As far a service's clock and this machine's may be apart before nobody knows which of the two goes right."""


@value_class
class Reply:
    """One answer, as it came."""

    status: int
    headers: dict[str, str]
    """Lower-case names."""
    body: bytes = field(repr=False)


class TokenCache:
    """One token a resource, kept in memory for as long as it is good."""

    def __init__(
        self, credential: Credential, client: Session, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Get tokens with `credential` over `client`; `clock` gives seconds."""
        self._clock = clock
        self._credential = credential
        self._client = client
        self._tokens: dict[str, tuple[float, str]] = {}
        self._signing_in: dict[str, asyncio.Task[str]] = {}
        self._given_up: dict[str, tuple[float, SignInError]] = {}

    async def token(self, url: str) -> str:
        """Return a token for the resource that `url` belongs to; requests at the same time share one sign-in.

        They share its failure as well: one that takes long to fail is not waited for once more by each of them, nor by
        who asks within the next minute, for whichever resource where the sign-in service gave no answer.

        Raises:
            ReadError: when the address is none of Microsoft's.
            SignInError: when there is no token.
        """
        resource = self._client.hosts.resource_of(url)
        renew_at, token = self._tokens.get(resource, (0.0, ""))
        if token and self._clock() <= renew_at:
            return token
        for whose in (resource, _ANY):
            until, failure = self._given_up.get(whose, (0.0, None))
            if failure is not None and self._clock() < until:
                raise failure.with_traceback(None)
        if resource not in self._signing_in:
            self._signing_in[resource] = asyncio.create_task(self._sign_in(resource))
        # Shielded: one reader that gives up does not end it for the others.
        return await asyncio.shield(self._signing_in[resource])

    async def _sign_in(self, resource: str) -> str:
        began = self._clock()
        try:
            token = await self._credential.token(self._client, resource)
        except SignInError as error:
            if self._clock() - began >= _PATIENT_SECONDS:
                # Whoever gives no answer, or throttles who we are, does so whatever the token is for.
                whose = _ANY if error.slug == UNREACHABLE else resource
                self._given_up[whose] = (self._clock() + _GIVEN_UP_SECONDS, error)
            raise
        finally:
            del self._signing_in[resource]
        life = token.good_for_seconds
        good = min(_RENEW_AFTER_SECONDS, max(life - _BEFORE_END_SECONDS, life / 2))
        self._tokens[resource] = (self._clock() + good, token.text)
        return token.text

    def tenant_id(self) -> str:
        """Return the id of the tenant that the tokens at hand are of, as one of them tells it; else the empty text."""
        told = (claims_of(token).get("tid") for _, token in self._tokens.values())
        return next((one for one in told if isinstance(one, str)), "")

    def forget(self, url: str) -> None:
        """Drop the token for `url`, so that the next request signs in again."""
        self._tokens.pop(self._client.hosts.resource_of(url), None)


class Http:
    """The session. Use as an async context manager."""

    def __init__(
        self, credential: Credential, client: Session, clock: Callable[[], datetime] | None = None
    ) -> None:
        """Reach a cloud's hosts over `client`, which is closed with this.

        Args:
            credential: gets the tokens.
            client: what is sent over.
            clock: this machine's, UTC, which the service's must not be far from; None for an embedded tenant, whose
                clock is its own.
        """
        self._clock = clock
        self._client = client
        self.hosts: Hosts = client.hosts
        """Of the cloud that the session is with."""
        self.tokens = TokenCache(credential, client)
        self.requests = 0
        """Requests sent, sign-in not counted."""
        self._served_at = ""

    def service_time(self) -> datetime:
        """Return the time at the service by its newest answer, UTC to the second: this machine's clock may be wrong.

        By more than a day neither is believed: by a service's clock that goes wrong, or by what stands between and
        says so, accounts in use would be quiet for months, and a backup of last year one of today.

        Raises:
            ReadError: when no answer has told it, or this machine says something else.
        """
        try:
            told = http_date(self._served_at)
        except ValueError:
            told = None
        if told is None or not _FIRST <= told <= _LAST:
            why = f"no answer says what time it is at the service, found {self._served_at!r}"
            raise ReadError("read-unexpected", why, Reason.UNEXPECTED)
        ours = self._clock() if self._clock else told
        if abs(told - ours) > _CLOCKS_APART:
            why = (
                f"it is {told:%Y-%m-%d %H:%M} UTC at the service and {ours:%Y-%m-%d %H:%M} on this machine, and nobody "
                "knows which is right: set this machine's clock, or see what answers in the service's place"
            )
            raise ReadError("read-unexpected", why, Reason.UNEXPECTED)
        return told

    async def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        content: bytes | None = None,
        *,
        within_seconds: float,
    ) -> Reply:
        """Send one request with a token and return the answer, whatever its status.

        Args:
            method: such as `POST`.
            url: absolute.
            headers: but for the token.
            content: the body.
            within_seconds: for the whole answer, to its last byte. Sign-in has a deadline of its own.

        Raises:
            httpx.HTTPError: when there is no answer, or none in time.
            ReadError: when the address is none of Microsoft's, or the answer is larger than any should be.
            SignInError: when there is no token.
        """
        await self.tokens.token(url)
        self.requests += 1
        reply = await self._whole(self._answer(method, url, headers, content), within_seconds)
        self._served_at = reply.headers.get("date", self._served_at)
        return reply

    async def _answer(
        self, method: str, url: str, headers: dict[str, str], content: bytes | None
    ) -> httpx.Response:
        """Return the answer to one request, which is given a token (see `send`)."""
        shown = {**headers, "Authorization": f"Bearer {await self.tokens.token(url)}"}
        return await self._client.request(method, url, headers=shown, content=content)

    async def knock(self, url: str, within_seconds: float) -> Reply:
        """Return the answer to a GET without a token: whether somebody is there, and what the time is.

        Raises:
            httpx.HTTPError: when there is no answer, or none in time.
            ReadError: when the address is none of Microsoft's, or the answer is larger than any should be.
        """
        return await self._whole(self._client.get(url), within_seconds)

    async def _whole(self, sending: Awaitable[httpx.Response], within_seconds: float) -> Reply:
        """Return the answer to a request that is sent, to its last byte; errors are those of `knock`."""
        try:
            async with asyncio.timeout(within_seconds):
                native = await sending
        except TimeoutError:
            raise httpx.ReadTimeout(f"no whole answer in {within_seconds:.0f} seconds") from None
        return Reply(native.status_code, dict(native.headers), native.content)

    async def __aenter__(self) -> Self:
        """Open the session."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._client.aclose()
