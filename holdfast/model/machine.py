"""What this machine ran out of, told as the machine's: no fault of a program, a tenant or a network. Pure functions."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLUG = "machine-exhausted"

_LACKS = {
    errno.ENOSPC: "no room is left on the disk{of}: make room there",
    errno.EDQUOT: "the quota of this user is used up on the disk{of}: make room there",
    errno.EFBIG: "a file{of} is as large as it may become: raise the limit (`ulimit -f`), or use another disk",
    errno.EMFILE: "this process may not open any more files: raise the limit (`ulimit -n`)",
    errno.ENFILE: "too many files are open on this machine: end what keeps them open",
    errno.ENOMEM: "this machine, or the limit of this process, has no memory left: end other work, or raise the limit",
    errno.EAGAIN: "no further process or thread may be started: end other work, or raise the limit (`ulimit -u`)",
    errno.EROFS: "the disk{of} can only be read: make it writable, or set HOLDFAST_HOME to a folder that is",
}
"""By the system's number, what is missing and what to do. Source: errno(3), https://man7.org (recalled)."""
_NO_THREAD = "can't start new thread"
"""The words of Python's RuntimeError: it carries no number. Source: CPython, Modules/_threadmodule.c (3.11)."""
_NO_FOLDER = "No usable temporary directory found"
"""The words of Python's FileNotFoundError when every folder refused a file. Source: CPython, Lib/tempfile.py (3.11)."""


def exhausted(error: BaseException) -> str | None:
    """Return what the machine lacks, if that is why `error` came about; None where it is anything else.

    Returns:
        what is missing, where, and what to do, as the second half of a sentence.
    """
    return next((told for one in _chain(error) if (told := _lack(one))), None)


def of_the_machine(error: HoldfastError) -> HoldfastError:
    """Return `error`, or what the machine lacks, if `error` came about by that and blames something else."""
    lack = exhausted(error)
    if not lack or error.slug == _SLUG or any(os.strerror(number) in error.message for number in _LACKS):
        return error
    return HoldfastError(_SLUG, f"no answer: {lack}, and run again")


def _lack(error: BaseException) -> str | None:
    """Return what one error says is missing; a stream that takes no more for a moment says how much it took."""
    if isinstance(error, OSError) and error.errno in _LACKS and not hasattr(error, "characters_written"):
        name = error.filename
        of = f" of {Path(os.fsdecode(name)).parent}" if isinstance(name, (str, bytes)) else ""
        return _LACKS[error.errno].format(of=of)
    if isinstance(error, FileNotFoundError) and str(error.strerror).startswith(_NO_FOLDER):
        return "no folder for temporary files takes one: make room in one, or set TMPDIR to one that does"
    if isinstance(error, MemoryError):
        return _LACKS[errno.ENOMEM]
    if isinstance(error, RuntimeError) and str(error) == _NO_THREAD:
        return _LACKS[errno.EAGAIN]
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield `error`, the members of a group, and what each came from; none twice, for chains may be circles."""
    waiting, seen = [error], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [came for came in (one.__context__, one.__cause__) if came is not None]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
