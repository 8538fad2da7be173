"""How long an answer is waited for: bounded, obedient to Retry-After, patient with Conditional Access.

Conditional Access allows one request a second for a whole tenant and sends no Retry-After; other services say
how long to wait. Source: https://learn.microsoft.com/graph/throttling-limits (2026-11-24).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.model.errors import ReadError, WriteError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

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
_FIRST_WAIT_SECONDS = 1.1
_LONGEST_WAIT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one read or write may take in all. Clock and sleep are arguments so that tests need not wait."""

    deadline_seconds: float = 90.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic

    def start(self) -> Attempts:
        """Return a fresh count of attempts whose deadline starts now."""
        return Attempts(self, self.clock() + self.deadline_seconds)

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
    """Return the seconds that the service asks to wait, None when it does not say: asking at once is no wait."""
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return (float(value) or None) if value.replace(".", "", 1).isdigit() else None


def unanswered(what: str, cause: str) -> WriteError:
    """Return the error for a change that may have arrived: repeated blindly it could be made twice."""
    told = f"{what}: no answer ({cause}), so whether it took effect is unknown"
    return WriteError("write-unanswered", f"{told}: run again")


def read_error(what: str, status: int, sentence: str, permission: str = "") -> ReadError:
    """Return the error for a list call that ended with `status`; `what` names it for people."""
    if status in {BAD_REQUEST, FORBIDDEN} and "licens" in sentence.casefold():
        told = f"{what}: the service does not offer it to this tenant: {sentence}"
        return ReadError("read-unlicensed", told, Reason.LICENCE)
    if status == FORBIDDEN:
        needs = f"; it needs {permission}" if permission else ""
        return ReadError("read-forbidden", f"{what} may not be read: {sentence}{needs}", Reason.PERMISSION)
    if status == UNAUTHORISED:
        return ReadError("read-unauthorised", f"{what}: the token was refused: {sentence}", Reason.SIGN_IN)
    if status == TOO_MANY_REQUESTS:
        return ReadError(
            "read-throttled",
            f"{what}: the service kept refusing with 429 until time ran out",
            Reason.THROTTLED,
        )
    if is_transient(status) or status >= SERVER_ERROR:
        return ReadError(
            "read-unavailable",
            f"{what}: the service is unavailable ({status}): {sentence}",
            Reason.UNAVAILABLE,
        )
    return ReadError("read-unexpected", f"{what}: unexpected answer {status}: {sentence}", Reason.UNEXPECTED)
