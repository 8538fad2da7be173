"""What a client file agrees to of what protects less: `i_understand`, and how it travels to the provider."""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.model.accepted import real_name
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable


@value_class
class Understood:
    """A consequence that the client file says is understood: one property of one object may become one weaker value."""

    object: str
    """`<Kind>/<name>`, such as `RetentionLabel/Business record`."""
    property: str
    """Property path in Pulumi's names, such as `retentionDurationDays`."""
    value: Any
    """What it may become, in plain JSON values: a floor for a duration, else exactly this; `nothing` for no value."""
    consequence: str
    """What follows, in its own words (see `holdfast.kinds.consequence`), and in any others around them."""
    place: str = field(default="", compare=False)
    """`file:line` of it; empty where it is of no file."""


def as_said(
    object: str,  # noqa: A002 - the file's words
    property: str,  # noqa: A002
    value: Any,
    consequence: str,
    place: str = "",
) -> Understood:
    """Return an entry as the client file says it; its `object` is in the grammar of `holdfast.model.accepted`."""
    return Understood(real_name(object), property, value, consequence, place)


def to_text(entries: Iterable[Understood]) -> str:
    """Return entries as the provider's configuration holds them, without the client's words; empty for none."""
    said = [{"object": one.object, "property": one.property, "value": one.value} for one in entries]
    return json.dumps(said) if said else ""


def from_text(text: str) -> tuple[Understood, ...]:
    """Return the entries of a configuration.

    A state may hold the form of an older version, which named no values: that agrees to nothing.
    """
    try:
        return tuple(Understood(one["object"], one["property"], one["value"], "") for one in json.loads(text))
    except (ValueError, TypeError, KeyError):
        return ()
