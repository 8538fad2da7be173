"""What is seen of a tenant, as plain facts: moments in UTC, None where nobody told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """A OneDrive as a report of usage tells it."""

    address: str
    """Of its site; empty where it is not told."""
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedUser:
    """A user in the directory's bin."""

    id: str
    name: str
    deleted: datetime
    guest: bool = False
    unlicensed_since: datetime | None = None
    """When his licence for a drive went, where it went before; None where nothing tells that it did."""
    drive: Drive | None = None
    """None where that was not read, or he has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedSetting:
    """An application, an administrative unit, a policy or a location in its bin."""

    id: str
    name: str
    deleted: datetime
    what: str
    """Such as "application"."""
    rule: str
    """Id of its period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group that is deleted, or will be because it expires."""

    id: str
    name: str
    unified: bool = True
    """Whether it is a Microsoft 365 group, with mailbox and site."""
    deleted: datetime | None = None
    expires: datetime | None = None
    owners: int | None = None
    """How many could renew it; None where that was not read."""
    address: str = ""
    """Its mail address, empty where it is not told."""
    site_bytes: int | None = None
    """How much is in its site; None where that was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionTag:
    """A tag of messaging records management, as one policy of Exchange's gives it to mailboxes."""

    policy: str
    name: str
    type: str
    """Which mail: "All", "Personal", or a folder such as "DeletedItems"."""
    action: str
    """RetentionAction, such as "PermanentlyDelete"."""
    days: int | None
    """None: it never acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """Mailboxes that have one such policy and are held alike."""

    policy: str
    mailbox: Mailbox
    """One of them: what holds it holds them all."""
    count: int
    names: tuple[str, ...]
    """Of some of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlicensedDrive:
    """The OneDrive of an account that is there and no longer licensed for it."""

    id: str
    """Of the user."""
    name: str
    since: datetime | None
    drive: Drive | None = None
    """None where that was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayDrive:
    """The OneDrive of somebody whom nothing lists any longer: the account left the bin, and no mailbox is there."""

    id: str
    """Its address, or the name where that is not told."""
    name: str
    last_used: date | None
    """The account was there on that day."""
    drive: Drive
    concealed: bool = False
    """Whether the tenant conceals whose it is: the name is a code, and the report tells the drive as deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A subscription as `/directory/subscriptions` tells it."""

    id: str
    product: str
    """Part number, such as SPE_E5."""
    status: str
    next_change: datetime | None
    trial: bool | None = False
    """None where that is not told."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What Microsoft 365 Backup has of one mailbox, drive or site."""

    policy: str
    """Name of the policy that backs it up; empty where none does any longer."""
    expires: datetime
    """When the last of its restore points that are told goes."""
    offboarded: datetime | None = None
    """When somebody asked to have it taken out of the service; None: nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that was seen; a sort that could not be read is empty here, and told as unread beside it."""

    settings: Settings = field(default_factory=Settings)
    deleted_users: tuple[DeletedUser, ...] = ()
    left: tuple[DeletedUser, ...] = ()
    """Users who are in the bin no longer, by the mailboxes that they left: their drives may still be there."""
    groups: tuple[Group, ...] = ()
    deleted_settings: tuple[DeletedSetting, ...] = ()
    mailboxes: tuple[Mailbox, ...] = ()
    unlicensed_drives: tuple[UnlicensedDrive, ...] = ()
    stray_drives: tuple[StrayDrive, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    mail_copies: Mapping[str, Copy] = field(default_factory=dict)
    """By the mailbox's `account`."""
    drive_copies: Mapping[str, Copy] = field(default_factory=dict)
    """By the id of the user in lower case."""
    site_copies: Mapping[str, Copy] = field(default_factory=dict)
    """By the id of the group whose site it is."""
    ownerless_sites: tuple[str, ...] | None = None
    """Addresses of sites without a group that nobody owns; None where they could not be read."""
    tags: tuple[RetentionTag, ...] | None = ()
    """None where they could not be read."""
    tagged: tuple[Tagged, ...] = ()
