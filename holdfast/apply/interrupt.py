"""Ctrl-C while the engine runs: the engine gets it from the terminal as we do, and ends in its own time."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def finishing_first(say: Callable[[str], None]) -> Iterator[None]:
    """Take the first Ctrl-C for the engine alone, which finishes what is under way and writes the state.

    Without this we would end at once and leave it behind, with the stack still locked. A second one ends us.

    Raises:
        KeyboardInterrupt: at the end, where the engine ended well all the same: nothing further is begun.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: Any = signal.getsignal(signal.SIGINT)
    asked = False

    def once(_number: int, _frame: object) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)
        say("finishing what is under way; Ctrl-C again leaves at once")

    signal.signal(signal.SIGINT, once)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
