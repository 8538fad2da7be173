"""Whether the engine's lock on a stack is a living run's: decided by what cannot be the same twice, or not at all."""

from __future__ import annotations

import json
import os
import shlex
import socket
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.engine import file_backend
from holdfast.engine.mark import ProcessMark, boot_id, marks, namespace, started
from holdfast.model.errors import EngineError
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_ABOUT = ".attrs"
"""How the name of a file ends that a file backend writes beside each of its own, and that says nothing of a lock.

Source: https://pkg.go.dev/gocloud.dev/blob/fileblob (2026-11-24).
"""


LOCK_REMOVED = "an interrupted run's lock was removed"
"""Said when a dead run's lock was taken away."""


class LockHolder(Enum):
    """What is known of the process that holds a lock."""

    GONE = "gone"
    LIVES = "lives"
    UNKNOWN = "unknown"
    """It may run where this process cannot see it."""


@dataclass(frozen=True, slots=True)
class Here:
    """This process's place, and what it sees of other processes."""

    host: str
    boot: str
    namespace: str

    def started(self, pid: int) -> str:
        """Return when a process of this namespace started; empty when it is gone."""
        return started(pid)


def here() -> Here:
    """Return the place of this process."""
    return Here(socket.gethostname(), boot_id(), namespace())


def holder(lock: Mapping[str, Any], known: Sequence[ProcessMark], place: Here) -> LockHolder:
    """Return what is known of the process that holds `lock`, from the marks of engines and from where we are.

    A process is gone when we are where it ran (the same start of the machine, the same namespace) and it is not
    there, or its number belongs to a process that started at another time. Everything else is unknown.
    """
    if lock.get("hostname") != place.host or not place.boot or not place.namespace:
        return LockHolder.UNKNOWN
    about = _telling([mark for mark in known if mark.pid == lock.get("pid")])
    found = {_judged(mark, place) for mark in about}
    if len(found) != 1:
        # No plugin left a mark, or two engines of one number left contradicting ones.
        return LockHolder.LIVES if LockHolder.LIVES in found else LockHolder.UNKNOWN
    return found.pop()


def _telling(marks: Sequence[ProcessMark]) -> list[ProcessMark]:
    """Return the marks without those that a plugin left after its engine's end: they say no start.

    Where another mark of the same place says one, the system tells them there.
    """
    places = {(mark.boot, mark.namespace) for mark in marks if mark.started}
    return [mark for mark in marks if mark.started or (mark.boot, mark.namespace) not in places]


def _judged(mark: ProcessMark, place: Here) -> LockHolder:
    if mark.boot != place.boot or mark.namespace != place.namespace or not mark.started:
        return LockHolder.UNKNOWN
    return LockHolder.LIVES if place.started(mark.pid) == mark.started else LockHolder.GONE


def stale_locks(
    client: str, variables: Mapping[str, str], folder: Path, place: Here | None = None
) -> tuple[Path, ...]:
    """Return the locks that a file backend holds on the stack and whose processes are certainly gone.

    Args:
        client: stack name.
        variables: the engine's.
        folder: where plugins leave their marks.
        place: where this process is.

    Raises:
        EngineError: `stack-locked` when it runs, `lock-undecided` when that cannot be seen from here.
    """
    backend, stale = file_backend({**os.environ, **variables}), []
    found_files = (backend / ".pulumi" / "locks").glob(f"**/{client}/*") if backend else ()
    for path in sorted(path for path in found_files if path.suffix != _ABOUT and not path.is_dir()):
        try:
            lock = _read(path)
        except FileNotFoundError:
            continue  # it was given back while we looked
        if lock is None:
            raise EngineError(
                "lock-undecided",
                f"the engine's lock on the stack {client} is not whole ({path}): another run takes it just now, or "
                "broke off while it did, for want of room for instance: run again, and when it is still so, type: "
                f"rm {shlex.quote(str(path))}",
            )
        found = holder(lock, marks(folder), place or here())
        if found is LockHolder.UNKNOWN:
            raise EngineError(
                "lock-undecided",
                f"process {lock.get('pid')} on {lock.get('hostname')} ({lock.get('username')}, since "
                f"{lock.get('timestamp')}) holds the stack {client}, and whether it still runs cannot be seen from "
                f"here: when it is really gone, type: rm {shlex.quote(str(path))}",
            )
        if found is LockHolder.LIVES:
            raise EngineError(
                "stack-locked",
                f"another run holds the stack {client}: process {lock.get('pid')} of {lock.get('username')} since "
                f"{lock.get('timestamp')}; wait for its end",
            )
        stale.append(path)
    return tuple(stale)


def take_away(locks: Sequence[Path]) -> None:
    """Remove these locks, and no other.

    `pulumi cancel` removes whatever lock there is by then: of two runs that found the same dead one, the slower would
    take the lock of the faster, and both would write the state.

    Raises:
        EngineError: `engine-failed`.
    """
    for path in locks:
        try:
            for one in (path.with_name(path.name + _ABOUT), path):
                one.unlink(missing_ok=True)
        except OSError as error:
            told = f"the lock {path} of a run that is gone could not be removed: {error.strerror}"
            raise EngineError("engine-failed", told) from error


def _read(path: Path) -> dict[str, Any] | None:
    """Return a lock; None where it is none, or not whole.

    Raises:
        FileNotFoundError: when there is none any more.
    """
    try:
        lock = json.loads(read_ordinary(path))
    except FileNotFoundError:
        raise
    except (OSError, ValueError, RecursionError):
        return None
    return lock if isinstance(lock, dict) else None
