"""What every answer says besides its items: the article's ninety days, and what is not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.grace.periods import PERIODS

if TYPE_CHECKING:
    from holdfast.model.horizon import Horizon

NINETY_DAYS = (
    "Ninety days: Microsoft erases nothing because an account is not used; no such rule exists (verified, SharePoint: "
    "retention-and-deletion, 2024-04). The ninety days of the article are the Disabled phase of a subscription that "
    "ended (30 days Expired, 90 days Disabled; at the latest 180 days after a cancellation: "
    "what-if-my-subscription-expires, 2024-03). The clocks of 30 days bite sooner: a deleted user, group or mailbox, "
    "and a mailbox without a licence."
)

_NAMED = 20
"""Groups without an owner that are named; the others are counted."""
_UNSEEN = (
    "drives of users whose account is gone for good and who left no mailbox, which nothing lists any longer; "
    "backups of other makers, which are attested: what one has is told as if it had none; "
    "sizes but those of mailboxes, which Microsoft's report of usage tells, of some two days ago"
)


def notes(horizon: Horizon) -> tuple[str, ...]:
    """Return the paragraphs that come with a look ahead."""
    quiet = horizon.inactive_accounts
    told = (
        "" if quiet is None else f" Enabled accounts that signed in last ninety days ago or before: {quiet}."
    )
    unseen = "; ".join(
        f"{one.object} ({one.id}: {one.days} days from {one.trigger}): {one.not_looked_at}"
        for one in PERIODS.values()
        if one.not_looked_at
    )
    alone = horizon.ownerless
    nobodys = (
        f"Microsoft 365 groups, with site and team, that nobody owns: {len(alone)} ({', '.join(alone[:_NAMED])}"
        f"{', …' if len(alone) > _NAMED else ''}). Nothing erases them for that, and nobody is asked when one expires."
        if alone
        else ""
    )
    days = "The day is the first on which it may be gone; Microsoft's jobs run up to two weeks later."
    return (
        NINETY_DAYS + told,
        f"Not looked at: {unseen}; {_UNSEEN}.",
        days,
        *([nobodys] if nobodys else []),
    )
