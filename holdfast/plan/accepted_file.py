"""Reads the file of `--accepted`: deviations of one client that somebody accepted, as they were then.

Each becomes an exception as those of the client file are, but is about one deviation with the values that it had. What
an entry says of object and property is for people who review the file; when it is not what the fingerprint
stands for, the entry accepts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.plan import Deviation, PlannedException
from holdfast.model.status import Status
from holdfast.plan.accepted import last_day
from holdfast.plan.mistakes import Mistakes, Slug
from holdfast.plan.shapes import AcceptedShape
from holdfast.plan.validation import validated
from holdfast.plan.words import found
from holdfast.plan.yaml_file import read

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from holdfast.plan.node import Node


def accepted_in(path: Path, client: str, today: date) -> tuple[PlannedException, ...]:
    """Return what a file accepts, in its order; an entry whose last day is over is among it, and accepts nothing.

    Args:
        path: the file, as it was typed.
        client: whose deviations they have to be.
        today: from which the last day of an entry may not be too far.

    Raises:
        InputErrors: every mistake in it.
    """
    mistakes = Mistakes()
    root = read(path, str(path), mistakes)
    node = validated(root, AcceptedShape, mistakes) if root is not None else None
    whose = node.get("client") if node is not None else None
    if whose is not None and not whose.broken and whose.value != client:
        sentence = f"expected {client}, whose check it is for, found {found(whose.value)}"
        mistakes.add(whose.place, Slug.WRONG_VALUE, sentence)
    entries = node.get("accepted") if node is not None else None
    planned = _planned(entries.elements() if entries is not None else (), today, mistakes)
    mistakes.raise_if_any()
    return planned


def _planned(entries: tuple[Node, ...], today: date, mistakes: Mistakes) -> tuple[PlannedException, ...]:
    first: dict[str, int] = {}
    planned = []
    for node in entries:
        expires = last_day(node, today, mistakes)
        fingerprint = node.text("fingerprint")
        if node.broken or fingerprint is None:
            continue
        line = first.setdefault(fingerprint, node.place.line)
        if line != node.place.line:
            sentence = f"line {line} has an entry of this fingerprint: keep one"
            mistakes.add(node.place, Slug.DUPLICATE_EXCEPTION, sentence)
        status = node.text("status")
        if expires is not None and status is not None:
            planned.append(
                PlannedException(
                    control="",
                    object="",
                    property=(),
                    unmanaged="",
                    reason=node.text("reason") or "",
                    owner=node.text("owner") or "",
                    expires=expires,
                    place=str(node.place),
                    deviation=_deviation(node, fingerprint, Status(status)),
                )
            )
    return tuple(planned)


def _deviation(node: Node, fingerprint: str, status: Status) -> Deviation:
    expected, live = (node.items().get(name) for name in ("expected", "found"))
    return Deviation(
        fingerprint=fingerprint,
        status=status,
        object=node.text("object") or "",
        property=node.text("property") or "",
        expected=expected.plain() if expected is not None else None,
        found=live.plain() if live is not None else None,
    )
