"""How sure we are of a statement about the real service: seen in an answer, read in its documentation, or assumed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Mark = Literal["verified", "documented", "assumed"]
MARKS: tuple[Mark, ...] = ("verified", "documented", "assumed")
"""The strongest first."""
_DAY = re.compile(r"20\d\d-[01]\d(-[0-3]\d)?")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a statement about the real service rests on; made by `verified`, `documented` and `assumed`."""

    mark: Mark
    source: str
    """The captured answer, the page, or why we believe it."""
    date: str
    """ISO day or month in which it was captured or read; "" for what is assumed."""

    def __str__(self) -> str:
        """One line for a page: "documented (https://…, 2026-11-24)"."""
        return f"{self.mark} ({', '.join(part for part in (self.source, self.date) if part)})"


def verified(capture: str, date: str) -> Evidence:
    """A real service answered so.

    Args:
        capture: where the captured answer is: a file of this repository, or whose publication it stands in.
        date: ISO day or month in which it was captured or published.

    Raises:
        ValueError: no capture is named, or the date is none.
    """
    return _dated("verified", capture, date)


def documented(page: str, date: str) -> Evidence:
    """A page of Microsoft's, or of its published sources, says so.

    Args:
        page: its URL.
        date: ISO day on which it was read.

    Raises:
        ValueError: it is no URL, or the date is none.
    """
    if not page.startswith("https://"):
        raise ValueError(f"'{page}' is no page: documented needs an https:// URL")
    return _dated("documented", page, date)


def assumed(why: str) -> Evidence:
    """Nobody has said so; `why` tells what makes it likely.

    Raises:
        ValueError: it does not say why.
    """
    if not why.strip():
        raise ValueError("an assumption says why it is likely")
    return Evidence("assumed", why, "")


def _dated(mark: Mark, source: str, date: str) -> Evidence:
    if not source.strip():
        raise ValueError(f"what is {mark} names its source")
    if not _DAY.fullmatch(date):
        raise ValueError(f"'{date}' is no day or month such as 2026-11-24 (source: {source})")
    return Evidence(mark, source, date)
