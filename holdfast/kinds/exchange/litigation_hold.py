"""Litigation hold as a rule over all mailboxes: who is held, for how long, and who is not and why.

Group mailboxes and public folder mailboxes cannot be held so; a retention policy keeps them (`kept_instead`). A mailbox
that is deleted softly cannot be held any more, and is gone after 30 days. Source of both: in-place and litigation
holds, https://learn.microsoft.com/exchange/security-and-compliance/in-place-and-litigation-holds (2026-11-25, assumed).

Some mailboxes may have to be held longer than the others: a scope is a group, or an attribute, with a duration of its
own. The longest that is asked of a mailbox counts. Where one leaves a scope its hold stays as long as it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_days, required
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.hold_scopes import READ, SCOPES, Scopes, attributes, with_members
from holdfast.kinds.services.holding import (
    CAPABILITIES,
    DURATION,
    HELD,
    OTHERS,
    TURN,
    hold,
    is_licensed,
    unknown_capabilities,
)
from holdfast.kinds.services.kept_instead import READS_BESIDE, KeptMailboxRule
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAILBOX_TYPES,
    NOTED,
    WHO,
    is_inactive,
    mailbox_id,
    mailbox_type,
    set_mailbox,
)
from holdfast.kinds.services.tally import Ruling
from holdfast.model.permission import CMDLETS
from holdfast.model.status import Reason
from holdfast.normalise.durations import UNLIMITED, at_least
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.kinds.services.reading import Source
    from holdfast.tenant.tenant import Reader, Tenant

_UNLICENSED = (
    "the mailbox is no longer licensed for a hold, so no apply can mend it: license it again "
    "(Exchange Online Plan 2, or Archiving), or exclude it"
)


class LitigationHold(KeptMailboxRule):
    """Mailboxes come and go; the rule stays. A mailbox that is held longer than asked obeys it."""

    __slots__ = ()

    async def looked_up(self, tenant: Reader, rule: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the rule with the members of each group that is a scope (see `CmdletPopulation.looked_up`)."""
        return await with_members(tenant, self.title, rule)

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the lists of every rule over mailboxes, with the attributes that are scopes."""
        return self._with_attributes(rule, super().sources(rule))

    def only(self, rule: Mapping[str, Any], ids: Sequence[str]) -> Sequence[Source]:
        """Return the list of these mailboxes, with the attributes that are scopes."""
        return self._with_attributes(rule, super().only(rule, ids))

    def _with_attributes(self, rule: Mapping[str, Any], sources: Sequence[Source]) -> Sequence[Source]:
        wanted = attributes(rule)
        return [replace(one, columns=(*(one.columns or self.columns), *wanted)) for one in sources]

    def days_instead(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], int | str | None]:
        """Return what is asked of each (see `KeptMailboxRule.days_instead`)."""
        return Scopes(rule).asked

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Ruling]:
        """Return what judges one mailbox: by its hold where it has one, whatever its licence says."""
        scopes = Scopes(rule)

        def rule_on(row: Mapping[str, Any]) -> Ruling:
            asked = scopes.asked(row)
            member, inactive, held = self.member_name(row), is_inactive(row), _held(row)
            found = _days(row) if held else None
            mendable = inactive or is_licensed(row)
            strange = [] if mendable else unknown_capabilities(row)
            if not held and strange:
                known = "made of words of which it is known whether they license a hold"
                raise MisreadError(CAPABILITIES, known, strange[0])
            if not held and not mendable:
                return Ruling(member=member, exempt=Reason.LICENCE)
            if held and at_least(found, asked):
                # What keeps an inactive mailbox is its hold: one without end is nobody's mistake.
                longer = not inactive and found != asked
                return Ruling(
                    member=member, exceeds=(_difference(member, row, asked, found),) if longer else ()
                )
            broken = _difference(member, row, asked, found)
            mended = replace(broken, remedy=hold(row, asked))
            told = replace(broken, note="; ".join(filter(None, (_UNLICENSED, broken.note))))
            return Ruling(member=member, breaks=(mended if mendable or strange else told,))

        return rule_on

    @property
    def deletion_unprotects(self) -> bool:
        """Return that it does: it lifts holds (see `Kind.deletion_unprotects`)."""
        return True

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Lift the holds of the rule's own durations (see `Kind.delete`); only where the client file allows it.

        Longer holds, those of mailboxes that the rule does not reach, and those of inactive mailboxes, which would
        be deleted without them, are somebody else's.
        """
        rule = await self.looked_up(tenant, inputs)
        scopes, rule_on = Scopes(rule), self.ruler(rule)

        def lift(row: Mapping[str, Any]) -> Invocation | None:
            """Return what lifts the hold of one mailbox; None where it is not the rule's."""
            if is_inactive(row) or not _held(row) or _days(row) != scopes.asked(row):
                return None
            if rule_on(row).exempt:
                return None
            return set_mailbox(row, **{HELD: False})

        refused = await self.write_chosen(tenant, inputs, lift)
        if refused:
            raise refused[0]

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the duration of most held user mailboxes; unlimited where none is held."""
        rule: dict[str, Any] = {"mailboxTypes": ["UserMailbox"]}

        def duration(row: Mapping[str, Any]) -> int | str | None:
            """Return how long a user's mailbox is held; None where it is not."""
            of_user = mailbox_type(row) == "usermailbox"
            return _days(row) if of_user and _held(row) else None

        durations = Counter(await self.pick(tenant, rule, duration))
        return {**rule, "durationDays": durations.most_common(1)[0][0] if durations else UNLIMITED}


