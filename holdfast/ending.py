"""How the system ends a process, and an event loop that ends when it is asked to.

A handler that raises works anywhere but inside an event loop: what is raised in one of its callbacks is logged and
forgotten, and the run goes on as if nobody had asked. There the request cancels what runs, as asyncio does with Ctrl-C.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine, Iterator
    from types import FrameType

T = TypeVar("T")

_ENDS = (signal.SIGTERM, signal.SIGHUP)
"""What the system ends a process by: a pipeline, or a terminal that goes."""


class EndedError(BaseException):
    """The system asked this process to end."""


def heed_the_system() -> None:
    """Raise `EndedError` in the main thread when the system ends the process; what is ignored or taken stays so."""
    for number in _ENDS if threading.current_thread() is threading.main_thread() else ():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Return what `work` returns, run in an event loop of its own; it is cancelled when the process is to end.

    Raises:
        EndedError: when the system asked for the end, whatever came of `work`.
        KeyboardInterrupt: after Ctrl-C.
        Exception: what `work` raises.
    """
    import asyncio  # a command that waits for nothing does not pay for it

    asked: list[int] = []
    found: list[T] = []

    async def heeding() -> None:
        """Do the work, in a task that the request to end can reach.

        What is found is no result of the task: asyncio's end asks for its handler of Ctrl-C, and Python 3.11 then
        prints that handler to nobody, with its task and the task's whole result, twice.
        """
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        with _cancelling(task, asked):
            found.append(await work)

    try:
        asyncio.run(heeding())
    except asyncio.CancelledError:
        if not asked:
            raise
    if asked:
        raise EndedError
    return found[0]


@contextmanager
def _cancelling(task: asyncio.Task[Any], asked: list[int]) -> Iterator[None]:
    """Have the first request to end cancel the task; the second one ends at once."""
    loop = task.get_loop()
    ours = [number for number in _ENDS if signal.getsignal(number) is _end]

    def once(number: int, frame: FrameType | None) -> None:
        """Note the request, and wake the loop, which may wait for an answer for as long as it likes."""
        if asked:
            _end(number, frame)
        asked.append(number)
        task.cancel()
        loop.call_soon_threadsafe(lambda: None)

    for number in ours:
        signal.signal(number, once)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise EndedError
