"""Graph writes a period as ISO 8601 does, in more than one way: `PT8H` and `PT480M` are the same.

Source: https://learn.microsoft.com/graph/how-to-pim-update-rules (2026-11-27). Months and years have no length of their
own and stand in none of its periods.
"""

from __future__ import annotations

import re

_PERIOD = re.compile(r"P(?:(?P<days>\d{1,6})D)?(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?)?")


def parse_minutes(text: str) -> int:
    """Return the whole minutes of a period of days, hours and minutes.

    Raises:
        ValueError: it is none, or one of no time at all.
    """
    found = _PERIOD.fullmatch(text)
    parts = {name: int(one) for name, one in found.groupdict().items() if one} if found else {}
    if not any(parts.values()):
        raise ValueError(text)
    return (parts.get("days", 0) * 24 + parts.get("hours", 0)) * 60 + parts.get("minutes", 0)
