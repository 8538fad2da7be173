"""What of a program fails beside its main line: its threads, and what it has run at the end of its process.

Python prints a traceback for each and goes on, and the process ends as if all were well: what they were to do, such as
to check something that must hold before anything is declared, was not done. So the recording waits for them, as the
interpreter does at its end, and fails with the first.
"""

from __future__ import annotations

import atexit
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from holdfast.model.errors import RecordingError
from holdfast.model.machine import exhausted

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_EXIT = "atexit"


@contextmanager
def failing_with_the_program(client: str) -> Iterator[None]:
    """Run the block, then what is left of its threads and of what it registered for the end of this process.

    Nothing may be done in the process afterwards that needs a thread pool: it counts as ended.

    Args:
        client: whose program the block runs.

    Raises:
        RecordingError: `recording-failed` when one of them fails, `machine-exhausted` where the machine is why.
    """
    found: list[tuple[str, BaseException]] = []
    of_threads, of_nobody = threading.excepthook, sys.unraisablehook

    def in_thread(told: threading.ExceptHookArgs) -> None:
        """Note what ended a thread, but for its own wish."""
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            found.append(("a thread", told.exc_value))

    def at_exit(told: sys.UnraisableHookArgs) -> None:
        """Note what ended something that was registered for the end; leave all else to who was asked before."""
        if told.exc_value is not None and _AT_EXIT in (told.err_msg or ""):
            found.append(("what is registered for the end (atexit)", told.exc_value))
        else:
            of_nobody(told)

    threading.excepthook, sys.unraisablehook = in_thread, at_exit
    try:
        yield
        threading._shutdown()  # type: ignore[attr-defined] # noqa: SLF001 - joins them as the interpreter does
        atexit._run_exitfuncs()  # noqa: SLF001 - there is no other way to see what fails there
    finally:
        threading.excepthook, sys.unraisablehook = of_threads, of_nobody
    for what, error in found:
        if lack := exhausted(error):
            raise RecordingError("machine-exhausted", f"the program of client {client} could not run: {lack}")
        told = f"{what} of the program failed for client {client}: {type(error).__name__}: {error}"
        raise RecordingError("recording-failed", told)
