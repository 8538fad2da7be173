"""How Exchange writes and reads dates, durations and flags (api-facts 6.2)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

UNLIMITED = "Unlimited"

_NO_DAY = "00:00:00"
"""How .NET writes a timespan of nothing: without days."""
_TIMESPAN = re.compile(rf"(?P<days>\d{{1,7}})(\.00:00:00)?|{_NO_DAY}")
_MOMENT_FORMATS = (
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %I:%M:%S %p",
)


def wire_moment(moment: datetime | str) -> str:
    """A moment as a System.DateTime in JSON: "2026-01-31T12:00:00.0000000Z"; a text is ISO 8601."""
    if isinstance(moment, str):
        moment = parse_moment(moment)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"


def wire_days(days: int | None) -> str:
    """A duration as a timespan, None as Unlimited: 2555 -> "2555.00:00:00", 0 -> "00:00:00"."""
    if days is None:
        return UNLIMITED
    return f"{days}.00:00:00" if days else _NO_DAY


def parse_days(value: Any) -> int:
    """Whole days from 30, "30" or "30.00:00:00"; none from "00:00:00" as well.

    Raises:
        ValueError: anything else.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    found = _TIMESPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f'Cannot convert value "{value}" to a duration in whole days.')
    return int(found["days"] or 0)


def parse_moment(value: Any) -> datetime:
    """A moment in UTC from ISO 8601 or an American date; without a zone it is UTC.

    Raises:
        ValueError: anything else.
    """
    text = str(value).strip()
    try:
        # .NET writes seven digits of a second, Python reads six.
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        moment = _american_moment(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def parse_boolean(value: Any) -> bool:
    """A flag from a JSON boolean, or a text as PowerShell writes it: "True", "$false".

    Raises:
        ValueError: anything else.
    """
    if isinstance(value, bool):
        return value
    text = value.strip().lower().removeprefix("$") if isinstance(value, str) else ""
    if text not in {"true", "false"}:
        raise ValueError(f'Cannot convert value "{value}" to type "System.Boolean".')
    return text == "true"


def _american_moment(text: str) -> datetime:
    for one in _MOMENT_FORMATS:
        try:
            return datetime.strptime(text, one).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise ValueError(f'Cannot convert value "{text}" to type "System.DateTime".')