def _held(row: Mapping[str, Any]) -> bool:
    return required(row, HELD, as_boolean)


def _days(row: Mapping[str, Any]) -> int | str | None:
    return required(row, DURATION, as_days)


def _difference(
    member: str, row: Mapping[str, Any], asked: int | str | None, found: int | str | None
) -> Violation:
    """Return how a mailbox differs: by the length of its hold, or with nothing `found`, by having none.

    By what else it is held, such as a retention policy or a case, is told with it, and counts for nothing.
    """
    held = found is not None
    # Only where one differs: the rules of holds take long to import.
    from holdfast.kinds.services.lasting_holds import besides

    return Violation(
        member=member,
        member_id=mailbox_id(row),
        property="durationDays" if held else "litigationHoldEnabled",
        expected=asked if held else True,
        found=found if held else False,
        note=besides(row),
    )


KIND = LitigationHold(
    token="m365:exchange:LitigationHold",
    title="Litigation hold",
    doc=(
        "Every mailbox in scope, active or inactive, is on litigation hold for at least the duration, and for the "
        "longest of those that a group or an attribute of its asks for. A mailbox that "
        "joins the scope later breaks the rule until the next apply. A hold takes up to four hours to act. Mailboxes "
        "that are not licensed for a hold, excluded, deleted, of a group or of public folders are named, not held."
    ),
    key="litigation-hold",
    judges=("litigationHoldEnabled", "durationDays"),
    columns=(*WHO, CAPABILITIES, HELD, DURATION, OTHERS),
    turn=TURN,
    fields=(
        Field(
            name="durationDays",
            doc="Days that every item is held from its receipt or creation on, or `unlimited`.",
            type=Type.DAYS,
            required=True,
            minimum=1,
            maximum=36500,
            stricter=Stricter.HIGHER,
        ),
        SCOPES,
        MAILBOX_TYPES,
        Field(
            name="filter",
            doc=(
                "Further limits, in the language of `Get-Mailbox -Filter`. Whoever can change what it asks about can "
                "take a mailbox out of reach: it is named, and not held."
            ),
            protects=Protects.UNSET,
        ),
        EXCLUDED_MAILBOXES,
        *NOTED,
    ),
    read_permissions=(CMDLETS, READ, "LicenseAssignment.Read.All", "User.Read.All"),
    read_rights=READS_BESIDE,
    source="https://learn.microsoft.com/purview/ediscovery-create-a-litigation-hold (2026-11-24)",
)
