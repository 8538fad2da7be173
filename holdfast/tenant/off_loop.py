"""Work that waits as it likes, done beside the event loop, so that one who waits holds up nobody else."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def off_the_loop(work: Callable[[], T]) -> T:
    """Return what `work` returns, done in a thread that nobody waits for any longer when the caller gives up.

    Raises:
        Exception: what `work` raises.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(settle: Callable[[Any], None], outcome: Any) -> None:
        """Settle the answer in the loop, unless nobody waits for it any longer."""
        with suppress(RuntimeError):  # the loop is closed: the run is over
            loop.call_soon_threadsafe(lambda: None if done.done() else settle(outcome))

    def run() -> None:
        """Do the work and tell what came of it."""
        try:
            found = work()
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits
            tell(done.set_exception, error)
        else:
            tell(done.set_result, found)

    # Not the loop's own executor: the process would wait for its threads before it ends.
    threading.Thread(target=run, daemon=True).start()
    return await done
