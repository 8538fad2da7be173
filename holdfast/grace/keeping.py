"""What keeps data, as plain facts: mailboxes with what holds them, and policies of retention.

Apart from the other facts, because a check of holds needs these and no look ahead.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@value_class(kw_only=True)
class Mailbox:
    """A mailbox as `Get-Mailbox` tells it."""

    id: str
    """ExchangeGuid."""
    name: str
    type: str = "UserMailbox"
    """RecipientTypeDetails."""
    state: Literal["active", "inactive", "deleted"] = "active"
    """"deleted" is soft-deleted."""
    soft_deleted: datetime | None = None
    retired: datetime | None = None
    """InactiveMailboxRetireTime: when the last hold of an inactive mailbox went."""
    licensed: bool | None = True
    unlicensed_since: datetime | None = None
    litigation_hold: bool = False
    litigation_days: int | None = None
    """For how many days from its receipt that hold keeps each item; None is without end."""
    label_hold: bool = False
    delay_hold: bool = False
    in_place_holds: tuple[str, ...] = ()
    """Codes as Exchange writes them, of this mailbox alone."""
    size_bytes: int | None = None
    """How much is in it; None where that was not read."""
    account: str = ""
    """Id of its user in lower case; empty where it does not tell."""


@value_class
class Places:
    """Which places of a location a policy covers, by addresses in lower case without a slash at the end."""

    named: frozenset[str] | None
    """None: all."""
    excepted: frozenset[str] = frozenset()

    def has(self, address: str) -> bool:
        """Return whether it covers what is at an address."""
        place = plain_address(address)
        return place not in self.excepted and (self.named is None or place in self.named)


def plain_address(address: str) -> str:
    """Return a mail or web address as places are held against each other."""
    return address.casefold().rstrip("/")


@value_class(kw_only=True)
class RetentionPolicy:
    """A retention policy with what it does."""

    id: str
    name: str
    retains: bool
    """Whether it is enabled, and its rule keeps, or keeps and then deletes."""
    everything_at: frozenset[str]
    """Locations that it covers whole, such as "OneDriveLocation"; without exceptions."""
    something_at: frozenset[str] = frozenset()
    """Locations that it covers in part, or of which cannot be said what it covers."""
    places: Mapping[str, Places] = field(default_factory=dict)
    """Of these locations, those whose places it tells by plain addresses."""
    keeps_days: int | None = None
    """For how many days from its making, or its last change, each thing is kept; None is without end."""
    deletes_days: int | None = None
    """Days from its making, or its last change, after which each thing is deleted; None where none is, or only some."""
    deletes_anyway: bool = False
    """Whether it deletes, in whole or in part, what other policies keep (priority cleanup)."""


@value_class(kw_only=True)
class MailPolicy:
    """What a retention policy does for a mailbox that bears its code."""

    name: str
    holds: bool | None
    """Whether it holds such a mailbox; None where nobody can say."""
    days: int | str | None = None
    """For how many days from its receipt it keeps every item of mail (`parse_days`); None where not every one is."""
    why: str = ""
    """Why it does not, or keeps not every item, in words that follow its name: "is switched off"; else empty."""
    deletes_days: int | None = None
    """Days from its receipt after which it deletes every item of mail; None where it deletes none, or only some."""


@value_class
class MailPolicies:
    """What retention policies do for mailboxes."""

    known: Mapping[str, MailPolicy] = field(default_factory=dict)
    """By their ids in lower case and without dashes."""
    unread: str = ""
    """Why nobody can say it of the others, in words that follow a name; empty where all of them were read."""

    def of(self, policy_id: str) -> MailPolicy:
        """Return what the policy with an id does; of one that is not known nobody can say."""
        why = self.unread or "is not among the retention policies that the tenant answered with"
        return self.known.get(policy_id) or MailPolicy(name=policy_id, holds=None, why=why)


@value_class(kw_only=True)
class Settings:
    """What of the whole tenant decides."""

    organization_holds: tuple[str, ...] | None = ()
    """InPlaceHolds of the organization; None where they could not be read."""
    delayed_delicensing: bool | None = False
    drive_retention_days: int | None = 30
    """The tenant's setting for drives of deleted users."""
    policies: tuple[RetentionPolicy, ...] | None = ()
    """None where they could not be read."""
    mail: MailPolicies = field(default_factory=MailPolicies)
    """The same policies, as mailboxes bear them."""
