"""What is seen of a tenant, as plain facts: moments in UTC, None where nobody told."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING

from holdfast.grace.keeping import Settings
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.grace.keeping import Mailbox


@value_class(kw_only=True)
class Drive:
    """A OneDrive as a report of usage tells it."""

    address: str
    """Of its site; empty where it is not told."""
    size_bytes: int


@value_class(kw_only=True)
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


@value_class(kw_only=True)
class DeletedSetting:
    """An application, an administrative unit, a policy or a location in its bin."""

    id: str
    name: str
    deleted: datetime
    what: str
    """Such as "application"."""
    rule: str
    """Id of its period."""


@value_class(kw_only=True)
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


@value_class(kw_only=True)
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


@value_class(kw_only=True)
class Tagged:
    """Mailboxes that have one such policy and are held alike."""

    policy: str
    mailbox: Mailbox
    """One of them: what holds it holds them all."""
    count: int
    names: tuple[str, ...]
    """Of some of them."""


@value_class(kw_only=True)
class UnlicensedDrive:
    """The OneDrive of an account that is there and no longer licensed for it."""

    id: str
    """Of the user."""
    name: str
    since: datetime | None
    drive: Drive | None = None
    """None where that was not read."""


@value_class(kw_only=True)
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


@value_class(kw_only=True)
class Subscription:
    """A subscription as `/directory/subscriptions` tells it."""

    id: str
    product: str
    """Part number, such as SPE_E5."""
    status: str
    next_change: datetime | None
    trial: bool | None = False
    """None where that is not told."""


@value_class(kw_only=True)
class Copy:
    """What Microsoft 365 Backup has of one mailbox, drive or site."""

    policy: str
    """Name of the policy that backs it up; empty where none does any longer."""
    expires: datetime
    """When the last of its restore points that are told goes."""
    offboarded: datetime | None = None
    """When somebody asked to have it taken out of the service; None: nobody did."""


@value_class(kw_only=True)
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
