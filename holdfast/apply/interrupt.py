"""Ctrl-C while the engine runs: the engine gets it from the terminal as we do, and ends in its own time."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def finishing_first(say: Callable[[str], None]) -> Iterator[None]:
    """Take the first Ctrl-C for the engine alone, which finishes what is under way and writes the state.

    Without this we would end at once and leave it behind, with the stack still locked. A second one ends us. A pipeline
    that ends us sends SIGTERM, and a terminal that goes SIGHUP, to us alone: then the engine does all that it was
    started for. What this process was told to ignore, as in the background of a shell or by nohup, stays ignored.

    Raises:
        KeyboardInterrupt: at the end, where the engine ended well all the same: nothing further is begun.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: dict[int, Any] = {
        number: handler
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        if (handler := signal.getsignal(number)) is not signal.SIG_IGN
    }
    asked = False

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def once(_number: int, _frame: object) -> None:
        nonlocal asked
        asked = True
        restore()
        with suppress(OSError):  # the terminal that it would be told to may be what went
            say("finishing what is under way; Ctrl-C again leaves at once")

    for number in before:
        signal.signal(number, once)
    try:
        yield
    finally:
        restore()
    if asked:
        raise KeyboardInterrupt
