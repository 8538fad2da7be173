"""A retention policy or a label as assessments see it: what it keeps or deletes, where, and whether it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from holdfast.kinds.live import LiveObject

STARTS = ("CreationAgeInDays", "ModificationAgeInDays")
"""From when on days may count, the earlier first."""
EXCEPTION = "Exception"
"""What the name of a location's exceptions ends with."""
ALL = "all"
_DELETES = frozenset({"delete", "keepanddelete"})
_SWITCHES = ("IsSimulation", "Disabled", "rule.Disabled")
_MODES = ("Mode", "rule.Mode")
_IDLE_MODES = frozenset({"pendingdeletion", "testwithnotifications", "testwithoutnotifications", "disable"})
"""Modes, in lower case, of what keeps nothing: it is being deleted, or only tested (assumed)."""
_DECIDED = ("MultiStageReviewProperty", "FlowId", "ComplianceTagForNextStage")
"""What of a label has somebody decide at its end, or another label take over: until then, and after it, it goes on."""
DELETED_ANYWAY_BY = "DeletedAnywayBy"
"""Where a policy that keeps says which others delete what it keeps: a place of ours, in no row of the service."""
_ADAPTIVE = ("DynamicScopeLocation", "AdaptiveScopeLocation")


@value_class
class Retained:
    """A retention policy, or a label: what it does, and to what."""

    live: LiveObject
    title: str = ""

    @property
    def member(self) -> str:
        """Name it for people."""
        return f"{self.title} {self.live.key}"

    @property
    def deletes(self) -> bool:
        """Whether it deletes at the end."""
        return self._word("retentionAction") in _DELETES

    @property
    def only_deletes(self) -> bool:
        """Whether it keeps nothing until then."""
        return self._word("retentionAction") == "delete"

    @property
    def days(self) -> int | str:
        """How long it keeps, or after how long it deletes; the service's word for never where it does not say days."""
        return self.live.inputs.get("retentionDurationDays") or "unlimited"

    @property
    def start(self) -> str:
        """From when on its days count, in lower case."""
        return self._word("retentionType") or STARTS[0].casefold()

    def is_idle(self) -> bool:
        """Return whether it is known to keep and to delete nothing."""
        told = self.live.unmodelled
        return (
            self.live.inputs.get("enabled") is False
            or told.get("HasRetentionAction") is False
            or any(told.get(one) is True for one in _SWITCHES)
            or any(str(told.get(one)).casefold() in _IDLE_MODES for one in _MODES)
        )

    def has_adaptive_scope(self) -> bool:
        """Return whether it reaches places that are not read."""
        return any(one in self.live.unmodelled for one in _ADAPTIVE)

    def places(self, location: str) -> list[str]:
        """Return the places of a location, in lower case."""
        return [str(one).casefold() for one in self.live.inputs.get(location) or ()]

    def is_whole(self, location: str) -> bool:
        """Return whether it is known to be for everything at a location, and to have reached it."""
        exceptions = self.live.inputs.get(f"{location}{EXCEPTION}")
        besides = set(self.live.unmodelled) - {DELETED_ANYWAY_BY}
        return self.places(location) == [ALL] and not exceptions and not besides

    def is_decided(self) -> bool:
        """Return whether its days are no end: somebody decides then whether the item is deleted."""
        told = self.live.unmodelled
        return bool(self.live.inputs.get("reviewerEmail")) or any(one in told for one in _DECIDED)

    def _word(self, name: str) -> str:
        return str(self.live.inputs.get(name) or "").casefold()
