"""Days as people write them in a client's file."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?: 00:00:00 \+0000 UTC)?", re.ASCII)
"""A day, also as Pulumi writes an unquoted one back when it saves a stack file (seen with v3.259.0)."""


def day_of(value: object) -> date | None:
    """Return the day that a text such as `2027-03-31` names, if it does."""
    written = _DAY.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        return None
    try:
        return date.fromisoformat(written["day"])
    except ValueError:
        return None


def latest_today(today: date) -> date:
    """Return the latest day that it can be for anybody who writes a file now.

    Args:
        today: the day in UTC. East of it, up to UTC+14, people are in the next one for hours.
    """
    return today + timedelta(days=1)
