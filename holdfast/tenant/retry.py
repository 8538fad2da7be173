"""How long an answer is waited for: bounded, obedient to Retry-After, patient with Conditional Access.

Three bounds, all on one clock: one request, one read or write with all its attempts, one run with all its reads.

Conditional Access allows one request a second for a whole tenant and sends no Retry-After; other services say
how long to wait. Source: https://learn.microsoft.com/graph/throttling-limits (2026-11-24).
"""

from __future__ import annotations

import asyncio
import math
import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from holdfast.model.errors import ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.http_date import http_date
from holdfast.tenant.unreached import why

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

WHOLE = 200
"""The one status of an answer that can be read as all that was asked for: the others of its class say that nothing is
there yet, that somebody between changed it, or that it is a part."""
_PARTIAL_CONTENT = 206
TOO_MANY_REQUESTS = 429
BAD_REQUEST = 400
UNAUTHORISED = 401
FORBIDDEN = 403
NOT_FOUND = 404
SERVER_ERROR = 500
"""First of the HTTP class of server errors."""
UNANSWERED = frozenset({502, 504})
"""A gateway gave up waiting: the service may have done what was asked."""
_TRANSIENT = frozenset({TOO_MANY_REQUESTS, 503}) | UNANSWERED
_UNLICENSED = ("licens", "not applicable to target tenant")
"""Of which a refusal has one that says that the tenant has no licence; the second is how Intune says it, by what
Microsoft365DSC and CIPP make of it (2026-11-28)."""
_FIRST_WAIT_SECONDS = 1.1
_LONGEST_WAIT_SECONDS = 30.0
_SHORTEST_WAIT_SECONDS = 1.0
"""A service that asks for less, again and again, would be asked thousands of times before time runs out."""
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


@value_class
class Patience:
    """How long things may take in all. Clock and sleep are arguments so that tests need not wait."""

    deadline_seconds: float = 120.0
    """One read or write with all its attempts and waits."""
    request_seconds: float = 60.0
    """One request, from its first byte to the last byte of its answer, however slowly that drips."""
    run_seconds: float = 1800.0
    """Everything that one session reads. 200,000 mailboxes take 200 pages of some seconds each (estimated)."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    run_ends_at: float = math.inf
    """On the clock; set when the run begins."""

    def begin_run(self) -> Patience:
        """Return the patience of a run that begins now: nothing in it is waited for beyond its end."""
        return replace(self, run_ends_at=self.clock() + self.run_seconds)

    def start(self) -> Attempts:
        """Return a fresh count of attempts whose deadline starts now."""
        return Attempts(self, min(self.clock() + self.deadline_seconds, self.run_ends_at))

    def within_seconds(self, several: Sequence[Attempts]) -> float:
        """Return how long one request for `several` may take: as long as the most patient of them has."""
        return min(self.request_seconds, max(one.left() for one in several))

    async def wait_together(
        self, refused: Sequence[tuple[Attempts, float | None]], *, some_served: bool
    ) -> list[bool]:
        """Wait once, as long as the longest must, before several are attempted again in one request.

        Args:
            refused: the attempts, and the seconds that the service asked for.
            some_served: others in the same request were: the service is meting out, so the wait does not grow.

        Returns:
            For each whether it has time; False where the deadline passes.
        """
        if some_served:
            for attempts, _ in refused:
                attempts.start_over()
        waits = [attempts.next(retry_after) for attempts, retry_after in refused]
        if possible := [seconds for seconds in waits if seconds is not None]:
            await self.sleep(max(possible))
        return [seconds is not None for seconds in waits]


class Attempts:
    """The attempts at one request."""

    def __init__(self, patience: Patience, ends_at: float) -> None:
        """Allow attempts until `ends_at` on the patience's clock."""
        self._patience = patience
        self._ends_at = ends_at
        self._count = 0

    def left(self) -> float:
        """Return the seconds until the deadline; 0 when it has passed."""
        return max(0.0, self._ends_at - self._patience.clock())

    def within_seconds(self) -> float:
        """Return how long the next request may take."""
        return self._patience.within_seconds([self])

    def next(self, retry_after: float | None) -> float | None:
        """Return the seconds to wait before another attempt; None when the deadline would pass first."""
        backoff = min(_FIRST_WAIT_SECONDS * 2**self._count, _LONGEST_WAIT_SECONDS)
        seconds = backoff if retry_after is None else retry_after
        self._count += 1
        return None if self._patience.clock() + seconds > self._ends_at else seconds

    def start_over(self) -> None:
        """Forget how often was waited; the deadline stays."""
        self._count = 0

    async def wait(self, retry_after: float | None) -> bool:
        """Wait before another attempt; False when the deadline would pass first, and then at once."""
        seconds = self.next(retry_after)
        if seconds is None:
            return False
        await self._patience.sleep(seconds)
        return True


