"""Whether a record can be of what differs: one that set other properties alone did not change it.

Many properties are set by one cmdlet, such as all of a mailbox by `Set-Mailbox`, so that whoever ran it last need not
have touched the one that differs. A record tells the names of the parameters; most are called as the property is that
they set. So a record is passed over only where each of its parameters is called as a property of which it is known that
it is another one: what is called otherwise, or tells nothing, may have done it.
The directory's log tells either the names of the properties, of which the same holds, or all of the object before and
after, as Conditional Access does: then what is alike in both was not changed. Pure functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.protecting import field_at
from holdfast.model.accepted import MEMBERS
from holdfast.model.property_path import steps, without_items
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.drift.audit_events import Event, Target
    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.model.finding import Difference, Finding

_SETS = "Set-"
"""What a cmdlet begins with that leaves as they are the properties which it is not given; one that makes does not."""
_WHOSE = frozenset({"identity", "inactivemailbox", "confirm", "force"})
"""Parameters that set nothing, in lower case: of which object, and without asking again."""


@value_class
class Differing:
    """A property of a directory object that differs."""

    place: tuple[str, ...]
    """The names on the way to it in the service's object."""
    others: frozenset[str]
    """The object's known properties besides, in lower case; empty where nobody says which one it is."""

    def may_be_by(self, target: Target) -> bool:
        """Return whether what a record says of the object can be a change of this property."""
        if target.before:
            return _reached(target.before, target.after, self.place)
        of_another = (
            one in self.others or "." in one for one in target.names
        )  # `Group.ObjectID` is of a relation
        return not (self.others and target.names and all(of_another))


def differing(kind: Kind, difference: Difference) -> Differing:
    """Return what differs of an object, or of a rule's member, as the service names it."""
    path = without_items(difference.path)
    of_member = path.startswith(f"{MEMBERS}[")
    place = tuple(steps(path.rpartition("].")[2])) if of_member else _place(kind.fields, path)
    known = {one.casefold() for one in kind.names}
    own = next((one.casefold() for one in place if one.casefold() in known), "")
    return Differing(place, frozenset(known - {own}) if own else frozenset())


def _place(fields: Sequence[Field], path: str) -> tuple[str, ...]:
    """Return the names on the way to a property in the service's object; what is no field is called as the path is."""
    name, _, rest = path.partition(".")
    field = next((one for one in fields if one.name == name), None)
    if field is None:
        return tuple(steps(path))
    return (*field.place, *(_place(field.fields, rest) if rest else ()))


def _reached(before: Any, after: Any, place: Sequence[str]) -> bool:
    """Return whether what stands at a place is not the same before and after, as far as both tell.

    Names on the way that the object does not have are the kind's own grouping.
    """
    start = next((number for number, one in enumerate(place) if one in before or one in after), None)
    if start is None:
        return True
    for name in place[start:]:
        if not (isinstance(before, dict) and isinstance(after, dict) and (name in before or name in after)):
            break
        before, after = before.get(name), after.get(name)
    return bool(before != after)


def is_of_another(event: Event, others: frozenset[str]) -> bool:
    """Return whether a record set nothing but properties, in lower case, that are `others` than those that differ."""
    did = event.parameters - _WHOSE
    return event.change.activity.startswith(_SETS) and bool(did) and did <= others


def others_than(kind: Kind, finding: Finding) -> frozenset[str]:
    """Return the known properties of an object that do not differ; none where something differs that no input sets."""
    fields = [field_at(kind.fields, without_items(one.path)) for one in finding.differences]
    own = [step for one in fields if one for step in one.place]
    return _without(kind, own) if own and all(fields) else frozenset()


def others_than_of(known: frozenset[str], member: Difference) -> frozenset[str]:
    """Return the known properties of a member that do not differ; none where nobody says which one does."""
    return known - {one.casefold() for one in member.set_by} if member.set_by else frozenset()


def known_of_members(kinds: Mapping[str, Kind], kind: Kind) -> frozenset[str]:
    """Return what is known of a rule's members, in lower case, by all kinds that the same cmdlets change.

    An assessment knows what it judges alone, and the rules that are written know what else such a cmdlet sets.
    """
    operations = {*kind.audit_operations}
    alike = (one for one in kinds.values() if operations & {*one.audit_operations})
    return frozenset(name for one in alike for name in _properties(one))


def _without(kind: Kind, own: Iterable[str]) -> frozenset[str]:
    return _properties(kind) - {one.casefold() for one in own}


def _properties(kind: Kind) -> frozenset[str]:
    """Return the properties of a row itself: what stands below one of them is set by a cmdlet of its own."""
    return frozenset(name.casefold() for name, below in kind.names.items() if not isinstance(below, dict))
