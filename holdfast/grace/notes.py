"""What every answer says besides its items: the article's ninety days, and what is not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.grace.periods import PERIODS, Periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.model.horizon import Horizon

NINETY_DAYS = (
    "Ninety days: Microsoft erases nothing because an account is not used; no such rule exists (verified, SharePoint: "
    "retention-and-deletion, 2024-04). The ninety days of the article are the Disabled phase of a subscription that "
    "ended (30 days Expired, 90 days Disabled; at the latest 180 days after a cancellation: "
    "what-if-my-subscription-expires, 2024-03). The clocks of 30 days bite sooner: a deleted user, group or mailbox, "
    "and a mailbox without a licence."
)

_NAMED = 20
"""Groups and sites without an owner that are named; the others are counted."""
_UNSEEN = (
    "backups of other makers, which are attested: what one has is told as if it had none; since when a drive is "
    "without its account once that is gone for good, so that its day is the earliest; sizes but those that Microsoft's "
    "reports of usage tell of mailboxes, drives and sites of groups, of some two days ago; what a priority clean-up of "
    "Purview deletes in mailboxes in spite of holds and policies, and one that only its own lists tell "
    "(Get-RetentionCompliancePolicy -PriorityCleanup)"
)


def notes(horizon: Horizon) -> tuple[str, ...]:
    """Return the paragraphs that come with a look ahead."""
    quiet = horizon.inactive_accounts
    told = (
        "" if quiet is None else f" Enabled accounts that signed in last ninety days ago or before: {quiet}."
    )
    nobodys = [
        _without_owner(
            "Microsoft 365 groups, with site and team, that nobody owns",
            horizon.ownerless or (),
            "Nothing erases them for that, and nobody is asked when one expires.",
        ),
        _without_owner(
            "Sites without a group that nobody owns, or somebody whose account is deleted",
            horizon.ownerless_sites or (),
            # What such a policy does is recalled (research notes data-loss S8: site-lifecycle-management).
            "Nothing erases them for that; where SharePoint Advanced Management has a policy for inactive sites, it "
            "may lock or archive them, and no interface that is read tells of one.",
        ),
    ]
    days = "The day is the first on which it may be gone; Microsoft's jobs run up to two weeks later."
    return (
        NINETY_DAYS + told,
        *(f"Not looked at: {one}." for one in (*_unseen(), _UNSEEN)),
        days,
        *(one for one in (_rules(horizon), *nobodys, _tags(horizon)) if one),
    )


def _unseen() -> list[str]:
    """Return the rules that are not looked at, those of one reason together."""
    by_why: dict[str, list[str]] = {}
    for one in PERIODS.values():
        if one.not_looked_at:
            told = f"{one.object} ({one.id}: {one.days} days from {one.trigger})"
            by_why.setdefault(one.not_looked_at, []).append(told)
    return [f"{', '.join(rules)}: {why}" for why, rules in by_why.items()]


def _tags(horizon: Horizon) -> str:
    """Return the paragraph about retention tags that lose nothing in use by themselves; empty where none acts."""
    if not horizon.mail_tags:
        return ""
    told = "; ".join(horizon.mail_tags)
    return (
        f"Retention tags of Exchange (MRM) that act in mailboxes in which nothing is known to keep it for "
        f"longer, by hand, on what was thrown away, or by moving it: {told}."
    )


def _rules(horizon: Horizon) -> str:
    """Return the paragraph that tells each rule of what was found, with its source; empty where nothing was."""
    periods = Periods(horizon.overridden)
    used = [periods[one] for one in PERIODS if one in {item.rule for item in horizon.items}]
    told = "; ".join(
        f"{one.id}, {one.object}: {'never' if one.days is None else f'{one.days} days'} from {one.trigger}, "
        f"{f'by contract: {one.contract}' if one.contract else f'{one.mark}: {one.source}'}"
        for one in used
    )
    return f"Rules: {told}." if used else ""


def _without_owner(what: str, names: Sequence[str], told: str) -> str:
    """Return the paragraph about what nobody owns; empty where there is nothing of the sort."""
    if not names:
        return ""
    return f"{what}: {len(names)} ({', '.join(names[:_NAMED])}{', …' if len(names) > _NAMED else ''}). {told}"
