"""What rows of a population have that this version does not know: told, since it may be what leaves somebody out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.statement import beside, leaves_out, new_and_said, watched_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.statement import Node

    Row = Mapping[str, Any]


def unknown(known: Mapping[str, Node], row: Row) -> list[str]:
    """Return the dotted wire paths of what `row` has and is not among what is `known`; null says nothing."""
    said = beside(known, row, (), ())
    return sorted({*said.drift, *said.notes})


def narrowing(known: Mapping[str, Node], row: Row) -> str:
    """Return why it is unknown what a member is, where it leaves something out that this version does not know.

    Returns:
        The rest of a sentence that begins with the member; empty where there is nothing.
    """
    names = sorted(beside(known, row, (), ()).drift)
    return (
        f"has {', '.join(names)}, which this version does not know and which leaves something out"
        if names
        else ""
    )


def all_known(known: Mapping[str, Node], row: Row, why: str, *, but_exceptions: bool = False) -> None:
    """Do nothing where all that `row` says is `known`; what is false or empty says nothing.

    Args:
        known: see `Kind.names`.
        row: such as that of a rule, among whose properties its conditions, exceptions and actions stand.
        why: why it has to be known, after "which is not ".
        but_exceptions: whether what is called an exception does no harm.

    Raises:
        MisreadError: it says something new.
    """
    for name in new_and_said(known, row):
        if not (but_exceptions and leaves_out(name)):
            raise MisreadError(name, why, row.get(name))


def asked_by_name(*lists: str) -> str:
    """Return what a kind omits where of `lists`, cmdlets and paths, only what is judged is looked at."""
    told = ", ".join(f"`{one}`" for one in lists)
    return f"What is new in the rows of {told} is not told: as they may be many, what is judged is taken by name."


def told_new(found: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return sentences about what was `found`: the cmdlet or path that answered, and the name."""
    return tuple(
        f"the tenant has {name} in `{where}`, which this version does not know"
        for where, name in sorted(found)
    )


def news_of(kind: Kind, objects: Iterable[LiveObject]) -> tuple[str, ...]:
    """Return sentences about what `objects` of `kind`, which decide about a rule as well, have that is new."""
    names = {
        name
        for one in objects
        for name in (*one.notes, *(path for path in one.unmodelled if watched_at(kind.watched, path) is None))
    }
    title = kind.title
    return tuple(
        f"the tenant has {name} in a {title}, which this version does not know" for name in sorted(names)
    )


def news(where: str, known: Mapping[str, Node], rows: Sequence[Row]) -> tuple[str, ...]:
    """Return sentences about all that `rows`, which the cmdlet or path `where` answered with, have that is new."""
    return told_new({(where, name) for row in rows for name in unknown(known, row)})
