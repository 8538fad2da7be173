"""Which holds keep a mailbox for as many days as are asked for; shared by all rules that ask for one.

What holds a mailbox at all is decided in `holdfast.grace.holds`, as for the look ahead. That is not enough here: what
counts is for how many days the tenant says that each item is kept. A litigation hold says it itself, of a retention
policy its rule does. A delay hold ends; a label keeps what bears it alone; a hold of eDiscovery ends when somebody
closes its case, and an old in-place hold tells nobody its days (research notes data-loss M4 to M6, W17, W18 and 3.2,
2026-11-26). They are told, and are not enough (see docs/decisions/2026-11-27-a-hold-counts-by-its-days.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.grace.codes import codes_of
from holdfast.grace.holds import LITIGATION, POLICY, holds_of, passed_over
from holdfast.grace.keeping import Mailbox
from holdfast.grace.keeping import Settings as Organization
from holdfast.kinds.decode import MisreadError, as_boolean, as_days, as_text, as_texts, member, required
from holdfast.kinds.services.holding import DURATION, HELD, OTHERS
from holdfast.kinds.services.mailbox import mailbox_type
from holdfast.kinds.services.mailbox_sizes import bytes_in
from holdfast.model.errors import ReadError
from holdfast.model.value_class import value_class
from holdfast.normalise.durations import at_least

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.grace.codes import Codes
    from holdfast.grace.holds import Holds
    from holdfast.grace.keeping import MailPolicies, MailPolicy
    from holdfast.model.keeper import Keeper
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_ID, _LICENSED = "ExchangeGuid", "SKUAssigned"
_LABEL, _DELAYS = "ComplianceTagHoldApplied", ("DelayHoldApplied", "DelayReleaseHoldApplied")
KEPT_BY = (HELD, DURATION, _LICENSED, _LABEL, *_DELAYS, OTHERS)
"""Columns of a mailbox that tell what keeps it."""


@value_class
class Held:
    """What holds one mailbox."""

    lasts: bool
    """Whether one hold is known to keep every item for as many days as were asked for."""
    found: str
    """What holds it, in words."""
    doubt: str = ""
    """Why nobody can say whether it lasts; empty where that is known."""


def held_by_itself(row: Row, asked: int | str | None) -> bool:
    """Return whether a litigation hold keeps a mailbox for as many days as are asked for.

    Raises:
        MisreadError: it does not say.
    """
    return required(row, HELD, as_boolean) and at_least(required(row, DURATION, as_days), asked)


def policies_on(row: Row) -> list[str]:
    """Return the ids of retention policies that hold a mailbox by its own word, in lower case and without dashes.

    Raises:
        MisreadError: it does not say.
    """
    return sorted(_codes_on(row).policies)


def by_hand_on(row: Row) -> tuple[list[str], tuple[str, ...]]:
    """Return the holds of cases and searches that are on a mailbox, in words, and the codes that nobody knows.

    Raises:
        MisreadError: it does not say.
    """
    codes = _codes_on(row)
    return sorted(map(str, codes.by_hand)), codes.unclear


def besides(row: Row) -> str:
    """Return by what codes of policies and cases a mailbox says that it is held, in words; empty where by none.

    What is judged without them does not become unknown where they are not understood.
    """
    try:
        codes = codes_of(member(row, OTHERS, as_texts) or ())
    except MisreadError:
        return ""
    known = sorted([*map(str, codes.by_hand), *(f"{POLICY} {one}" for one in codes.policies)])
    told = [*known, *(f"{one}, which nobody knows" for one in codes.unclear)]
    return f"held besides by {', '.join(told)}" if told else ""


def rests_on_policies(row: Row, asked: int | str | None, policies: MailPolicies) -> bool:
    """Return whether policies, and nothing else, keep a mailbox for as many days as are asked for: its size decides."""
    try:
        return not held_by_itself(row, asked) and any(
            at_least(one, asked) for one in _holds(row, policies).days
        )
    except MisreadError:
        return False


async def sizes_behind_policies(
    tenant: Reader, asked: Iterable[tuple[Row, int | str | None]], policies: MailPolicies
) -> Mapping[str, int]:
    """Return the bytes in those mailboxes that policies alone keep for long enough, by their ids as `held` takes them.

    What could not be read is left out: of such a mailbox nobody can say whether it is kept.

    Args:
        tenant: where.
        asked: mailboxes, each with the days for which it has to be kept.
        policies: what they bear.
    """
    try:
        return await bytes_in(
            tenant, [row[_ID] for row, days in asked if rests_on_policies(row, days, policies)]
        )
    except ReadError:  # nothing is told of any: each is named
        return {}


def held(row: Row, asked: int | str | None, policies: MailPolicies, sizes: Mapping[str, int]) -> Held:
    """Return whether a hold keeps a mailbox for as many days as are asked for, and what there is.

    Args:
        row: the mailbox.
        asked: the days.
        policies: what it may bear.
        sizes: bytes in mailboxes by their ids, at least of those that rest on policies (`sizes_behind_policies`).

    Raises:
        MisreadError: it does not say.
    """
    holds = _holds(row, policies)
    by_name = {one.name: one for one in policies.known.values()}
    known = [_told(one, row, by_name.get(one.name)) for one in holds.keepers]
    found = ", ".join([*known, *holds.lapsed]) or "nothing"
    if held_by_itself(row, asked):
        return Held(lasts=True, found=found)
    unclear = [*holds.unclear]
    if any(at_least(one, asked) for one in holds.days):
        size = sizes.get(required(row, _ID, as_text))
        if not (why := passed_over(size)):
            return Held(lasts=True, found=found)
        found = f"{found}, {why}"
        unclear += [f"the {found}"] if size is None else []
    open_ = f"nobody can say whether it is held by {', '.join(unclear)}" if unclear else ""
    return Held(lasts=False, found=found, doubt=open_)


def _holds(row: Row, policies: MailPolicies) -> Holds:
    told = Mailbox(
        id=required(row, _ID, as_text),
        name="",
        litigation_hold=required(row, HELD, as_boolean),
        label_hold=required(row, _LABEL, as_boolean),
        delay_hold=any(required(row, one, as_boolean) for one in _DELAYS),
        in_place_holds=tuple(required(row, OTHERS, as_texts)),
    )
    return holds_of(told, Organization(mail=policies))


def _codes_on(row: Row) -> Codes:
    return codes_of(required(row, OTHERS, as_texts))


def lost_its_licence(row: Row) -> bool:
    """Return whether a mailbox may lack the licence that it needs: whether a hold keeps it then is contested."""
    return needs_licence(row) and member(row, _LICENSED, as_boolean) is not True


def needs_licence(row: Row) -> bool:
    """Return whether a mailbox is of a type that is there for as long only as its user has a licence for it."""
    return mailbox_type(row) == "usermailbox"


def _told(keeper: Keeper, row: Row, policy: MailPolicy | None) -> str:
    if keeper.sort == LITIGATION:
        return f"{keeper.sort} of {required(row, DURATION, as_days)} days"
    if keeper.sort != POLICY or policy is None:
        return str(keeper)
    return f"{keeper}, {f'which {policy.why}' if policy.why else f'of {policy.days} days'}"
