"""One rule by which data is erased, as a row of the table of grace periods."""

from __future__ import annotations

from enum import StrEnum

from holdfast.model.value_class import value_class


class Mark(StrEnum):
    """How sure a rule is."""

    VERIFIED = "verified"
    """The passage was read on the page named."""
    EXCERPT = "excerpt"
    """A first-party passage was read, as a stored excerpt of the page."""
    SECONDARY = "secondary"
    """Somebody else says so."""
    RECALLED = "recalled"
    """Nobody's page was read."""
    INFERRED = "inferred"
    """Follows from verified passages beside it."""


@value_class(kw_only=True)
class Period:
    """One rule by which data is erased."""

    id: str
    object: str
    trigger: str
    """What its days count from."""
    days: int | None
    """None: nothing is erased by it."""
    kept_by: str
    source: str
    """Page, with the day or month of its text."""
    mark: Mark
    not_looked_at: str = ""
    """Why no command looks at it; empty where `holdfast horizon` does."""
    contract: str = ""
    """The client's words where a contract sets `days` otherwise."""
