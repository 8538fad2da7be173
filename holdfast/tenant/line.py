"""One request, sent until it is answered with something that waiting cannot change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from holdfast.model.errors import ReadError
from holdfast.tenant.retry import UNANSWERED, UNAUTHORISED, broken, is_transient, retry_after, unanswered

if TYPE_CHECKING:
    from holdfast.tenant.http import Http, Reply
    from holdfast.tenant.retry import Patience


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
        attempts, signed_in_again = self._patience.start(), False
        while True:
            try:
                reply = await self._http.send(
                    method, url, dict(headers), content, within_seconds=attempts.within_seconds()
                )
            except httpx.HTTPError as error:
                if await attempts.wait(None):
                    continue
                raise broken(what, error) from None
            if reply.status == UNAUTHORISED and not signed_in_again:
                signed_in_again = True
                self._http.tokens.forget(url)
            elif not is_transient(reply.status) or not await attempts.wait(retry_after(reply.headers)):
                return reply

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
        attempts, signed_in_again = self._patience.start(), False
        while True:
            try:
                reply = await self._http.send(
                    method, url, dict(headers), content, within_seconds=attempts.within_seconds()
                )
            except (httpx.HTTPError, ReadError) as error:
                raise unanswered(what, type(error).__name__) from None
            if reply.status in UNANSWERED and not may_repeat:
                raise unanswered(what, f"HTTP {reply.status}")
            if reply.status == UNAUTHORISED and not signed_in_again:
                signed_in_again = True
                self._http.tokens.forget(url)
            elif not is_transient(reply.status) or not await attempts.wait(retry_after(reply.headers)):
                return reply
