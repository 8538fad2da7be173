"""Standard output whose loss is told: an answer that was not written whole is none, wherever that is noticed."""

from __future__ import annotations

import io
import os
from typing import NoReturn

from holdfast.model.errors import HoldfastError


class StandardOutput(io.TextIOWrapper):
    """As the wrapper it replaces; a full disk behind it is `output-lost`, a reader who left stays BrokenPipeError."""

    at_once = False
    """Whether what is written waits for nothing."""

    def write(self, text: str, /) -> int:
        """Write `text`.

        Raises:
            HoldfastError: `output-lost`, once.
        """
        try:
            written = super().write(text)
            if self.at_once:
                super().flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            self._lost(error)
        return written

    def flush(self) -> None:
        """Write what waits.

        Raises:
            HoldfastError: `output-lost`, once.
        """
        try:
            super().flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            self._lost(error)

    def _lost(self, error: OSError) -> NoReturn:
        """Tell the loss, and let what still waits go nowhere, so that it is not told again."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
        told = f"the answer could not be written: {error.strerror or error}: make room, or write it elsewhere"
        raise HoldfastError("output-lost", told) from None


def told_when_lost(stream: io.TextIOWrapper) -> StandardOutput:
    """Return standard output anew, in place of `stream`, which is not to be used any longer.

    Without a buffer (PYTHONUNBUFFERED) Python passes over what the system did not take of a write, as the rest of an
    answer for which a disk has no room: so there is one, and nothing waits in it.
    """
    encoding, errors = stream.encoding, stream.errors
    buffered, through = stream.line_buffering, stream.write_through
    inner = stream.detach()
    unbuffered = isinstance(inner, io.RawIOBase)
    output = StandardOutput(
        io.BufferedWriter(inner) if isinstance(inner, io.RawIOBase) else inner,
        encoding=encoding,
        errors=errors,
        line_buffering=buffered,
        write_through=through,
    )
    output.at_once = unbuffered
    return output
