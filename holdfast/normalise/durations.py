"""Exchange and Purview write days as `2555`, `"2555"`, `2555.00:00:00`, `00:00:00` or `Unlimited`, Graph as `P2555D`.

Source: https://learn.microsoft.com/powershell/module/exchange/set-mailbox and new-compliancetag (2026-11-24);
the timespan form of a litigation hold's duration is assumed from live captures of other timespans.
"""

from __future__ import annotations

import re

UNLIMITED = "unlimited"
"""What an endless duration is called inside Holdfast."""

_TIMESPAN = re.compile(r"^(?P<days>[0-9]{1,9})(?:\.00:00:00(?:\.0+)?)?$|^00:00:00(?:\.0+)?$")
"""Days, or a timespan of whole ones; one of none is written without them, as .NET writes it."""
_DAYS = re.compile(r"P([0-9]{1,9})D", re.IGNORECASE)
_PERIOD = re.compile(
    r"P(?=.*[1-9])(?:[0-9]{1,9}D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
"""`Edm.Duration` without a sign: it has no years, months or weeks.

Source: https://docs.oasis-open.org/odata/odata-csdl-json/v4.01/odata-csdl-json-v4.01.html#sec_Duration (recalled,
2026-11-30).
"""


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


def days_of_period(text: str) -> int | None:
    """Return the days of a period such as `P180D`; None of one that is written otherwise (`P6M`, `PT8H`)."""
    found = _DAYS.fullmatch(text)
    return int(found[1]) if found else None


def is_period(text: str) -> bool:
    """Return whether a text is a time longer than none, as Graph writes one: `P180D`, `PT8H`."""
    return _PERIOD.fullmatch(text) is not None


def at_least(found: int | str | None, asked: int | str | None) -> bool:
    """Return whether the duration `found` is as long as `asked`; both in the form of `parse_days`."""
    if found in {asked, UNLIMITED}:
        return True
    return isinstance(found, int) and isinstance(asked, int) and found >= asked
