"""What a kind says of the properties that are none of its fields: watched, or harmless and why; and of frozen states.

Nothing that a service answers is passed over in silence. A property is a field; or it is watched, because it narrows
or widens protection: any value but a harmless one is drift; or it is harmless, with the reason in words. A property
that nobody classified is drift inside the closed objects, and a note in the finding elsewhere: also when it is false,
0 or empty, because what that means nobody has said. Only null and an absent property say nothing. Pure functions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.normalise.annotations import TYPE, is_annotation, without_annotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.field import Field

UNMODELLED = "no input can express this: remove it in the tenant"
"""Who can mend what is watched, where the statement says nothing else."""

SOMEBODY = "somebody"
"""What is expected of a list that must not be empty, whoever is in it."""

_LEAVES_OUT = re.compile(r"except|exclu", re.IGNORECASE)
"""A property with such a name narrows protection, whether this version knows it or not."""
_ITEM = re.compile(r"\[[^\]]*\]")


@value_class
class Watched:
    """A property that narrows or widens protection and that no input can express."""

    place: str
    """Dotted wire path, such as `conditions.agents` or `ExchangeLocationException`."""
    why: str
    """What it does to the protection."""
    harmless: tuple[Any, ...] = ()
    """The values that change nothing, the usual one first, and null always; none given: an empty text, list or object,
    because nothing is in it."""
    mend: str = UNMODELLED
    """Who can take it back, and where."""
    seen: str = ""
    """Where it was seen, when the public schema of v1.0 or the recorded rows do not have it."""
    emptied: bool = False
    """Only nothing in it is no harmless value, null too: it says whom something is for, which then is for nobody."""

    @property
    def usual(self) -> Any:
        """What is expected there, for people; None is nothing."""
        return SOMEBODY if self.emptied else next(iter(self.harmless), None)

    def is_harmless(self, value: Any) -> bool:
        """Return whether `value` changes nothing; of another type it is another value."""
        if self.emptied:
            return isinstance(value, list) and not _is_void(value)
        if value is None:
            return True
        if not self.harmless:
            return _is_void(value)
        return not _is_only_typed(value) and any(_same(_said_in(value), one) for one in self.harmless)


@value_class
class Harmless:
    """Properties that neither narrow nor widen protection, whatever their values."""

    names: str
    """Dotted wire paths, a blank between two."""
    why: str
    """The reason, in words."""
    seen: str = ""
    """Where they were seen, when the public schema of v1.0 or the recorded rows do not have them."""


@value_class
class Frozen:
    """A state, told by one value, and what cannot be changed in it."""

    place: str
    """Dotted wire path of something watched, or the name of an input, that tells the state."""
    why: str
    """Why the service refuses, as the rest of a sentence."""
    values: tuple[Any, ...] = ()
    """The values that mean the state, in any letter case; none: whatever is told there."""
    inputs: tuple[str, ...] = ()
    """Inputs that cannot be changed then; none: nothing can."""
    less_only: bool = False
    """Only what makes the object protect less, or takes something out of a list, is refused."""
    unless: str = ""
    """Input by which the program can ask for the state itself: whoever does knows."""


@value_class
class Beside:
    """What a row says beside the fields."""

    drift: dict[str, Any]
    """Value by dotted wire path: watched and not harmless, or unclassified inside a closed object."""
    notes: tuple[str, ...]
    """Dotted wire paths of what nobody classified elsewhere, sorted."""


COVERED = "covered"
"""A node of which nothing below is looked at: a plain field, or harmless."""
Node = Any
"""`COVERED`, a `Watched`, or a dict of nodes by wire name."""


def classified(
    fields: Sequence[Field], watched: Sequence[Watched], harmless: Sequence[Harmless]
) -> dict[str, Node]:
    """Return the tree of all wire names that a kind speaks of.

    Raises:
        ValueError: when two statements are about one name.
    """
    tree = field_names(fields)
    for one in watched:
        _place(tree, one.place, one)
    for group in harmless:
        for name in group.names.split():
            _place(tree, name, COVERED)
    return tree


def field_names(fields: Sequence[Field]) -> dict[str, Node]:
    """Return the tree of the wire names that `fields` cover."""
    tree: dict[str, Node] = {}
    for field in fields:
        *parents, last = field.place
        node = tree
        for name in parents:
            node = node.setdefault(name, {})
        node[last] = field_names(field.fields) if field.fields else COVERED
        if field.enabled_by:
            node[field.enabled_by] = COVERED
    return tree


def beside(
    tree: Mapping[str, Node], row: Mapping[str, Any], closed: Sequence[str], types: Sequence[str]
) -> Beside:
    """Return what `row` says beside the fields.

    Something new inside the `closed` top-level objects is drift, an object of none of the `types` too, where some are
    given, and so is what is called an exception or an exclusion wherever it stands, unless it leaves nothing out.
    """
    drift: dict[str, Any] = {}
    notes: set[str] = set()
    for path, node, value in _said(tree, row, types):
        if isinstance(node, Watched):
            if not node.is_harmless(value):
                drift[path] = _shown(value)
        elif value is not None:
            inside = path.partition(".")[0] in closed
            if inside or (leaves_out(path) and _says_yes(value)):
                drift[path] = _shown(value)
            else:
                notes.add(_place_of(path))
    return Beside(drift, tuple(sorted(notes)))


def new_and_said(tree: Mapping[str, Node], row: Mapping[str, Any]) -> list[str]:
    """Return the dotted wire paths of what nobody classified and that says something in `row`, sorted.

    Where it stands among conditions and exceptions it may be one, so that nobody knows whom the row is for.
    """
    return sorted(path for path, node, value in _said(tree, row, ()) if node is None and _says_yes(value))


def leaves_out(path: str) -> bool:
    """Return whether what stands at the dotted wire `path` is drift by its name: an exception, or an exclusion."""
    return bool(_LEAVES_OUT.search(path.rpartition(".")[2]))


def watched_at(watched: Sequence[Watched], path: str) -> Watched | None:
    """Return the statement about the dotted wire `path`, in which an item's name may stand in brackets."""
    place = _place_of(path)
    return next((one for one in watched if one.place == place), None)


