"""Lets the calls that a gRPC server of this process has end before the process does, also when it fails.

A program serves its transforms to the engine, and a provider its resources. When one call is refused, or the engine
ends the process, the server is stopped while others are under way. gRPC prints a traceback of its own for a call that
is cancelled before it began, and for one that the loop's end finds half-way; it would stand beside our one sentence.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from grpc.aio._server import Server

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Stop = Callable[[Server, float | None], Awaitable[None]]

_BEGIN_SECONDS = 0.2
"""In which a call that has arrived begins; once it has, gRPC cancels it without a word."""
_END_SECONDS = 30.0
_CALL = "rpc_task"
"""gRPC's name of the task of a call. Source: grpc/_cython/_cygrpc/aio/server.pyx.pxi of grpcio 1.85 (2026-11-27)."""


def end_quietly() -> None:
    """Have every server of this process that is stopped from here on wait for the calls that it has."""
    Server.stop = _waiting(Server.stop)


def _waiting(stop: Stop) -> Stop:
    """Return gRPC's way to stop a server, with a moment for what came and an end for what was cancelled."""

    async def stopped(server: Server, grace: float | None) -> None:
        """Take no new call, and return when none is under way."""
        await stop(server, max(grace or 0.0, _BEGIN_SECONDS))
        cancelled = [task for task in asyncio.all_tasks() if task.get_name() == _CALL]
        if cancelled:
            await asyncio.wait(cancelled, timeout=_END_SECONDS)

    return stopped
