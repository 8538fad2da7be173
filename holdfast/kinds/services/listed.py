"""Rules over every object that one cmdlet lists: each has one property as asked, whoever made it and whenever.

A tenant has few of them, so that they come with what else is asked in the same moment. No directory counts them:
whether the list is whole is told by the service's own object among them, which every tenant has and nobody can remove.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_name, as_text, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.exchange_rule import ExchangeRule
from holdfast.kinds.services.reading import Source
from holdfast.kinds.services.tally import Ruling
from holdfast.model.letters import one_case
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

LISTED = ("Name", "Guid")
"""Columns that every such rule needs."""


@kind_class
class ListedRule(ExchangeRule):
    """A rule over every object of one noun. A subclass says what of a row breaks it, and what mends that.

    An apply changes single properties and removes nothing: an object that somebody made stays.
    """

    listed: str
    """Cmdlet noun, such as `RemoteDomain`."""
    parameters: Mapping[str, Any]
    """What `Get-` is asked with, so that it gives all."""
    called: tuple[str, ...] = ("Name",)
    """Properties by which the client file can mean a member."""
    long: bool = False
    """Whether a tenant can have so many that only `columns` are asked for."""
    slice_by: str = "Name"
    row_id: str = "Guid"
    directory_id: str = ""
    plans: re.Pattern[str] | None = None
    licensing: re.Pattern[str] | None = None

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return f"`Get-{self.listed}`"

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the one list that holds them all."""
        known = None if self.long else self.names
        return (Source(invocation=Invocation(f"Get-{self.listed}", self.parameters), known=known),)

    def member_name(self, row: Row) -> str:
        """Return the object's name."""
        return required(row, "Name", as_name)

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return what the client file excludes, in lower case."""
        (excluded,) = [
            rule.get(one.name) for one in self.fields if one.protects is Protects.FEWER and not one.output
        ]
        return frozenset(one_case(name) for name in excluded or [])

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one object: none that is excluded."""
        left_out = self.leaves_out(rule)

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            name = self.member_name(row)
            if left_out & {one_case(required(row, one, as_text)) for one in self.called}:
                return Ruling(member=name, exempt=Reason.EXCLUDED)
            broken = self.broken(row)
            return Ruling(member=name, breaks=(broken,) if broken else ())

        return rule_on

    def broken(self, row: Row) -> Violation | None:
        """Return in what an object breaks the rule, None where it obeys.

        Raises:
            MisreadError: nobody has seen such a row.
        """
        raise NotImplementedError

    def violation(self, row: Row, told: tuple[Any, Any], setting: Mapping[str, Any]) -> Violation:
        """Return that the judged property of `row` should be, and is, as `told`, and that `setting` mends it.

        Audit records call such an object by its name (assumed).
        """
        name = self.member_name(row)
        remedy = Invocation(
            f"Set-{self.listed}", {"Identity": required(row, self.row_id, as_text), **setting}
        )
        return Violation(
            member=name,
            member_id=name,
            property=self.judges[0],
            expected=told[0],
            found=told[1],
            remedy=remedy,
        )

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule over all of them; there is nothing to choose."""
        return {}


def excluded(name: str, doc: str) -> Field:
    """Return the input that leaves members out."""
    return Field(name=name, doc=doc, many=True, any_case=True, protects=Protects.FEWER)


NOTED = (
    Field(name="violations", doc="What broke the rule when last read.", many=True, output=True),
    Field(
        name="unmendable",
        doc="What breaks the rule and no apply can mend, each with the reason.",
        many=True,
        output=True,
    ),
    Field(
        name="accepted",
        doc="What of it the client file has accepted: left as it is.",
        many=True,
        output=True,
    ),
)
"""What is told of the members in a state."""
WHICH = """
    AdminDisplayName Identity Id IsValid ExchangeVersion Name DistinguishedName ObjectCategory ObjectClass WhenChanged
    WhenCreated WhenChangedUTC WhenCreatedUTC ExchangeObjectId OrganizationalUnitRoot OrganizationId Guid
    OriginatingServer ObjectState
"""
"""Properties that tell which object a row is, and where the service keeps it."""
