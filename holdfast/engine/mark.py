"""Where an engine runs: written by its plugins beside the client's state, so that nobody takes its lock for a dead one.

The engine's own lock holds a host name and a process number. Two containers can have both in common, and neither sees
the other's processes. A mark adds what decides: which start of which machine, which process namespace, and when the
process began.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.processes import boot_id, namespace, started
from holdfast.whole_file import read_ordinary, write_whole

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

RUNS = "runs"
"""Folder of the marks, below the folder for state and caches."""


@value_class
class ProcessMark:
    """One process, told apart from every other process anywhere."""

    pid: int
    boot: str
    """Id of the machine's present start; empty where the system does not tell."""
    namespace: str
    """Process namespace, such as `pid:[4026531836]`; empty where the system does not tell."""
    started: str
    """Clock ticks from the machine's start to the process's; empty where the system does not tell."""


def mark_of(pid: int) -> ProcessMark:
    """Return the mark of a process that this one sees."""
    return ProcessMark(pid, boot_id(), namespace(), started(pid))


def began(start: str) -> float | None:
    """Return the moment (seconds since 1970) of a start in clock ticks; None where the system does not tell.

    By the clock as it goes now: where it was set since, the moment is off by as much.
    """
    try:
        booted = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
        return booted + int(start) / os.sysconf("SC_CLK_TCK")
    except (AttributeError, OSError, ValueError):
        return None


def leave_mark(folder: Path, pid: int) -> Path | None:
    """Write the mark of process `pid` below `folder`; None where that cannot be written."""
    mark = mark_of(pid)
    path = folder / f"{pid}-{mark.started or 'x'}-{os.getpid()}.json"
    try:
        write_whole(path, json.dumps(_written(mark)).encode())
    except OSError:
        return None
    return path


def leave_mark_for_good(folder: Path, pid: int) -> None:
    """Write the mark of process `pid` below `folder`, once, for whoever finds its lock.

    A folder that cannot be written is left as it is. The mark goes when it is seen that the process is gone and has
    left no lock. Where the system does not tell when a process started a mark says nothing, and would never go.
    """
    if started(pid) and mark_of(pid) not in marks(folder).values():
        leave_mark(folder, pid)


@contextmanager
def marked(folder: Path, pid: int) -> Iterator[None]:
    """Keep the mark of process `pid` below `folder` while the block runs; a folder that cannot be written is left.

    Where the process is gone at the end it was killed: its lock is still there, and is known by the mark, which stays.
    """
    start, path = started(pid), leave_mark(folder, pid)
    try:
        yield
    finally:
        if path and start == started(pid):
            path.unlink(missing_ok=True)


@contextmanager
def marked_engine(folder: Path, engine: subprocess.Popen[Any]) -> Iterator[None]:
    """Keep the mark of an engine below `folder` while the block waits for its end.

    Its plugins leave one too, and later: killed before, its lock would be nobody's. One that was killed has left its
    lock, and is known by its mark, which stays.
    """
    path = leave_mark(folder, engine.pid)
    yield
    if path and engine.returncode is not None and engine.returncode >= 0:
        path.unlink(missing_ok=True)


def _written(mark: ProcessMark) -> dict[str, Any]:
    """Return what stands in the file: another version may read it, so its keys stay whatever is renamed here."""
    return {"pid": mark.pid, "boot": mark.boot, "namespace": mark.namespace, "started": mark.started}


def _read(facts: dict[str, Any]) -> ProcessMark:
    return ProcessMark(
        pid=facts["pid"], boot=facts["boot"], namespace=facts["namespace"], started=facts["started"]
    )


def marks(folder: Path) -> dict[Path, ProcessMark]:
    """Return every mark below `folder` that can be read, by its file."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            found[path] = _read(json.loads(read_ordinary(path)))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            continue
    return found
