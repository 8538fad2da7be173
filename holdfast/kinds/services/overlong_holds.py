"""Mailboxes that a hold of their own keeps for longer than personal data may be kept: the hold wins over what deletes.

A litigation hold says for how many days. A hold of eDiscovery, and an old in-place hold, ends when somebody ends it, so
that it has no days at all. The policies that a mailbox bears are told as policies, a delay hold is over after a month,
and a label keeps what bears it and is told as a label. And where somebody has the Managed Folder Assistant pass over a
mailbox, nothing in it ends at all, unless a locked policy is on it:
https://learn.microsoft.com/exchange/security-and-compliance/messaging-records-management/mailbox-retention-hold
(verified in its repository, 2026-11-28). The organization's own switch is another assessment's
(`managed_folder_assistant`). Source: https://learn.microsoft.com/purview/retention and
ediscovery-identify-a-hold-on-an-exchange-online-mailbox there (research notes data-loss 3.1 and 3.2, 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_days, required
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.holding import DURATION, HELD, OTHERS
from holdfast.kinds.services.lasting_holds import KEPT_BY, by_hand_on
from holdfast.kinds.services.mailbox import REACHED_TYPES, WHO, MailboxRule, mailbox_id
from holdfast.kinds.services.tally import Ruling
from holdfast.normalise.durations import UNLIMITED, at_least

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Row = Mapping[str, Any]

KEEPS, HELD_BY = "keepsForDays", "heldBy"
PASSED_OVER, _PASSED_OVER = "elcProcessingDisabled", "ElcProcessingDisabled"
SPARED = "keptLonger"
"""Input that names what may keep longer, mailboxes among it."""
_IN_MAILBOXES = ("exchangeLocationDays", "teamsChatLocationDays")
"""Inputs that say after how many days what is in people's mailboxes is deleted: their mail, and their chats."""
_NEVER_LOOKED_AT = (
    "nothing in it is deleted while the Managed Folder Assistant passes over it: Set-Mailbox -ElcProcessingDisabled "
    "$false, or name the mailbox as kept longer"
)
_NOTE = "it wins over what deletes: end the hold, or name the mailbox as kept longer where a law or a case wants it"


class OverlongHolds(MailboxRule):
    """Every mailbox that a hold can be on."""

    __slots__ = ()

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return the mailboxes that may be held longer; the names of policies and labels among them are nobody's."""
        return frozenset(str(one).casefold() for one in rule.get(SPARED) or ())

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one mailbox, of whatever type (see `MailboxRule.ruler`)."""
        return super().ruler({**rule, "mailboxTypes": REACHED_TYPES})

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one mailbox; where nothing in mailboxes is to end, any hold is in order."""
        asked = min((rule[one] for one in _IN_MAILBOXES if rule.get(one) is not None), default=None)

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            name = self.member_name(row)
            return Ruling(member=name, breaks=() if asked is None else tuple(_kept(name, row, asked)))

        return rule_on


def _kept(name: str, row: Row, asked: int) -> list[Violation]:
    """Return what of its own keeps what is in a mailbox longer.

    Raises:
        MisreadError: nobody can say.
    """
    found = list[tuple[str, Any, Any]]()
    if required(row, HELD, as_boolean):
        days = required(row, DURATION, as_days)
        found += [] if at_least(asked, days) else [(KEEPS, asked, days or UNLIMITED)]
    by_hand, unclear = by_hand_on(row)
    if unclear:
        raise MisreadError(OTHERS, "made of codes of which it is known what they hold", ", ".join(unclear))
    found += [(HELD_BY, [], by_hand)] if by_hand else []
    passed_over = required(row, _PASSED_OVER, as_boolean)
    found += [(PASSED_OVER, False, True)] if passed_over else []
    return [
        Violation(
            member=name,
            member_id=mailbox_id(row),
            property=what,
            expected=expected,
            found=is_,
            note=_NEVER_LOOKED_AT if what == PASSED_OVER else _NOTE,
            sets=(_PASSED_OVER,) if what == PASSED_OVER else (HELD, DURATION, OTHERS),
        )
        for what, expected, is_ in found
    ]


COLUMNS = (*WHO, *KEPT_BY, _PASSED_OVER)
