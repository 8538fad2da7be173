"""What a list was narrowed by, and whether the rows that came fit it: the one place where both are written.

A service may pass over a filter and answer with everything, and a batch may mix its answers up. A row that was not
asked for would be taken for one that was: any role would make a Global Administrator. So every row is held against what
was asked, and one that does not fit makes the whole list not understood.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

Row: TypeAlias = Mapping[str, Any]

_PLAIN = "'(),/:"
"""Signs of a filter that an address may hold as they are."""


@value_class
class Condition:
    """A condition in its service's own language, and what it means."""

    text: str
    """As it is sent, not yet quoted."""
    fits: Callable[[Row], bool] | None
    """Whether a row is one that was asked for; None where the row does not say."""
    unchecked: str = ""
    """Why rows cannot be held against it, where they cannot."""

    def __post_init__(self) -> None:
        """Make sure that nothing is left unchecked without a word."""
        if (self.fits is None) != bool(self.unchecked):
            raise ValueError(f"{self.text}: either rows are held against it, or it is said why not")

    def on(self, path: str) -> str:
        """Return the address of a Graph collection at `path`, which may have a query, narrowed by this."""
        if not self.text:
            return path
        below, _, query = path.partition("?")
        wanted = f"$filter={quote(self.text, safe=_PLAIN)}"
        return f"{below}?{'&'.join(filter(None, [wanted, query]))}"

    def held(self, what: str, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return `rows`, which were asked of `what`, when each fits.

        Raises:
            ReadError: when one does not.
        """
        if self.fits and not all(isinstance(row, Mapping) and self.fits(row) for row in rows):
            told = f"{what.partition('?')[0]}: the answer has rows that were not asked for by the filter {self.text}"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        return list(rows)


EVERYTHING = Condition("", None, "nothing is left out")
"""No condition."""


def equal(name: str, value: str) -> Condition:
    """Return the condition that the property `name` says `value`."""
    return Condition(f"{name} eq {quoted(value)}", lambda row: alike(row.get(name), value))


def one_of(name: str, values: Iterable[str]) -> Condition:
    """Return the condition that the property `name` says one of `values`."""
    wanted = sorted(values, key=lambda one: (one.casefold(), one))  # the same question in whatever letters
    known = {plain(one) for one in wanted}
    text = f"{name} in ({','.join(quoted(one) for one in wanted)})"
    return Condition(text, lambda row: isinstance(row.get(name), str) and plain(row[name]) in known)


def alike(found: object, wanted: str) -> bool:
    """Return whether a service may have taken `found` for `wanted`.

    The directory compares names in any letter case; that it also passes over accents and blanks at the ends is not
    known, so those make no row a strange one. What is meant among the rows is decided by whoever asked.
    """
    return isinstance(found, str) and plain(found) == plain(wanted)


def quoted(text: str) -> str:
    """Return a text as a filter of Graph holds it."""
    return "'" + text.replace("'", "''") + "'"


def plain(text: str) -> str:
    """Return the letters of a text, without case, accents and blanks at the ends."""
    folded = text.strip().casefold()
    if folded.isascii():  # nearly every name, of which one has nothing to take apart
        return folded
    letters = unicodedata.normalize("NFKD", folded)
    return "".join(one for one in letters if not unicodedata.combining(one))
