"""Exchange and Purview write days as `2555`, `"2555"`, `2555.00:00:00`, `00:00:00` or `Unlimited`.

Source: https://learn.microsoft.com/powershell/module/exchange/set-mailbox and new-compliancetag (2026-11-24);
the timespan form of a litigation hold's duration is assumed from live captures of other timespans.
"""

from __future__ import annotations

import re

UNLIMITED = "unlimited"
"""What an endless duration is called inside Holdfast."""

_TIMESPAN = re.compile(r"^(?P<days>[0-9]{1,9})(?:\.00:00:00(?:\.0+)?)?$|^00:00:00(?:\.0+)?$")
"""Days, or a timespan of whole ones; one of none is written without them, as .NET writes it."""


def parse_days(value: str | float | None) -> int | str | None:
    """Return whole days, `UNLIMITED`, or None where nothing is set.

    A text that is neither is returned as it is, so that it is compared and shown, never lost.
    """
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if text.casefold() == UNLIMITED:
        return UNLIMITED
    found = _TIMESPAN.match(text)
    return int(found["days"] or 0) if found else text


def at_least(found: int | str | None, asked: int | str | None) -> bool:
    """Return whether the duration `found` is as long as `asked`; both in the form of `parse_days`."""
    if found in {asked, UNLIMITED}:
        return True
    return isinstance(found, int) and isinstance(asked, int) and found >= asked
