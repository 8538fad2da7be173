"""The first Ctrl-C is the engine's, the second one ours; nothing further is begun after either."""

from __future__ import annotations

import signal
import threading

import pytest

from holdfast.apply.interrupt import finishing_first

LAST = "the engine ended"


def engine_run(said: list[str], *, interrupts: int, error: Exception | None = None) -> None:
    """A run of the engine during which Ctrl-C is pressed so many times."""
    with finishing_first(said.append):
        for _ in range(interrupts):
            signal.raise_signal(signal.SIGINT)
        said.append(LAST)
        if error:
            raise error


def test_first_is_told_and_nothing_further_is_begun() -> None:
    said: list[str] = []

    with pytest.raises(KeyboardInterrupt):
        engine_run(said, interrupts=1)

    assert said == ["finishing what is under way; Ctrl-C again leaves at once", LAST]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_second_leaves_at_once() -> None:
    said: list[str] = []

    with pytest.raises(KeyboardInterrupt):
        engine_run(said, interrupts=2)

    assert LAST not in said


def test_what_the_engine_says_of_its_end_is_kept() -> None:
    with pytest.raises(ValueError, match="cancelled"):
        engine_run([], interrupts=1, error=ValueError("cancelled"))


def test_nothing_happens_without_it_or_outside_the_main_thread() -> None:
    said: list[str] = []

    engine_run(said, interrupts=0)
    thread = threading.Thread(target=engine_run, args=(said,), kwargs={"interrupts": 0})
    thread.start()
    thread.join()

    assert said == [LAST, LAST]