def _place_of(path: str) -> str:
    """Return the wire path without the names of items: `rules[Keep].Mode` is `rules.Mode`."""
    return _ITEM.sub("", path)


def _said(
    tree: Mapping[str, Node], row: Mapping[str, Any], types: Sequence[str], above: str = ""
) -> Iterator[tuple[str, Node, Any]]:
    """Yield path, statement and value of everything watched or unclassified; None stands for no statement."""
    if above and types and row.get(TYPE) is not None and str(row[TYPE]).removeprefix("#") not in types:
        yield f"{above}{TYPE}", None, row[TYPE]
    for name, value in row.items():
        if is_annotation(name):
            continue
        node, path = tree.get(name), f"{above}{name}"
        if node is None or isinstance(node, Watched):
            yield path, node, value
        elif node is not COVERED:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    named = isinstance(value, list) and isinstance(item.get("Name"), str)
                    yield from _said(node, item, types, f"{path}[{item['Name']}]." if named else f"{path}.")


def _shown(value: Any) -> Any:
    """Return `value` without annotations; where there is nothing else in an object, they are what is new."""
    return value if _is_only_typed(value) else without_annotations(value)


def _is_only_typed(value: Any) -> bool:
    """Return whether `value` is an object of which only its type is told: what it means to be one is not known."""
    return isinstance(value, dict) and bool(value) and all(map(is_annotation, value))


def _said_in(value: Any) -> Any:
    """Return `value`; of an object, only the members in which there is something."""
    if not isinstance(value, dict):
        return value
    return {name: one for name, one in value.items() if not is_annotation(name) and not _is_void(one)}


def _is_void(value: Any) -> bool:
    """Return whether there is nothing in `value`, at any depth."""
    if isinstance(value, dict):
        members = [member for name, member in value.items() if not is_annotation(name)]
        return not _is_only_typed(value) and all(map(_is_void, members))
    return value is None or value == "" or (isinstance(value, list) and all(map(_is_void, value)))


def _says_yes(value: Any) -> bool:
    """Return whether anything inside `value` is neither false nor empty."""
    return any(map(_says_yes, value.values())) if isinstance(value, dict) else bool(value)


def _place(tree: dict[str, Node], place: str, statement: Node) -> None:
    *parents, last = place.split(".")
    node = tree
    for name in parents:
        below = node.setdefault(name, {})
        if not isinstance(below, dict):
            raise ValueError(f"{place}: {name} is classified already, with everything below")  # noqa: TRY004 - of a value
        node = below
    if last in node:
        raise ValueError(f"{place} is classified twice")
    node[last] = statement


def _same(value: Any, harmless: Any) -> bool:
    if isinstance(value, str) and isinstance(harmless, str):
        return value.casefold() == harmless.casefold()
    if isinstance(value, dict) and isinstance(harmless, dict):
        return value.keys() == harmless.keys() and all(_same(value[name], harmless[name]) for name in value)
    return type(value) is type(harmless) and bool(value == harmless)
