"""Whether a record of a cmdlet can be of what differs: one that set other properties alone did not change it.

Many properties are set by one cmdlet, such as all of a mailbox by `Set-Mailbox`, so that whoever ran it last need not
have touched the one that differs. A record tells the names of the parameters; most are called as the property is that
they set. So a record is passed over only where each of its parameters is called as a property of which it is known that
it is another one: what is called otherwise, or tells nothing, may have done it. Pure functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.protecting import field_at
from holdfast.model.property_path import without_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.drift.audit_events import Event
    from holdfast.kinds.kind import Kind
    from holdfast.model.finding import Difference, Finding

_SETS = "Set-"
"""What a cmdlet begins with that leaves as they are the properties which it is not given; one that makes does not."""
_WHOSE = frozenset({"identity", "inactivemailbox", "confirm", "force"})
"""Parameters that set nothing, in lower case: of which object, and without asking again."""


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
