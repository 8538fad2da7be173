"""One request, sent until it is answered with something that waiting cannot change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from holdfast.model.errors import ReadError
from holdfast.tenant.retry import UNANSWERED, UNAUTHORISED, broken, is_transient, retry_after, unanswered
from holdfast.tenant.unreached import why

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from holdfast.tenant.http import Http, Reply
    from holdfast.tenant.retry import Attempts, Patience


class Line:
    """Sends single requests of one session; a change is never sent twice blindly."""

    def __init__(self, http: Http, patience: Patience) -> None:
        """Send over `http`; give up as `patience` says."""
        self._http = http
        self._patience = patience

    async def read(
        self, what: str, method: str, url: str, headers: dict[str, str], content: bytes | None = None
    ) -> Reply:
        """Send what changes nothing, again as long as there is time, and return the answer; `what` names it for people.

        Raises:
            ReadError: when there is no answer.
        """

        async def once(attempts: Attempts) -> Reply | None:
            """Ask; a broken connection is waited for here, since asking again changes nothing."""
            try:
                return await self._sent(attempts, method, url, headers, content)
            except httpx.HTTPError as error:
                if await attempts.wait(None):
                    return None
                raise broken(what, error) from None

        return await self._answered(url, once)

    async def change(
        self,
        what: str,
        method: str,
        url: str,
        headers: dict[str, str],
        content: bytes | None = None,
        *,
        may_repeat: bool = False,
    ) -> Reply:
        """Send a change and return the answer.

        Args:
            what: names it for people.
            method: such as `PATCH`.
            url: absolute.
            headers: but for the token.
            content: the body.
            may_repeat: sent a second time it changes nothing more, so that a gateway's silence may be asked again.

        Raises:
            WriteError: `write-unanswered`.
        """

        async def once(attempts: Attempts) -> Reply:
            """Ask for the change; silence is not asked again, since it may be that of a change that was made."""
            try:
                reply = await self._sent(attempts, method, url, headers, content)
            except (httpx.HTTPError, ReadError) as error:
                raise unanswered(what, why(error)) from None
            if reply.status in UNANSWERED and not may_repeat:
                raise unanswered(what, f"HTTP {reply.status}")
            return reply

        return await self._answered(url, once)

    async def _sent(
        self, attempts: Attempts, method: str, url: str, headers: dict[str, str], content: bytes | None
    ) -> Reply:
        within_seconds = attempts.within_seconds()
        return await self._http.send(method, url, dict(headers), content, within_seconds=within_seconds)

    async def _answered(self, url: str, once: Callable[[Attempts], Awaitable[Reply | None]]) -> Reply:
        """Send `once` more while waiting or one fresh sign-in may help; it returns None where it has waited itself."""
        attempts, signed_in_again = self._patience.start(), False
        while True:
            reply = await once(attempts)
            if reply is None:
                continue
            if reply.status == UNAUTHORISED and not signed_in_again:
                signed_in_again = True
                self._http.tokens.forget(url)
            elif not is_transient(reply.status) or not await attempts.wait(retry_after(reply.headers)):
                return reply
