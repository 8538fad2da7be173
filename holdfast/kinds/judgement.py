"""A population measured against a rule: who breaks it, who is out of its reach, and of whom nobody can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.accepted import MEMBERS
from holdfast.model.value_class import value_class
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from holdfast.kinds.live import LiveObject
    from holdfast.model.status import Reason


@value_class
class Step:
    """What an apply of a rule does of its own order: the rule's kind knows how, and about what."""

    does: str
    """A word of the kind's own."""
    about: str = ""
    """The id of the member in the service; empty for a step about all."""


@value_class(kw_only=True)
class Violation:
    """One member of a population that breaks the rule."""

    member: str
    """User principal name or the like."""
    member_id: str
    """The directory's id of the member, as audit logs name it; empty where it has none."""
    property: str
    """Which part of the rule, in the rule's own input names."""
    expected: Any
    found: Any
    remedy: Invocation | Step | None = None
    """What mends it; None where nothing does."""
    note: str = ""
    """Why nothing mends it."""
    recorded_as: tuple[str, ...] = ()
    """What audit records call other objects of the service that make up the member, such as a policy's rule."""
    sets: tuple[str, ...] = ()
    """Parameters of the cmdlet that sets it, where no remedy says which."""

    def set_by(self) -> tuple[str, ...]:
        """Return the parameters of the cmdlet that sets it; empty where none is known."""
        return tuple(self.remedy.parameters) if isinstance(self.remedy, Invocation) else self.sets

    def path(self) -> str:
        """Return what names it among the properties of the rule (see `holdfast.model.accepted`)."""
        return f"{MEMBERS}[{self.member}].{self.property}"


@value_class(kw_only=True)
class Unjudged:
    """One member of which nobody can say whether it obeys."""

    member: str
    why: str
    """The rest of a sentence that begins with the member."""


@value_class(kw_only=True)
class Uncounted:
    """Why it cannot be said whether a population is whole."""

    reason: Reason
    told: str


@value_class(kw_only=True)
class Judgement:
    """A whole population measured against a rule."""

    covered: int
    """Members that obey, those that exceed among them."""
    violations: tuple[Violation, ...]
    """Sorted by member; one member may break several parts."""
    exempt: dict[str, tuple[str, ...]]
    """Members out of reach, sorted, by reason of `holdfast.model.status.Reason`."""
    exceeding: tuple[Violation, ...] = ()
    """Members that do more than the rule asks, sorted; they obey it."""
    unjudged: tuple[Unjudged, ...] = ()
    """Sorted by member: those whose answer was not understood, and those that should be there and are not."""
    uncounted: Uncounted | None = None
    """Set where the independent count of the members could not be had."""
    undeclared: tuple[LiveObject, ...] = ()
    """Members that nobody declared, where the kind lists those (`Kind.report_unmanaged`): each is a finding."""
    notes: tuple[str, ...] = ()
    """What a reader should know besides and is no drift, such as what is new in the lists: each one sentence."""

    @property
    def nobody(self) -> bool:
        """Whether all was looked at, and nobody is there whom the rule could be for, or could leave out."""
        found = (self.covered, self.violations, self.exempt, self.unjudged, self.uncounted, self.undeclared)
        return not any(found)
