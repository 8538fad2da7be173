"""What protects less afterwards, in words for people, and the line of the client file that agrees to it.

Pure functions. Both doors tell it with these words: `holdfast up` before the engine starts, and the provider when
`pulumi up` was typed.
"""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.consequence import DELETED, consequence_of
from holdfast.kinds.field import Protects
from holdfast.kinds.protecting import NOTHING
from holdfast.model.accepted import as_written
from holdfast.model.errors import RefusedError
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class
from holdfast.normalise.empties import is_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind

    Shown = Callable[[Any], Any]
    """Returns a text as people know it, such as an id with its name; everything else as it is."""


@value_class(order=True)
class Loosened:
    """One property that protects less afterwards."""

    object: str
    """`<Kind>/<name>`, as `i_understand` in the client file names it: `RetentionLabel/Business record`."""
    path: str
    """Property path in Pulumi's names."""
    told: str
    """What changes, as `difference` says it."""
    urn: str = ""
    """Empty where it is not known."""
    value: Any = field(default=None, compare=False)
    """What the property becomes, in plain JSON values: what an entry of the client file has to name."""
    one_way: str = ""
    """What cannot be taken back, where it is such a step."""
    later: bool = field(default=False, compare=False)
    """It is of what is off, and protects nothing until somebody enables it. It is asked about all the same: who enables
    it only adds protection, so that nothing asks then how far it reaches."""

    @property
    def sentence(self) -> str:
        """What changes, in one line without a full stop."""
        return f"{self.object} {self.path}: {self.told}"

    @property
    def entry(self) -> str:
        """The line to write below `i_understand`; valid YAML whatever the names are."""
        agreed = NOTHING if is_empty(self.value) else self.value
        said = consequence_of(self.object, self.path, agreed, self.one_way)
        name, value, consequence = map(_as_yaml, (as_written(self.object), agreed, said))
        return f"    - {{object: {name}, property: {self.path}, value: {value}, consequence: {consequence}}}"


_WHEN = {
    False: "this would protect less than now",
    True: "this is off now and protects nothing, and would protect less once it is enabled",
}
"""How a refusal begins that is of what is on, or off."""
NOTHING_CHANGED = "Nothing was changed"
"""How a refusal ends that comes before anything is written."""
NOT_CHANGED = "It was not changed"
"""How one ends that is of one object, while others of the same run may have been written."""


def entries_to_add(loosened: Iterable[Loosened], unchanged: str = NOTHING_CHANGED) -> str:
    """Return how a message ends that asks for entries: where they go, each on a line of its own, and what stayed."""
    lines = "\n".join(one.entry for one in loosened)
    where = (
        "read what follows from it, and if it is meant, add below holdfast:i_understand in the client file"
    )
    return f"{where}:\n{lines}\n{unchanged}"


def ended(kind: Kind, inputs: Mapping[str, Any], urn: str = "") -> Loosened:
    """Return what is told of an object that protects data and would be deleted, or lift its holds."""
    name = f"{kind.name}/{kind.key_of(inputs)}"
    return Loosened(name, DELETED, "what it keeps may be erased from then on", urn, value=True)


def end_not_understood(
    ended_ones: Sequence[Loosened], place: str = "the client file", unchanged: str = NOTHING_CHANGED
) -> RefusedError:
    """Return the refusal of deletions that the client file allows and does not agree to: `deletion-not-understood`."""
    told = "; ".join(one.sentence for one in ended_ones)
    return RefusedError(
        "deletion-not-understood",
        f"{place} allows that what protects data is deleted, and this would be ({told}): take it out of there, and it "
        f"stays in the tenant, or {entries_to_add(ended_ones, unchanged)}",
    )


def not_understood(loosened: Sequence[Loosened], unchanged: str = NOTHING_CHANGED) -> RefusedError:
    """Return the refusal of what the client file does not agree to: `not-understood`, with the lines to write."""
    told = [
        f"{when}: {'; '.join(some)}"
        for later, when in _WHEN.items()
        if (some := [one.sentence for one in loosened if one.later is later])
    ]
    return RefusedError(
        "not-understood", f"{'; '.join(told)}; set it back, or {entries_to_add(loosened, unchanged)}"
    )


def difference(was: Any, becomes: Any, shown: Shown = lambda value: value, field: Field | None = None) -> str:
    """Return what changes from one value of a property, its `field`, to another.

    Of a list that is what comes and what leaves, and of one that is emptied, what there was.
    """
    if is_empty(becomes):
        everything = field is not None and field.protecting is Protects.ALLOWED
        return f"{words(was, shown)} becomes {NOTHING}{', which allows everything' if everything else ''}"
    if not _is_list(was) or not _is_list(becomes):
        return f"{words(was, shown)} becomes {words(becomes, shown)}"
    added, dropped = _beyond(becomes, was), _beyond(was, becomes)
    if added and dropped and _holds_groups(becomes):
        return f"{words(dropped, shown)} becomes {words(added, shown)}"
    told = [f"{verb} {words(some, shown)}" for verb, some in (("adds", added), ("drops", dropped)) if some]
    return ", ".join(told)


def words(value: Any, shown: Shown) -> str:
    """Return a value as people read it: names beside ids, members in one line, `nothing` where there is none."""
    if is_empty(value):
        return NOTHING
    if isinstance(value, dict):
        said = (name for name in sorted(value) if not is_empty(value[name]))
        return ", ".join(f"{name} {words(value[name], shown)}" for name in said)
    if isinstance(value, list):
        return ("; " if _holds_groups(value) else ", ").join(words(one, shown) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(shown(value))


def _as_yaml(value: Any) -> str:
    """Return a value as YAML in one line: as JSON, in which what YAML refuses to have unescaped is escaped."""
    said = json.dumps(value, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in said)


def _is_list(value: Any) -> bool:
    """Return whether a value is a list, or none."""
    return value is None or isinstance(value, list)


def _holds_groups(values: Iterable[Any]) -> bool:
    return any(isinstance(one, dict) for one in values)


def _beyond(some: list[Any] | None, others: list[Any] | None) -> list[Any]:
    """Return the members of a list that the other one has not, in any letter case."""
    known = {one_case(words(one, str)) for one in others or ()}
    return [one for one in some or () if one_case(words(one, str)) not in known]
