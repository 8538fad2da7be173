"""Joins what runs say into spans: runs in a row in which a subject was in one state. Pure.

The order is that of the chain, whatever the clocks said. A run of which nothing can be said ends every span: nobody
looked, and that is a state of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.history.look import in_order, not_looked
from holdfast.model.history import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.history.look import Key, Look, Seen
    from holdfast.model.history import Run, Subject


class Spans:
    """Spans that grow run by run."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        """Go on from spans that were made before."""
        every = list(spans)
        self._closed = [one for one in every if one.last is not None]
        self._open: dict[Key, Span] = {_key(one.subject): one for one in every if one.last is None}

    def add(self, run: Run, look: Look | None) -> None:
        """Add the next run; None in place of a look where nothing can be said of it."""
        known = {key: one.subject for key, one in self._open.items()}
        if look is None:
            seen = {key: not_looked(one, run.problem) for key, one in known.items()}
        else:
            seen = {**{key: look.of(one) for key, one in known.items()}, **look.seen}
        for key, one in seen.items():
            self._see(key, one, run.number)

    def _see(self, key: Key, seen: Seen, number: int) -> None:
        before = self._open.get(key)
        if before and before.state == seen.state:
            by = in_order([*before.by, *seen.by])
            self._open[key] = replace(before, subject=seen.subject, by=by, why=seen.why or before.why)
            return
        if before:
            self._closed.append(replace(before, last=number - 1))
        self._open[key] = Span(
            subject=seen.subject, state=seen.state, first=number, last=None, by=seen.by, why=seen.why
        )

    def all(self) -> tuple[Span, ...]:
        """Return every span, controls first, by subject and then by run; a subject is called as it was last called."""
        named = {key: one.subject for key, one in self._open.items()}
        every = [replace(one, subject=named[_key(one.subject)]) for one in self._closed]
        return tuple(sorted([*every, *self._open.values()], key=_place))


def _key(subject: Subject) -> Key:
    return subject.sort, subject.key


def _place(span: Span) -> tuple[str, str, str, str, str, int]:
    one = span.subject
    return one.sort, one.control, one.type, one.name, one.key, span.first