def is_transient(status: int) -> bool:
    """Return whether the same request may succeed later."""
    return status in _TRANSIENT


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the service asks to wait; None when it says nothing usable, then we choose.

    Both forms of https://www.rfc-editor.org/rfc/rfc9110#field.retry-after (2026-11-25): seconds, and a date. No
    time, time gone by, and what is no time are no wait: asking at once again would be unkind, and might never end.
    """
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    if _SECONDS.fullmatch(value):
        return max(float(value), _SHORTEST_WAIT_SECONDS) if float(value) else None
    try:
        seconds = (http_date(value) - datetime.now(UTC)).total_seconds()
    except ValueError:
        return None
    return max(seconds, _SHORTEST_WAIT_SECONDS) if seconds > 0 else None


def unanswered(what: str, cause: str) -> WriteError:
    """Return the error for a change that may have arrived: repeated blindly it could be made twice."""
    told = f"{what}: no answer ({cause}), so whether it took effect is unknown"
    return WriteError("write-unanswered", f"{told}: run again")


def broken(what: str, error: Exception) -> ReadError:
    """Return the error for a read of which the connection broke until there was no time left; `what` names it."""
    message = f"{what}: the connection broke until time ran out ({why(error)})"
    return ReadError("read-unavailable", message, Reason.UNAVAILABLE)


def read_error(what: str, status: int, sentence: str, permission: str = "") -> ReadError:
    """Return the error for a list call that ended with `status`; `what` names it for people."""
    unlicensed = any(one in sentence.casefold() for one in _UNLICENSED)
    if status == FORBIDDEN or (status == BAD_REQUEST and unlicensed):
        return _refused(what, sentence, permission, unlicensed=unlicensed)
    if status == UNAUTHORISED:
        return ReadError("read-unauthorised", f"{what}: the token was refused: {sentence}", Reason.SIGN_IN)
    if status == TOO_MANY_REQUESTS:
        return ReadError(
            "read-throttled",
            f"{what}: the service kept refusing with 429 until time ran out",
            Reason.THROTTLED,
        )
    if status == _PARTIAL_CONTENT:
        # One of its sources was silent, as https://learn.microsoft.com/graph/api/resources/security-error-codes has it
        # (2026-11-29).
        told = f"{what}: the service says by the status 206 that its answer is a part"
        return ReadError("read-partial", told, Reason.PARTIAL)
    if is_transient(status) or status >= SERVER_ERROR:
        return ReadError(
            "read-unavailable",
            f"{what}: the service is unavailable ({status}): {sentence}",
            Reason.UNAVAILABLE,
        )
    return ReadError("read-unexpected", f"{what}: unexpected answer {status}: {sentence}", Reason.UNEXPECTED)


def _refused(what: str, sentence: str, permission: str, *, unlicensed: bool) -> ReadError:
    """Return the error for a call that the service refuses to whoever asks, or to the tenant."""
    if unlicensed:
        told = f"{what}: the service does not offer it to this tenant: {sentence}"
        return ReadError("read-unlicensed", told, Reason.LICENCE)
    needs = f"; it needs {permission}" if permission else ""
    return ReadError("read-forbidden", f"{what} may not be read: {sentence}{needs}", Reason.PERMISSION)
