"""Whether the engine's lock on a stack is a living run's: decided by what cannot be the same twice, or not at all."""

from __future__ import annotations

import json
import os
import shlex
import socket
from contextlib import suppress
from datetime import datetime
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.engine import file_backend
from holdfast.engine.mark import ProcessMark, began, marks
from holdfast.model.errors import EngineError
from holdfast.model.value_class import value_class
from holdfast.processes import boot_id, command, namespace, started
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence


_ABOUT = ".attrs"
"""How the name of a file ends that a file backend writes beside each of its own, and that says nothing of a lock.

Source: https://pkg.go.dev/gocloud.dev/blob/fileblob (2026-11-24).
"""


_CLOCK_SECONDS = 5.0
"""How far a moment by the clock may be off: a process that began so soon after a lock may be the one that took it."""


_TAKES_WITHIN_SECONDS = 60.0
"""How soon an engine takes its lock: before it prepares or asks anything, so that only a slow start is in between.

Measured: 1.5 s after its start on a busy machine. A dead process that began longer before has not taken the lock: of
its number there may be a living one elsewhere, in a container of the same host name that leaves its marks elsewhere.
"""


_LOCKING = frozenset({"up", "update", "destroy", "down", "dn", "refresh", "import", "watch"})
_PREVIEW = "--preview-only"
"""Pulumi's commands that take a lock, and the option with which they take none (pulumi --help, 2026-11-29)."""


LOCK_REMOVED = "an interrupted run's lock was removed"
"""Said when a dead run's lock was taken away."""


class LockHolder(Enum):
    """What is known of the process that holds a lock."""

    GONE = "gone"
    LIVES = "lives"
    UNKNOWN = "unknown"
    """It may run where this process cannot see it."""


@value_class
class Here:
    """This process's place, and what it sees of other processes."""

    host: str
    boot: str
    namespace: str

    def started(self, pid: int) -> str:
        """Return when a process of this namespace started; empty when it is gone."""
        return started(pid)

    def began(self, start: str) -> float | None:
        """Return the moment (seconds since 1970) of a start on this machine; None where that is not told."""
        return began(start)


def here() -> Here:
    """Return the place of this process."""
    return Here(socket.gethostname(), boot_id(), namespace())


def holder(lock: Mapping[str, Any], known: Collection[ProcessMark], place: Here) -> LockHolder:
    """Return what is known of the process that holds `lock`, from the marks of engines and from where we are.

    A process is gone when we are where it ran (the same start of the machine, the same namespace), its mark began
    shortly before the lock was taken, and its number is nobody's or a process's that began after the lock was taken.
    The mark of a dead engine alone says nothing: its number may be another engine's that has left none yet, here or in
    another place of the same host name. Everything else is unknown.
    """
    if lock.get("hostname") != place.host or not place.boot or not place.namespace:
        return LockHolder.UNKNOWN
    about = _telling([mark for mark in known if mark.pid == lock.get("pid")])
    ours = [
        mark
        for mark in about
        if (mark.boot, mark.namespace) == (place.boot, place.namespace) and mark.started
    ]
    found = _judged(ours, _taken(lock), place)
    # Of two engines of one number in two places, each may have taken it, unless the one that we see still runs.
    return found if found is LockHolder.LIVES or len(ours) == len(about) else LockHolder.UNKNOWN


def _telling(marks: Sequence[ProcessMark]) -> list[ProcessMark]:
    """Return the marks without those that a plugin left after its engine's end: they say no start.

    Where another mark of the same place says one, the system tells them there.
    """
    places = {(mark.boot, mark.namespace) for mark in marks if mark.started}
    return [mark for mark in marks if mark.started or (mark.boot, mark.namespace) not in places]


def _judged(ours: Sequence[ProcessMark], taken: float | None, place: Here) -> LockHolder:
    """Return what is known of a lock's process from the marks of its number that were left here."""
    now = {mark.pid: place.started(mark.pid) for mark in ours}
    if taken is None:
        lives = any(mark.started == now[mark.pid] for mark in ours)
        return LockHolder.LIVES if lives else LockHolder.UNKNOWN
    before = [mark for mark in ours if _is_before(place.began(mark.started), taken)]
    if any(mark.started == now[mark.pid] for mark in before):
        return LockHolder.LIVES
    after = [place.began(start) for start in now.values() if start]
    took = [mark for mark in before if _is_before(taken - _TAKES_WITHIN_SECONDS, place.began(mark.started))]
    if not took or not all(moment is not None and moment > taken + _CLOCK_SECONDS for moment in after):
        return LockHolder.UNKNOWN
    return LockHolder.GONE


