"""Runs a long command while one line of progress is kept up to date."""

from __future__ import annotations

import queue
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from holdfast.engine.toolchain import Progress

_TICK_SECONDS = 1.0


@dataclass  # not frozen: raising sets the traceback
class CommandFailedError(Exception):
    """A command ended with an error."""

    code: int
    """Its exit code."""
    output: str
    """Everything it printed."""


def run_with_progress(
    command: list[str],
    *,
    title: str,
    say: Progress,
    on_line: Callable[[str], object],
    detail: Callable[[], str] = str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout_seconds: float,
) -> str:
    """Runs `command`, saying `title (detail, elapsed)` once a second, and returns what it printed.

    Args:
        command: program and arguments.
        title: what is being done.
        say: takes each progress line.
        on_line: takes each line that the command prints, as it comes.
        detail: gives the part of the progress line that changes.
        cwd: working folder.
        env: whole environment; that of this process when None.
        timeout_seconds: after which the command is ended.

    Raises:
        CommandFailedError: the command ended with an exit code other than 0.
        subprocess.TimeoutExpired: it took too long.
    """
    started = time.monotonic()
    printed: list[str] = []
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(process, lines), daemon=True).start()
        late = False
        try:
            while (line := _next_line(lines)) is not None and not late:
                elapsed = time.monotonic() - started
                late = elapsed > timeout_seconds
                if line:
                    printed.append(line)
                    on_line(line.rstrip("\n"))
                else:
                    parts = [part for part in (detail(), _clock(elapsed)) if part]
                    say(f"{title} ({', '.join(parts)})")
        except BaseException:
            process.kill()
            raise
        if late:
            process.kill()
            raise subprocess.TimeoutExpired(command, timeout_seconds)
    output = "".join(printed)
    if process.returncode:
        raise CommandFailedError(process.returncode, output)
    return output


def _read(process: subprocess.Popen[str], lines: queue.SimpleQueue[str | None]) -> None:
    """Puts each line that the process prints into the queue, then None."""
    for line in process.stdout or ():
        lines.put(line)
    lines.put(None)


def _next_line(lines: queue.SimpleQueue[str | None]) -> str | None:
    """Returns the next line, an empty string when a tick passed without one, None at the end."""
    try:
        return lines.get(timeout=_TICK_SECONDS)
    except queue.Empty:
        return ""


def _clock(seconds: float) -> str:
    """Returns minutes and seconds, `2:05`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
