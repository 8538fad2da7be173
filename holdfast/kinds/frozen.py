"""States of a live object in which its service takes no change of it, or not every one. Pure functions.

A kind states them, so that an object in such a state is not taken over: the first write would be refused when others
are done already, and every apply after it alike.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Protects
from holdfast.kinds.protecting import loosened_properties
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.statement import Frozen


@value_class
class Barred:
    """What stands in the way of changing one live object."""

    place: str
    found: Any
    why: str

    @property
    def sentence(self) -> str:
        """What bars it and what to do, as the rest of a sentence about the object."""
        return (
            f"has {self.place} {self.found!r}, and {self.why}: no apply can bring it to what is declared, so nothing "
            "was changed; change that in the tenant, declare the object as it is, or rename one of the two"
        )


def is_of_another_sort(kind: Kind, differing: Collection[str]) -> bool:
    """Return whether what differs makes it another sort of object: another one of `kind.one_of`, fixed when it is made.

    Args:
        kind: whose object it is.
        differing: property paths in which the live object and the declared one differ.
    """
    blocks = {path.partition(".")[0] for path in differing} & set(kind.one_of)
    return len(blocks) > 1 or any(path in kind.one_of for path in differing)


def barred(
    kind: Kind, live: LiveObject, declared: Mapping[str, Any], differing: Collection[str]
) -> Iterator[Barred]:
    """Yield what bars `live` from being brought to what is declared; nothing where every change is taken.

    Args:
        kind: whose object it is.
        live: the object as the tenant has it.
        declared: the inputs that it would get, references resolved.
        differing: property paths in which the two differ.
    """
    for one in kind.frozen:
        found = live.unmodelled.get(one.place, live.inputs.get(one.place))
        asked = bool(one.unless and declared.get(one.unless))
        if _means(one, found) and not asked and _forbids(one, kind, live, declared, differing):
            yield Barred(one.place, found, one.why)
    fixed = sorted(path for path in differing if path not in kind.open_where_managed)
    if live.managed_by_microsoft and fixed:
        yield Barred(fixed[0], live.key, "Microsoft manages it, and takes no change of that")


def _means(frozen: Frozen, found: Any) -> bool:
    if found is None or not frozen.values:
        return found is not None
    items = found if isinstance(found, list) else [found]
    return bool({str(one).casefold() for one in items} & {str(one).casefold() for one in frozen.values})


def _forbids(
    frozen: Frozen, kind: Kind, live: LiveObject, declared: Mapping[str, Any], differing: Collection[str]
) -> bool:
    if frozen.less_only:
        changed = {*_loosened(kind, live, declared), *_taken_out(kind, live, declared)}
    elif not frozen.inputs:
        return True
    else:
        changed = set(differing)
    names = {path.partition(".")[0].partition("[")[0] for path in changed}
    return bool(names & set(frozen.inputs) if frozen.inputs else names)


def _loosened(kind: Kind, live: LiveObject, declared: Mapping[str, Any]) -> set[str]:
    """Return what gets less strict: to a lock a place less is that in a policy that only deletes as well."""
    fields = [replace(one, deletes_where=None) for one in kind.fields]
    return {path for path, _, _ in loosened_properties(fields, live.inputs, declared)}


def _taken_out(kind: Kind, live: LiveObject, declared: Mapping[str, Any]) -> set[str]:
    """Return the lists from which something goes; what protects less by that is another matter.

    An exception that goes leaves nothing out any longer, which is stricter.
    """
    wanted, found = kind.normal(declared), kind.normal(live.inputs)
    lists = (
        one.name for one in kind.fields if one.many and not one.fields and one.protects is not Protects.FEWER
    )
    return {name for name in lists if set(found.get(name) or ()) - set(wanted.get(name) or ())}
