"""The one form of a JSON value: RFC 8785, so that a digest or a signature of it can be made anew by anybody.

Source: https://www.rfc-editor.org/rfc/rfc8785 (recalled).
"""

from __future__ import annotations

import hashlib
from math import isfinite
from typing import Any

import rfc8785

_MOST = 2**53 - 1
"""Beyond it numbers of RFC 8785 are not exact."""


def canonical(value: Any) -> bytes:
    """Return the canonical form, UTF-8, of a value that JSON knows.

    Raises:
        ValueError: when it holds what the form has no place for; see `kept`.
        TypeError, AttributeError: when it holds what JSON has no place for.
    """
    return rfc8785.dumps(value)


def kept(value: Any) -> Any:
    """Return a JSON value as the canonical form can hold it: what it has no place for becomes text that tells it.

    These are whole numbers that are not exact as floating-point numbers, numbers that are none, and halves of letters
    beyond the first plane of Unicode.
    """
    if isinstance(value, dict):
        return {kept(str(name)): kept(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [kept(member) for member in value]
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, bool) or value is None:
        return value
    exact = isfinite(value) if isinstance(value, float) else abs(value) <= _MOST
    return value if exact else str(value)


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, 64 hexadecimal digits: what `sha256sum` prints."""
    return hashlib.sha256(content).hexdigest()
