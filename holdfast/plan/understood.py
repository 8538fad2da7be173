"""Reads `i_understand` of a client file: which property of which object may become what, and what follows from it.

An entry whose consequence is not said in its own words agrees to nothing, by either door: the file is refused.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from holdfast.kinds.consequence import consequence_of, one_way_of, says
from holdfast.model.accepted import OBJECT, names_one
from holdfast.model.letters import one_case
from holdfast.model.understood import as_said
from holdfast.plan.mistakes import Slug
from holdfast.plan.words import found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.kinds.kind import Kind
    from holdfast.model.understood import Understood
    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node, Place

_NO_VALUE = (
    "names no `value`: say what the property may become, such as `value: 365` for a duration (which may stay longer), "
    "`value: [a, b]` for all members of a list, or `value: nothing`; without the entry, `holdfast preview` prints the "
    "line to write"
)
_NEVER_ASKED = (
    "no value protects more, so that the entry agrees to nothing; take it out, or say what is meant"
)


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
        if not node.whole or name is None or not isinstance(name.value, str):
            continue
        first = seen.setdefault((one_case(name.value), path.casefold()), name.place)
        value, consequence = node.get("value"), node.text("consequence") or ""
        one = as_said(name.value, path, value.plain() if value else None, consequence, str(node.place))
        said.append(one)
        # Without wildcards: whoever understands a consequence names the object.
        if not OBJECT.fullmatch(name.value) or not names_one(name.value):
            sentence = (
                "expected <Kind>/<name> of one object, such as RetentionLabel/Business record, with \\* and \\? for "
                f"these signs in its name, found {found(name.value)}"
            )
            mistakes.add(name.place, Slug.BAD_UNDERSTANDING, sentence)
        elif first is not name.place:
            sentence = f"line {first.line} says the same of it: keep one"
            mistakes.add(name.place, Slug.BAD_UNDERSTANDING, sentence)
        elif value is None:
            mistakes.add(node.place, Slug.BAD_UNDERSTANDING, _NO_VALUE)
        elif consequence.strip() and (sentence := _unsaid(one)):
            mistakes.add(node.place, Slug.BAD_UNDERSTANDING, sentence)
    return tuple(said)


def _unsaid(one: Understood) -> str:
    """Return what the consequence of an entry has to say and does not; empty where it does.

    Of a value that the property cannot have nothing follows: it is told instead of words that would agree to nothing.
    """
    from holdfast.kinds.registry import kinds

    every = kinds().values()
    if wrong := _wrong(every, one):
        return f"`value` of `{one.property}` {wrong}"
    expected = consequence_of(
        one.object, one.property, one.value, one_way_of(every, one.object, one.property, one.value)
    )
    if says(one.consequence, expected):
        return ""
    return (
        "`consequence` has to say what follows from it, in these words and any of yours around them: "
        f"{json.dumps(expected, ensure_ascii=False)}"
    )


def _wrong(kinds: Iterable[Kind], one: Understood) -> str:
    """Return what is wrong with the value of an entry; empty where nothing, or its kind has no such property."""
    from holdfast.kinds.nameable import is_never_asked, weakened, wrong_value

    named = one.object.partition("/")[0].casefold()
    for kind in kinds:
        path = weakened(kind, one.property) if kind.name.casefold() == named else None
        if path is not None and (wrong := wrong_value(kind, path, one.value)):
            return wrong
        if path is not None and is_never_asked(kind, path, one.value):
            return f"is {json.dumps(one.value)}, which nobody is asked about: {_NEVER_ASKED}"
    return ""
