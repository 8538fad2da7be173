"""Moments as Graph takes them in filters."""

from __future__ import annotations

from datetime import UTC, datetime


def to_second(moment: datetime) -> str:
    """Return a moment as a filter of Graph takes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
