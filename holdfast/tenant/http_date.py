"""A date of HTTP, in any of the forms that are still about, read alike wherever this machine is."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def http_date(text: str) -> datetime:
    """Return the moment that a header such as `Date` tells, in UTC.

    One that says no zone is of UTC: every date of HTTP is, its form of C's asctime says so in no word, and `-0000` is
    a clock that knows no place. Source: https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats (2026-11-29).

    Raises:
        ValueError: when it is no date, or one of a year that no clock of ours can show.
    """
    try:
        told = parsedate_to_datetime(text)
        return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error
