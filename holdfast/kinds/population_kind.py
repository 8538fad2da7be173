"""The statement of a rule over many objects that come and go."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.live import LiveObject
from holdfast.model.accepted import covers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.kinds.judgement import Judgement, Violation
    from holdfast.kinds.others import Others
    from holdfast.kinds.services.judging import Measured
    from holdfast.tenant.tenant import Reader, Tenant


@kind_class
class PopulationKind(Kind):
    """A rule over many objects."""

    shape: Shape = field(init=False, default=Shape.POPULATION)
    noun: str
    """What it counts, plural: `mailboxes`."""
    judges: tuple[str, ...]
    """Properties in which a member can break the rule, as a `Violation` names them."""
    beside: tuple[str, ...] = ()
    """Type tokens of objects that decide as well whether the rule holds: where they are not read it is UNKNOWN."""
    unmendable: str = ""
    """Output that names the members that break the rule and that no update mends: they make no update due."""
    accepted: str = ""
    """Output that names what was spared when the rule was last read or applied: an update is due when it is another."""
    spared: tuple[str, ...] = ()
    """What of members the client has accepted (see `holdfast.model.accepted`): left as it is, and told all the same."""

    def in_state(self, rule: Mapping[str, Any], judgement: Judgement) -> LiveObject:
        """Return the rule as a state keeps it, with the members that break it, but for what is accepted."""
        violations = self.to_mend(judgement)
        notes = {
            self.notes: [_told(one) for one in violations if one.remedy],
            self.unmendable: [_told(one) for one in violations if not one.remedy],
            self.accepted: list(self.spared),
        }
        broken = {name: told for name, told in notes.items() if told}
        return LiveObject(id=self.key, key=self.key, inputs=dict(rule), unmodelled=broken)

    def to_mend(self, judgement: Judgement) -> list[Violation]:
        """Return what breaks the rule, but for what is accepted."""
        return [
            one
            for one in judgement.violations
            if not any(covers(written, one.path()) for written in self.spared)
        ]

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Measure the whole population against `rule`, page by page.

        Raises:
            ReadError: when a part of the population could not be read.
        """
        raise NotImplementedError

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return nothing: a tenant keeps what its members have, not rules (see `Kind.collect`)."""
        return []

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Mend what breaks the rule (see `Kind.create`)."""
        await self.update(tenant, self.key, {}, inputs)
        return self.key

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Leave every member as it is: nobody asked for less (see `Kind.delete`)."""

    def population(self) -> Measured | None:
        """Return what counts the members where cmdlets list them: rules over one list are judged together (`judging`).

        None where no cmdlet does: then `judge` reads them.
        """
        return None

    def keys_beside(self, rule: Mapping[str, Any]) -> Mapping[str, Collection[str]]:
        """Return which objects `beside` are meant, by kind token and natural key, where not all are read anyway."""
        return {}

    def with_others(self, judgement: Judgement, rule: Mapping[str, Any], others: Others) -> Judgement:
        """Return `judgement` of the members with what the objects `beside` them do to `rule`; nothing is read here."""
        return judgement


def _told(violation: Violation) -> str:
    why = f" ({violation.note})" if violation.note else ""
    return (
        f"{violation.member}: {violation.property} should be {_word(violation.expected)}, "
        f"is {_word(violation.found)}{why}"
    )


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
