"""Reads `i_understand` of a client file: which property of which object may become what, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.accepted import OBJECT, names_one
from holdfast.model.understood import YOUR_WORDS, as_said
from holdfast.plan.mistakes import Slug
from holdfast.plan.words import found

if TYPE_CHECKING:
    from holdfast.model.understood import Understood
    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node, Place

_NO_VALUE = (
    "names no `value`: say what the property may become, such as `value: 365` for a duration (which may stay longer), "
    "`value: [a, b]` for all members of a list, or `value: nothing`; without the entry, `holdfast preview` prints the "
    "line to write"
)
_NO_WORDS = "expected what follows from it, in your own words"


def understood(config: Node, mistakes: Mistakes) -> tuple[Understood, ...]:
    """Return the consequences that the client file says are understood; of use only when `mistakes` stays empty.

    Args:
        config: The client's `config:` group.
        mistakes: Takes what is wrong.
    """
    entries = config.get("holdfast:i_understand")
    seen: dict[tuple[str, str], Place] = {}
    said = []
    for node in entries.elements() if entries is not None else ():
        name, path = node.get("object"), node.text("property") or ""
        if node.broken or name is None or name.broken or not isinstance(name.value, str):
            continue
        first = seen.setdefault((name.value.casefold(), path.casefold()), name.place)
        # Without wildcards: whoever understands a consequence names the object.
        if not OBJECT.fullmatch(name.value) or not names_one(name.value):
            sentence = (
                "expected <Kind>/<name> of one object, such as RetentionLabel/Business record, with \\* and \\? for "
                f"these signs in its name, found {found(name.value)}"
            )
            mistakes.add(name.place, Slug.BAD_UNDERSTANDING, sentence)
        elif first is not name.place:
            mistakes.add(
                name.place, Slug.BAD_UNDERSTANDING, f"line {first.line} says the same of it: keep one"
            )
        value, consequence = node.get("value"), node.text("consequence") or ""
        if value is None:
            mistakes.add(node.place, Slug.BAD_UNDERSTANDING, _NO_VALUE)
        if consequence.strip() == YOUR_WORDS:
            mistakes.add(node.place, Slug.BAD_UNDERSTANDING, _NO_WORDS)
        said.append(as_said(name.value, path, value.plain() if value else None, consequence, str(node.place)))
    return tuple(said)