def _is_before(moment: float | None, other: float | None) -> bool:
    return moment is not None and other is not None and moment <= other


def _taken(lock: Mapping[str, Any]) -> float | None:
    """Return the moment when a lock was taken; None where it does not say so."""
    try:
        moment = datetime.fromisoformat(lock["timestamp"])
        return moment.timestamp() if moment.tzinfo else None
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


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
    stale = []
    for path in _lock_files(variables, client):
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
        found = holder(lock, marks(folder).values(), place or here())
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


def require_no_run_without_lock(
    client: str, variables: Mapping[str, str], folder: Path, *, under_way: bool
) -> None:
    """Do nothing unless an engine runs here whose lock somebody took away: what is under way may be its.

    `pulumi cancel` takes a lock away from whoever holds it, and the run goes on: what it waits for it sends again, and
    what it has not come to yet it makes, so that whoever makes the same meanwhile makes it twice.

    Args:
        client: stack name.
        variables: the engine's.
        folder: where plugins leave their marks.
        under_way: whether the state says that something is. Then every engine without a lock is waited for, also one
            that by its command line only reads, or is another stack's.

    Raises:
        EngineError: `stack-locked`.
    """
    place = here()
    living = sorted(
        {
            mark.pid
            for mark in marks(folder).values()
            if (mark.boot, mark.namespace) == (place.boot, place.namespace)
            and mark.started
            and mark.started == place.started(mark.pid)
        }
    )
    held = set()
    for path in _lock_files(variables) if living else ():
        with suppress(FileNotFoundError):
            held.add((_read(path) or {}).get("pid"))
    without = [pid for pid in living if pid not in held]
    if not under_way:
        without = [pid for pid in without if _changes(command(pid), client)]
    if without:
        what = "something is" if under_way else "a run may be"
        raise EngineError(
            "stack-locked",
            f"{what} under way on the stack {client}, and process {without[0]}, which holds no lock, may do it, "
            "as after pulumi cancel of a run that goes on: wait for its end",
        )


def _changes(words: Sequence[str], client: str) -> bool:
    """Return whether a command line is of an engine's run that may write the state of `client`."""
    if _PREVIEW in words or not _LOCKING.intersection(words):
        return False
    named = [after for word, after in pairwise(words) if word in {"--stack", "-s"}]
    named += [word.removeprefix("--stack=") for word in words if word.startswith("--stack=")]
    return not named or any(one.rpartition("/")[2] == client for one in named)


def forget_marks(variables: Mapping[str, str], folder: Path) -> None:
    """Remove the marks of processes that are gone, where no lock of this backend is of their number.

    Only here can it be seen that a process is gone: what was left elsewhere stays. A mark that is removed although a
    lock in another backend needs it leaves that lock undecided, never taken away.

    Args:
        variables: the engine's.
        folder: where plugins leave their marks.
    """
    place = here()
    gone = {
        path: mark.pid
        for path, mark in marks(folder).items()
        if (mark.boot, mark.namespace) == (place.boot, place.namespace)
        and mark.started
        and mark.started != place.started(mark.pid)
    }
    held = set()  # looked at last: whatever these processes had taken is there by now
    for path in _lock_files(variables) if gone else ():
        with suppress(FileNotFoundError):
            lock = _read(path)
            if lock is None:
                return
            held.add(lock.get("pid"))
    for path, pid in gone.items():
        if pid not in held:
            with suppress(OSError):
                path.unlink()


def _lock_files(variables: Mapping[str, str], client: str | None = None) -> Iterator[Path]:
    """Yield the files of a file backend that are locks on a client's stack; on every stack of any project without one.

    Another project may have a stack of the same name there. A backend without projects has names of stacks alone.
    """
    backend = file_backend({**os.environ, **variables})
    places = ("**/*",) if client is None else (f"organization/holdfast/{client}/*", f"{client}/*")
    found = [path for one in places for path in (backend / ".pulumi" / "locks").glob(one)] if backend else []
    yield from sorted(path for path in found if path.suffix != _ABOUT and not path.is_dir())


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
