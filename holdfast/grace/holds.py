"""What keeps a mailbox: for the look ahead and for every rule over mailboxes, decided here and nowhere else.

The code of a policy is no proof by itself: it stands until the policy's last change has been distributed, which takes
days, and after that for as long as the distribution fails (research notes data-loss 2.1, 3.1 and 3.3, W4). So the
policy is asked what it does now (`MailPolicy`); one that is off, goes, or keeps nothing holds no mailbox for certain. A
hold of eDiscovery proves itself by its code (2.1) and goes with its case (W17). A delay hold keeps without an end what
is deleted with its account, and is not processed for an account that is disabled (M6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.grace.codes import EDISCOVERY, codes_of
from holdfast.model.keeper import Keeper
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from holdfast.grace.codes import Codes
    from holdfast.grace.keeping import Mailbox, Settings

POLICY, LITIGATION = "retention policy", "litigation hold"
"""Sorts of keepers whose days the tenant tells."""
LEAST_BYTES = 10 * 2**20
"""From how many on a policy keeps what is in a mailbox. Source: "Mailboxes must have at least 10 MB of data before
retention settings will apply to them", https://learn.microsoft.com/purview/retention-policies-exchange (I8 there, read
2026-11-29 in a stored version). That these are the larger megabytes is the more careful reading."""
_PASSED_OVER = "which passes over a mailbox below 10 MB, as this one is"
_SIZE_OPEN = "which passes over a mailbox below 10 MB, and how much is in this one is not told"
_CASE_GOES = "an eDiscovery hold goes with its case, and whether that is open is not looked at"
_DELAY_ENDS = (
    "a delay hold is over after 30 days, and is not processed while the account is disabled or deleted"
)


@value_class
class Holds:
    """What was found about one mailbox."""

    keepers: tuple[Keeper, ...]
    """Each of them keeps the mailbox by itself."""
    lapsed: tuple[str, ...]
    """Policies whose codes are on it and that hold it no longer, in words: what comes of it is for Exchange to say."""
    unclear: tuple[str, ...]
    """What nobody can say of whether it keeps it: codes, policies, lists that were not read; in words."""
    ends_days: int | None = None
    """Days from its receipt after which an item is deleted in spite of `keepers`; None where it never is."""
    told: tuple[str, ...] = ()
    """What those of `keepers` leave open, such as for how long each item is kept, in words."""
    days: tuple[int | str, ...] = ()
    """For how many days from its receipt each policy among `keepers` keeps every item of mail (see `parse_days`)."""


def holds_of(mailbox: Mailbox, settings: Settings) -> Holds:
    """Return what keeps a mailbox, and what may."""
    codes = codes_of(mailbox.in_place_holds, settings.organization_holds or (), mailbox.type)
    unclear = [*codes.unclear]
    if settings.organization_holds is None:
        unclear.append("the organization's holds, which were not read")
    keepers, lapsed, told = (
        {*_flags(mailbox), *codes.by_hand},
        list[str](),
        set(_of_flags(mailbox, codes.by_hand)),
    )
    days = dict[Keeper, int | str]()
    for policy_id in codes.policies:
        policy = settings.mail.of(policy_id)
        keeper = Keeper(POLICY, policy.name)
        if policy.holds is not True:
            (lapsed if policy.holds is False else unclear).append(f"the {keeper}, which {policy.why}")
            continue
        keepers.add(keeper)
        told |= {f"the {keeper} {policy.why}"} if policy.why else set()
        if policy.days is not None:
            days[keeper] = policy.days
        if isinstance(policy.days, int):
            told.add(f"the {keeper} keeps each item for {policy.days} days")
    deleting = _deleting(codes, settings)
    told |= {f"the {POLICY} {name} deletes each item after {after} days" for name, after in deleting.items()}
    unknown = _may_delete(codes, settings)
    told |= {f"whether the {POLICY} {name} deletes anything is not known" for name in unknown}
    return Holds(
        tuple(sorted(keepers)),
        tuple(lapsed),
        tuple(unclear),
        _ends(keepers, days, (*deleting.values(), *(0 for _ in unknown))),
        tuple(sorted(told)),
        tuple(days.values()),
    )


def _deleting(codes: Codes, settings: Settings) -> dict[str, int]:
    """Return after how many days from its receipt each policy that deletes does so, by name.

    What a policy deletes it deletes whether or not it keeps as well, and in an inactive mailbox as in any other.
    """
    found: dict[str, int] = {}
    for policy_id in (*codes.policies, *sorted(codes.only_delete)):
        policy = settings.mail.of(policy_id)
        if codes.policies.get(policy_id) and policy.holds and isinstance(policy.days, int):
            found[policy.name] = policy.days
        elif policy.deletes_days is not None:
            found[policy.name] = policy.deletes_days
    return found


def _may_delete(codes: Codes, settings: Settings) -> list[str]:
    """Return the policies that may delete, as what they do is not understood; one that is not there deletes nothing."""
    told = (settings.mail.known.get(one) for one in (*codes.policies, *sorted(codes.only_delete)))
    return [one.name for one in told if one is not None and one.holds is None and one.deletes_days is None]


def _ends(keepers: set[Keeper], days: Mapping[Keeper, int | str], deleting: Iterable[int]) -> int | None:
    """Return the days from its receipt after which an item is deleted; None where something keeps it without end.

    Keeping comes before deleting, the longest time counts of what keeps, the shortest of what deletes (3.1). Of what
    nobody knows `deleting` has 0: it may delete whatever nothing keeps any longer.
    """
    kept = [one for one in days.values() if isinstance(one, int)]
    soonest = min(deleting, default=None)
    if soonest is None or not kept or len(kept) != len(keepers):
        return None
    return max(*kept, soonest)


def _flags(mailbox: Mailbox) -> Iterator[Keeper]:
    if mailbox.litigation_hold:
        yield Keeper(LITIGATION, "")
    if mailbox.label_hold:
        yield Keeper("retention label", "")
    if mailbox.delay_hold:
        yield Keeper("delay hold", "")


def _of_flags(mailbox: Mailbox, by_hand: tuple[Keeper, ...]) -> Iterator[str]:
    """Yield what holds that are no policies leave open, in words."""
    if mailbox.litigation_hold and mailbox.litigation_days is not None:
        yield f"the {LITIGATION} keeps what is deleted in it for {mailbox.litigation_days} days from its receipt"
    if mailbox.delay_hold:
        yield _DELAY_ENDS
    if any(one.sort == EDISCOVERY for one in by_hand):
        yield _CASE_GOES


def passed_over(size_bytes: int | None) -> str:
    """Return why a policy may not keep a mailbox of a size, in words that follow it; empty where it is large enough."""
    if size_bytes is None:
        return _SIZE_OPEN
    return _PASSED_OVER if size_bytes < LEAST_BYTES else ""
