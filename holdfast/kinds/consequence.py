"""What follows from an entry of `i_understand`, in its own words: what the refusal prints, and the entry has to say.

A word that agrees, such as "yes", says nothing of what is agreed to; whoever reads the client file, or its review, has
to find there what follows (see docs/decisions/2026-11-27-the-consequence-in-its-own-words.md). Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from holdfast.kinds.protecting import NOTHING
from holdfast.model.letters import one_case
from holdfast.normalise.empties import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind

Declared = Mapping[tuple[str, str], Mapping[str, Any]]
"""Inputs of what a program declares, by type token and natural key in lower case."""
DELETED = "deleted"
"""What an entry of `i_understand` names in the place of a property where the whole object goes."""


def consequence_of(name: str, path: str, value: Any, one_way: str = "") -> str:
    """Return what follows from it that a property becomes a value, as one sentence without a full stop.

    Args:
        name: `<Kind>/<name>` of the object.
        path: the property's, or `DELETED`.
        value: in plain JSON values; None or `NOTHING` for none.
        one_way: what cannot be taken back, where it is such a step (see `one_way_of`).
    """
    if one_way:
        return one_way
    called = name.partition("/")[2]
    if path.casefold() == DELETED:
        return f"what {called} keeps may be erased from then on"
    # Words at both ends: what is said of one value is no part of what is said of another one.
    return f"with {path} {_told(value)} {called} protects less"


def one_way_of(kinds: Iterable[Kind], name: str, path: str, value: Any) -> str:
    """Return what cannot be taken back of a property's becoming a value; empty where it can, or nothing is known of it.

    Args:
        kinds: all there are.
        name: `<Kind>/<name>` of the object, in any letter case.
        path: the property's, in any letter case.
        value: in plain JSON values.
    """
    called = name.partition("/")[0].casefold()
    return next(
        (
            field.one_way
            for kind in kinds
            if kind.name.casefold() == called
            for field in kind.fields
            if field.name.casefold() == path.casefold() and field.is_one_way(value)
        ),
        "",
    )


def one_way_steps(kind: Kind, inputs: Mapping[str, Any], declared: Declared) -> Iterator[Field]:
    """Yield the properties by which an object does what nothing takes back, whether or not it is due.

    Args:
        kind: of the object.
        inputs: of the object.
        declared: what the program declares beside. Of what is not among it, such as another program's, the worst is
            taken: whoever agrees knows what it is.
    """
    for field in kind.fields:
        value, by = inputs.get(field.name), field.one_way_by
        if not field.is_one_way(value):
            continue
        beside = declared.get((by.token, one_case(str(value)))) if by else None
        if by is None or beside is None or str(beside.get(by.property)).casefold() in by.words:
            yield field


def says(written: str, consequence: str) -> bool:
    """Return whether what is written says a consequence, in any letter case and with any words around it."""
    return re.search(rf"(?<!\w){re.escape(_plain(consequence))}(?!\w)", _plain(written)) is not None


def _told(value: Any) -> str:
    if is_empty(value):
        return NOTHING
    if isinstance(value, dict):
        return ", ".join(f"{name} {_told(value[name])}" for name in sorted(value))
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
