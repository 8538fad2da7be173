"""Bodies of requests as they were before a client packed them."""

from __future__ import annotations

import zlib

_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""`wbits` for zlib, by content coding (RFC 9110, 8.4.1)."""
LARGEST_BYTES = 30 * 1024 * 1024
"""Largest body, unpacked; IIS, behind which Graph stands, takes 30,000,000 bytes by default (assumed)."""


class ContentError(Exception):
    """A body that cannot be unpacked.

    Args:
        status: HTTP status of the refusal.
        code: `error.code` of it.
        message: text for people.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def decoded(body: bytes, encoding: str) -> bytes:
    """The body without its content codings, the last applied taken off first.

    Args:
        body: as it came.
        encoding: header Content-Encoding, "" when there was none; gzip, deflate and identity are known.

    Raises:
        ContentError: 415 for another coding, 400 for what is not packed so, 413 for one too large.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name == "identity":
            continue
        if name not in _PACKED:
            raise ContentError(
                415, "UnsupportedMediaType", f"The content encoding '{name}' is not supported: use gzip."
            )
        body = _unpacked(body, name)
    if len(body) > LARGEST_BYTES:
        raise ContentError(413, "RequestEntityTooLarge", "The request body is too large.")
    return body


def _unpacked(body: bytes, name: str) -> bytes:
    unpacker = zlib.decompressobj(_PACKED[name])
    try:
        unpacked = unpacker.decompress(body, LARGEST_BYTES + 1)
    except zlib.error as error:
        raise ContentError(400, "BadRequest", f"The request body is not valid {name}.") from error
    if len(unpacked) <= LARGEST_BYTES and not unpacker.eof:
        raise ContentError(400, "BadRequest", f"The request body is not valid {name}.")
    return unpacked
