"""Exchange writes a size for people, with the exact number of bytes behind it, or `Unlimited`.

Source: `30 GB (32,212,254,720 bytes)` of a live row of `Get-Mailbox` (2026-11-24, research notes api-facts 6.2).
"""

from __future__ import annotations

import re

from holdfast.normalise.durations import UNLIMITED

_SIZE = re.compile(r"[0-9]+(?:\.[0-9]+)? (?:B|KB|MB|GB|TB) \((?P<bytes>[0-9]{1,3}(?:,[0-9]{3}){0,6}) bytes\)")


def parse_bytes(text: str) -> int | str | None:
    """Return bytes, `UNLIMITED`, or None for a text of another form: digits grouped otherwise are none of them."""
    if text.casefold() == UNLIMITED:
        return UNLIMITED
    found = _SIZE.fullmatch(text)
    return int(found["bytes"].replace(",", "")) if found else None
