"""Which holds a mailbox tells of keep it for as long as nobody takes them away; shared by the rules that ask for one.

Only what the mailbox itself says counts, each by its own. A delay hold ends, and a label keeps what bears it alone (see
docs/decisions/2026-11-26-a-leavers-own-hold.md).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from holdfast.grace.facts import Mailbox
from holdfast.grace.facts import Settings as Organization
from holdfast.grace.holds import Holds, holds_of
from holdfast.kinds.decode import as_boolean, as_days, as_text, as_texts, member, required
from holdfast.kinds.services.holding import DURATION, HELD
from holdfast.kinds.services.mailbox import mailbox_type
from holdfast.model.horizon import Keeper
from holdfast.normalise.durations import at_least

if TYPE_CHECKING:
    from collections.abc import Mapping

    Row = Mapping[str, Any]

_LICENSED = "SKUAssigned"
_LABEL, _DELAYS = "ComplianceTagHoldApplied", ("DelayHoldApplied", "DelayReleaseHoldApplied")
OTHERS = "InPlaceHolds"
"""The column of holds by code."""
KEPT_BY = (HELD, DURATION, _LICENSED, _LABEL, *_DELAYS, OTHERS)
"""Columns of a mailbox that tell what keeps it."""
_LITIGATION, _POLICY = "litigation hold", "retention policy"
_LASTING = frozenset({"eDiscovery hold", "in-place hold", _POLICY})
"""Keepers, but for a litigation hold, that keep a mailbox by themselves for as long as nobody takes them away."""
_ALONE = Organization()
"""Nothing of the organization: what it holds is not told by its mailboxes."""


def holds_on(row: Row) -> Holds:
    """Return what keeps a mailbox, by what it says itself.

    Raises:
        MisreadError: it does not say.
    """
    told = Mailbox(
        id=required(row, "ExchangeGuid", as_text),
        name="",
        litigation_hold=required(row, HELD, as_boolean),
        label_hold=required(row, _LABEL, as_boolean),
        delay_hold=any(required(row, one, as_boolean) for one in _DELAYS),
        in_place_holds=tuple(required(row, OTHERS, as_texts)),
    )
    return holds_of(told, _ALONE)


def lasts(
    holds: Holds, row: Row, asked: int | str | None, policy_days: Mapping[str, int] = MappingProxyType({})
) -> bool:
    """Return whether one hold lasts; a litigation hold counts when it is for as long as asked.

    So does a policy of which it is known for how many days it keeps each item: `policy_days`, by its id in lower case
    and without dashes. What others keep, their codes do not tell.
    """
    brief = {Keeper(_POLICY, one) for one, days in policy_days.items() if not at_least(days, asked)}
    kinds = {one.sort for one in holds.keepers if one not in brief}
    if kinds & _LASTING:
        return True
    return _LITIGATION in kinds and at_least(required(row, DURATION, as_days), asked)


def found_on(holds: Holds, row: Row) -> str:
    """Return what keeps a mailbox although it is not enough, in words."""
    return ", ".join(_told(one, row) for one in holds.keepers) or "nothing"


def lost_its_licence(row: Row) -> bool:
    """Return whether the user of a mailbox has no licence for it: whether a hold keeps it then is contested."""
    return mailbox_type(row) == "usermailbox" and member(row, _LICENSED, as_boolean) is False


def _told(keeper: Keeper, row: Row) -> str:
    days = required(row, DURATION, as_days) if keeper.sort == _LITIGATION else None
    return f"{keeper.sort} of {days} days" if days is not None else str(keeper)
