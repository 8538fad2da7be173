"""The first Ctrl-C is the engine's, the second one ours; nothing further is begun after either."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest

from holdfast.apply.interrupt import finishing_first

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST = "the engine ended"


@pytest.fixture(autouse=True)
def _not_ignored() -> Iterator[None]:
    """In the background of a shell Ctrl-C is ignored, and these tests press it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def _default() -> Iterator[None]:
    """Whatever these tests are run under, such as nohup, no signal is ignored."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def engine_run(
    said: list[str],
    *,
    interrupts: int,
    error: Exception | None = None,
    number: signal.Signals = signal.SIGINT,
) -> None:
    """A run of the engine during which Ctrl-C is pressed so many times, or another signal comes."""
    with finishing_first(said.append):
        for _ in range(interrupts):
            signal.raise_signal(number)
        said.append(LAST)
        if error:
            raise error


def _press(ends: str) -> None:
    """Presses Ctrl-C, and ends as the engine does."""
    signal.raise_signal(signal.SIGINT)
    raise ValueError(ends)


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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_end_of_a_pipeline_or_a_terminal_waits_for_the_engine_as_well(
    number: signal.Signals,
) -> None:
    said: list[str] = []
    before = signal.getsignal(number)

    with pytest.raises(KeyboardInterrupt):
        engine_run(said, interrupts=1, number=number)

    assert said == ["finishing what is under way; Ctrl-C again leaves at once", LAST]
    assert signal.getsignal(number) is before


def test_terminal_that_is_gone_cannot_be_told_and_the_engine_ends_well_all_the_same() -> None:
    def gone(_: str) -> None:
        raise OSError(5, "Input/output error")

    with pytest.raises(ValueError, match="the engine's own end"), finishing_first(gone):
        _press("the engine's own end")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_is_ignored_stays_ignored(number: signal.Signals) -> None:
    signal.signal(number, signal.SIG_IGN)
    said: list[str] = []

    engine_run(said, interrupts=1, number=number)

    assert said == [LAST]
