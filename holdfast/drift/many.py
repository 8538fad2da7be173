"""Checks of many clients in one run: none of them stops, slows or colours another.

Each client has its own recording, sign-in, session, patience and deadline, and its failure is its answer. They have in
common what is nobody's: what is on disk, which authorities are trusted, where the embedded tenant is, and connections
over which nothing is sent. Nothing of the
process is changed for a client, its environment least of all.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from holdfast.drift.check import Checked, check_client, in_its_words
from holdfast.drift.dependencies import Disk
from holdfast.drift.places import Places
from holdfast.drift.recording import fresh_recording, kept_recording
from holdfast.model.errors import HoldfastError
from holdfast.model.value_class import value_class
from holdfast.tenant.idle import Idle
from holdfast.tenant.off_loop import off_the_loop
from holdfast.tenant.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import date
    from pathlib import Path

    from holdfast.drift.recording import Recording
    from holdfast.model.wanted import Wanted

_LONG_SECONDS = 120.0
"""A check takes seconds; one that takes longer waits for somebody, and others may begin beside it.

As long as one read may take: where a busy machine is what makes all of them slow, more of them would make them slower.
"""
_DEADLINE_SECONDS = 3600.0
"""For one client and everything: the half hour that reading may take at most, and the program before it."""


@value_class
class Bounds:
    """How much one run does at once, and how long it waits."""

    at_once: int
    """Clients."""
    long_seconds: float = _LONG_SECONDS
    """After which a client that waits lets another begin beside it."""
    deadline_seconds: float = _DEADLINE_SECONDS
    """After which a client is given up."""


async def check_many(
    clients: Iterable[str],
    check: Callable[[str], Awaitable[Checked]],
    tell: Callable[[str, Checked | Exception], None],
    bounds: Bounds,
) -> None:
    """Check every client, and tell of each as soon as it is done; nothing of it is kept here afterwards.

    Args:
        clients: names, in the order in which they begin.
        check: checks one; whatever it raises is that client's answer and nobody else's.
        tell: is told the client, and its check or why there is none; what it raises ends the run.
        bounds: how many at once, and for how long.
    """
    places = Places(bounds.at_once, bounds.long_seconds)

    async def one(client: str) -> None:
        """Check a client in its turn, and tell of it."""
        async with places.taken():
            tell(client, await _answer(client, check, bounds.deadline_seconds))

    try:
        async with asyncio.TaskGroup() as group:
            for client in clients:
                group.create_task(one(client))
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None


async def _answer(
    client: str, check: Callable[[str], Awaitable[Checked]], deadline_seconds: float
) -> Checked | Exception:
    task = asyncio.current_task()
    try:
        async with asyncio.timeout(deadline_seconds) as deadline:
            return await check(client)
    except asyncio.CancelledError as error:
        if task is not None and task.cancelling():
            raise  # the run is over
        return HoldfastError("not-foreseen", f"the check of {client} was broken off from inside: {error!r}")
    except Exception as error:  # noqa: BLE001 - one client's failure is its own
        if isinstance(error, TimeoutError) and deadline.expired():
            told = (
                f"no answer within {deadline_seconds:.0f} s: it is given up; what it waits for is not known"
            )
            return HoldfastError("client-gave-no-answer", told)
        return error


class ManyChecks:
    """Checks clients of one project, with what all of them have in common.

    Args:
        project: the folder with `Pulumi.yaml`.
        folder: where Holdfast keeps its state.
        wanted: returns what is wanted of a client's check beside it; may read files.
        clock: gives the time now, UTC.
    """

    def __init__(
        self,
        project: Path,
        folder: Path,
        wanted: Callable[[str], Wanted | None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Look for nothing yet."""
        self._project = project
        self._folder = folder
        self._wanted = wanted
        self._clock = clock
        self._disk = Disk()
        self._idle = Idle()
        self._shared = Shared(folder, self._idle)
        # Each program is run in a process of its own.
        self._recorders = Places(os.cpu_count() or 1, _LONG_SECONDS)

    async def __aenter__(self) -> Self:
        """Begin."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections that are left."""
        await self._idle.aclose()

    async def check(self, client: str) -> Checked:
        """Return the check of a client.

        Raises:
            InputErrors: when the client's files have mistakes.
            HoldfastError: when its program fails, its tenant cannot be addressed, or what is wanted is not there.
        """
        recording = await self._recording(client, self._clock().date())
        wanted = await off_the_loop(lambda: in_its_words(self._wanted(client), recording))
        # A program may wait for its turn, over midnight too: the time of a check is that of the look.
        now = self._clock()
        return await check_client(recording, self._folder, now, wanted=wanted, shared=self._shared)

    async def _recording(self, client: str, today: date) -> Recording:
        kept = await off_the_loop(lambda: kept_recording(self._project, client, self._folder, self._disk))
        if kept is not None:
            return kept
        async with self._recorders.taken():
            return await off_the_loop(lambda: fresh_recording(self._project, client, self._folder, today))
