"""What a check has seen of one tenant, and what it could not: every judge works on this. Nothing is read here."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.drift.references import Directory
from holdfast.kinds.judgement import Judgement
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.licence import Licences
    from holdfast.model.meaning import Meaning


@value_class
class Unread:
    """Why something could not be read."""

    reason: Reason
    explanation: str


@value_class
class Live:
    """What was read of one tenant, and what was not."""

    objects: dict[str, tuple[LiveObject, ...]] = field(default_factory=dict)
    """By kind token; a kind that is absent was not read."""
    judgements: dict[str, Judgement] = field(default_factory=dict)
    """By URN of the rule."""
    meanings: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    """What the names in a rule mean now, by its URN; of one that names nothing, or was not read, there is none."""
    unread: dict[str, Unread] = field(default_factory=dict)
    """By kind token, or by URN of a rule over a population."""
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What a reader must know of a rule besides, by its URN: whole sentences."""
    directory: Directory = field(default_factory=Directory)
    licences: Licences | None = None
    """The tenant's service plans; None where they could not be read: then nothing is not applicable."""

    def lacks(self, plan: str) -> bool:
        """Return whether the tenant is known to lack the service plan; the empty name is what every tenant has."""
        return self.licences is not None and self.licences.lack(plan)

    def offers_nothing(self, kind: Kind, name: str = "") -> bool:
        """Return whether the tenant is known to lack the kind's service plan, and nothing of the kind was found.

        `name` is the URN of a rule over a population. What was read is judged, whatever the licences say.
        """
        return self._says_no_more(kind, name, frozenset({Reason.LICENCE}))

    def acts_on_nobody(self, kind: Kind, name: str = "") -> bool:
        """Return whether what there may be of the kind is known to act on nobody, as the tenant lacks its service plan.

        `name` is as above. A service that takes its cmdlets away answers as to somebody without the right.
        """
        return kind.idle_unlicensed and self._says_no_more(
            kind, name, frozenset({Reason.LICENCE, Reason.PERMISSION})
        )

    def called(self, kind: Kind, inputs: Mapping[str, Any]) -> tuple[LiveObject, ...]:
        """Return the objects that bear the name of a declared one, as its service compares names."""
        name = kind.normal_key(kind.key_of(inputs))
        return tuple(row for row in self.objects.get(kind.token, ()) if kind.normal_key(row.key) == name)

    def _says_no_more(self, kind: Kind, name: str, refusals: frozenset[Reason]) -> bool:
        """Return whether the tenant lacks the plan, and a read was whole or was refused for one of the reasons."""
        if not self.lacks(kind.licence):
            return False
        cause = self.unread.get(name or kind.token) or self.unread.get(kind.token)
        return cause is None or cause.reason in refusals
