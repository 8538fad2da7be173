"""TLS connections that are read as far as they have come, and not a record at a time.

A record holds 16 KiB at most, and each that is read by itself passes through every layer of httpx, httpcore and anyio,
which is dearer than to decrypt and to decode it: a page of a thousand rows has some forty. Source:
https://docs.python.org/3/library/ssl.html#ssl.SSLContext.sslobject_class (2026-11-27).
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Records(ssl.SSLObject):
    """One connection."""

    def read(self, len: int = 1024, buffer: Any = None) -> bytes:  # noqa: A002 - the name is the base's
        """Return what has come, up to `len` bytes, of as many records as that is (see `ssl.SSLObject.read`).

        Raises:
            ssl.SSLError: as the base. What ends a connection after records that are whole is told by the next read:
                it stays so.
        """
        if buffer is not None:
            return super().read(len, buffer)
        return b"".join(self._parts(len))

    def _parts(self, most: int) -> Iterator[bytes]:
        """Yield what has come, record by record, up to `most` bytes in all."""
        part = super().read(most)
        yield part
        while part and (most := most - len(part)):
            try:
                part = super().read(most)
            except ssl.SSLError:  # nearly always: there is no more yet
                return
            yield part
