"""A process that is to end does, wherever in its event loop the request finds it."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from holdfast.ending import run
from tests.e2e.scratch import PATIENCE_SECONDS

PLACES = {
    "callback": "loop.call_soon(end)",
    "callback from a thread": "threading.Thread(target=lambda: loop.call_soon_threadsafe(end)).start()",
    "timer": "loop.call_later(0.01, end)",
    "future's callback": "future = loop.create_future(); future.add_done_callback(end); future.set_result(1)",
    "task": "end()",
    "inner task": "asyncio.create_task(inner())",
    "inner task that nobody waits for": "tasks.append(asyncio.create_task(inner()))",
    "destructor": "Gone()",
    "waiting": "threading.Timer(0.2, end).start()",
}
"""Where the request arrives: what is run just before the loop waits for a day."""

PROGRAM = """
import asyncio, os, signal, sys, threading
from holdfast.ending import EndedError, heed_the_system, run

tasks = []

def end(*_):
    os.kill(os.getpid(), {number})

async def inner():
    end()

async def stubborn():
    try:
        end()
        await asyncio.sleep(86400)
    except asyncio.CancelledError:
        end()
        await asyncio.sleep(86400)

class Gone:
    def __del__(self):
        end()

async def work():
    loop = asyncio.get_running_loop()
    try:
        {place}
        await asyncio.sleep(86400)
    finally:
        print("cleaned up", flush=True)

heed_the_system()
try:
    run(work())
except EndedError:
    print("ended")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("place", PLACES)
def test_request_to_end_is_heard_everywhere_in_a_loop(place: str, number: signal.Signals) -> None:
    told = python(PROGRAM.format(number=int(number), place=PLACES[place]))
    assert told == ["cleaned up", "interrupted" if number == signal.SIGINT else "ended"]


def test_end_that_was_asked_for_twice_comes_at_once() -> None:
    """Whatever is under way, as with Ctrl-C."""
    program = PROGRAM.format(number=int(signal.SIGTERM), place="await stubborn()")
    assert python(program) == ["cleaned up", "ended"]


def test_what_was_done_all_the_same_does_not_hide_the_request() -> None:
    program = PROGRAM.format(number=int(signal.SIGTERM), place="end(); return")
    assert python(program) == ["cleaned up", "ended"]


def python(program: str) -> list[str]:
    """Return the lines that a program of its own printed."""
    # A parent may have told its children to ignore these, as a shell does in the background.
    heard = (
        "import signal\nsignal.signal(2, signal.default_int_handler)\nfor n in (1, 15): signal.signal(n, 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", heard + program],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    return done.stdout.splitlines()


def test_what_a_run_returns_is_printed_by_nobody() -> None:
    class Large:
        printed = 0

        def __repr__(self) -> str:
            Large.printed += 1
            return ""

    async def work() -> Large:
        return Large()

    assert isinstance(run(work()), Large)
    assert not Large.printed


@pytest.mark.parametrize("ends", ["EndedError", "KeyboardInterrupt"])
def test_end_that_breaks_off_another_is_told_in_one_line(ends: str) -> None:
    """`timeout` asks a process and then its group: the second time breaks off what asyncio does at its end."""
    program = f"""
import typer
from holdfast.cli import main
from holdfast.ending import EndedError

async def never_awaited() -> None: ...

def command() -> None:
    waiting = never_awaited()
    raise {ends}

app = typer.Typer()
app.command()(command)
app.callback()(lambda: None)
main.make_app = lambda only: app
raise SystemExit(main._run(["command"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, text=True, timeout=900
    )
    told = {"EndedError": "ended by the system", "KeyboardInterrupt": "interrupted"}[ends]
    assert (done.returncode, done.stderr) == (2, f"holdfast: {told}\n")
