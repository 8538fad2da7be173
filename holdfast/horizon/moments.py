"""Moments as Graph and Exchange write them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from holdfast.kinds.decode import MisreadError


def as_moment(value: Any, path: str) -> datetime:
    """Return a moment in UTC.

    Raises:
        MisreadError: it is no moment of ISO 8601 with a zone.
    """
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise MisreadError(path, "a moment", value) from None
    if moment.tzinfo is None:
        raise MisreadError(path, "a moment with its zone", value)
    return moment.astimezone(UTC)


def to_second(moment: datetime) -> str:
    """Return a moment as a filter of Graph takes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
