"""Standard output: what the system takes a part of is written on, and what it does not take is told."""

from __future__ import annotations

import errno
import io
import os
import stat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.cli.output import StandardOutput, told_when_lost
from holdfast.model.errors import HoldfastError


class Device(io.RawIOBase):
    """Takes a few bytes of each write, and none once it is full; `busy` it says that it would block."""

    def __init__(self, at_most: int, room: int, *, busy: bool = False) -> None:
        super().__init__()
        self._at_most, self._room, self._busy = at_most, room, busy
        self._number = os.open(os.curdir, os.O_RDONLY)
        self.taken = b""

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def write(self, data: Any, /) -> int | None:
        if stat.S_ISCHR(os.fstat(self._number).st_mode):  # what is written goes nowhere from now on
            return len(bytes(data))
        part = bytes(data)[: min(self._at_most, self._room - len(self.taken))]
        if not part:
            if self._busy:
                return None
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.taken += part
        return len(part)

    def close(self) -> None:
        if not self.closed:
            os.close(self._number)
        super().close()


def output(device: Device, *, buffered: bool) -> StandardOutput:
    """Standard output as Python makes it, with and without a buffer, in our wrapper."""
    if buffered:
        return told_when_lost(io.TextIOWrapper(io.BufferedWriter(device), "utf-8"))
    return told_when_lost(io.TextIOWrapper(device, "utf-8", write_through=True))  # type: ignore[arg-type]


def write(written: StandardOutput, texts: list[str]) -> None:
    for text in texts:
        written.write(text)
    written.flush()


TEXTS = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), min_size=1, max_size=5)


@given(texts=TEXTS, at_most=st.integers(1, 7), buffered=st.booleans())
def test_what_is_taken_in_parts_is_written_whole(texts: list[str], at_most: int, *, buffered: bool) -> None:
    device = Device(at_most, 10_000)
    written = output(device, buffered=buffered)
    write(written, texts)

    assert device.taken == "".join(texts).replace("\n", os.linesep).encode()
    written.close()


@given(texts=TEXTS, at_most=st.integers(1, 7), data=st.data(), buffered=st.booleans(), busy=st.booleans())
def test_what_is_not_taken_is_told_and_never_again(
    texts: list[str], at_most: int, data: st.DataObject, *, buffered: bool, busy: bool
) -> None:
    room = data.draw(st.integers(0, len("".join(texts).encode()) - 1))
    device = Device(at_most, room, busy=busy)
    written = output(device, buffered=buffered)

    with pytest.raises(HoldfastError, match="the answer could not be written") as lost:
        write(written, texts)

    assert lost.value.slug == "output-lost"
    assert len(device.taken) == room
    written.write("never again")
    written.close()
