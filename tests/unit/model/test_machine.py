"""What the machine lacks is told as the machine's, wherever in a chain of errors it stands; nothing else is."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from holdfast.model.errors import HoldfastError
from holdfast.model.machine import exhausted, of_the_machine

if TYPE_CHECKING:
    from collections.abc import Callable

LACKS = {
    "no room": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/home/x/state.json"),
    "no room, nobody knows where": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "quota": OSError(errno.EDQUOT, os.strerror(errno.EDQUOT), b"/home/x/state.json"),
    "size of a file": OSError(errno.EFBIG, os.strerror(errno.EFBIG), "/home/x/state.json"),
    "files of the process": OSError(errno.EMFILE, os.strerror(errno.EMFILE)),
    "files of the machine": OSError(errno.ENFILE, os.strerror(errno.ENFILE)),
    "memory for a process": OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)),
    "processes": BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)),
    "read-only": OSError(errno.EROFS, os.strerror(errno.EROFS), "/home/x"),
    "folder for temporary files": FileNotFoundError(
        errno.ENOENT, "No usable temporary directory found in ['/tmp', '/home/x']"
    ),
    "memory": MemoryError(),
    "threads": RuntimeError("can't start new thread"),
}
NO_LACKS = {
    "nothing there": FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "/home/x"),
    "not allowed": PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/home/x"),
    "nobody listens": ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED)),
    "a stream that is full for now": BlockingIOError(errno.EAGAIN, "write could not complete", 3),
    "another error of the runtime": RuntimeError("dictionary changed size during iteration"),
    "words alone": ValueError("can't start new thread"),
}


def caused(lack: BaseException) -> BaseException:
    """One that says where it came from."""
    error = ConnectionError("all attempts failed")
    error.__cause__ = lack
    return error


def on_the_way(lack: BaseException) -> BaseException:
    """One that came about while another was looked at, and hides it."""
    error = HoldfastError("some-slug", "the tenant is not running")
    error.__context__, error.__suppress_context__ = lack, True
    return error


def in_a_group(lack: BaseException) -> BaseException:
    """One of several, deep down."""
    return BaseExceptionGroup("tasks", [ValueError("a"), BaseExceptionGroup("more", [caused(lack)])])


def in_a_circle(lack: BaseException) -> BaseException:
    """One of a chain without an end."""
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__, second.__context__ = second, first, lack
    return first


WAYS: list[Callable[[BaseException], BaseException]] = [
    lambda error: error, caused, on_the_way, in_a_group, in_a_circle,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", LACKS)
def test_what_the_machine_lacks_is_found_wherever_it_stands(
    name: str, way: Callable[[BaseException], BaseException]
) -> None:
    told = exhausted(way(LACKS[name]))

    assert told is not None
    assert ": " in told, "what to do stands behind what is missing"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NO_LACKS)
def test_what_is_none_of_it_is_left_as_it_is(
    name: str, way: Callable[[BaseException], BaseException]
) -> None:
    assert exhausted(way(NO_LACKS[name])) is None


def test_the_folder_is_told_where_it_is_known() -> None:
    assert "no room is left on the disk of /home/x: " in str(exhausted(LACKS["no room"]))
    assert "no room is left on the disk: " in str(exhausted(LACKS["no room, nobody knows where"]))
    assert "on the disk of /home/x: " in str(exhausted(LACKS["quota"]))
    assert "the disk of . can" in str(exhausted(OSError(errno.EROFS, "", "here.json")))


def test_an_error_of_ours_is_replaced_where_it_blames_something_else() -> None:
    blaming = on_the_way(LACKS["files of the process"])
    assert isinstance(blaming, HoldfastError)
    assert of_the_machine(blaming).slug == "machine-exhausted"

    naming = HoldfastError("report-not-written", f"x.html: {os.strerror(errno.ENOSPC)}")
    naming.__cause__ = LACKS["no room"]
    assert of_the_machine(naming) is naming
    told = HoldfastError("machine-exhausted", "said already")
    told.__cause__ = LACKS["no room"]
    assert of_the_machine(told) is told
    other = HoldfastError("some-slug", "another matter")
    assert of_the_machine(other) is other
