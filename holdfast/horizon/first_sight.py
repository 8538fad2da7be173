"""What a look ahead asks for at once: lists, settings and reports that need nothing that was read before."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.horizon import bins, directory, exchange, usage
from holdfast.horizon.sighting import Found, Sighting, sight
from holdfast.horizon.tags import retention_tags
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast.grace.facts import (
        DeletedSetting,
        DeletedUser,
        Group,
        RetentionTag,
        Subscription,
        UnlicensedDrive,
    )
    from holdfast.horizon.exchange import Mailboxes, Organization, Policies
    from holdfast.horizon.usage import OwnedDrive, OwnedSite
    from holdfast.model.horizon import Unread
    from holdfast.tenant.tenant import Reader


@value_class
class FirstSight:
    """Each source with what it gave, or why it gave nothing."""

    users: Sighting[Found[DeletedUser]]
    groups: Sighting[Found[Group]]
    drives: Sighting[Found[UnlicensedDrive]]
    subscriptions: Sighting[Found[Subscription]]
    mailboxes: Sighting[Mailboxes]
    organization: Sighting[Organization]
    policies: Sighting[Policies]
    kept_days: Sighting[int]
    """For how many days the drive of a deleted account is kept."""
    inactive: Sighting[int]
    """How many accounts nobody uses."""
    used: Sighting[Found[OwnedDrive]]
    sites: Sighting[tuple[OwnedSite, ...]]
    everybody: Sighting[frozenset[str]]
    """Ids and names of all accounts that are there."""
    tags: Sighting[Found[RetentionTag]]
    """Exchange's own, of messaging records management."""
    bins: tuple[Sighting[Found[DeletedSetting]], ...]
    """Of what is no data, each with what was deleted."""

    def unread(self, later: tuple[Unread, ...], vague: tuple[Unread, ...]) -> tuple[Unread, ...]:
        """Return everything that was not read: whole lists, single rows, and what decides no exit code.

        Args:
            later: of what was asked for afterwards, what decides.
            vague: of that, what decides no exit code: only how large things are, what a copy would keep besides, or
                what is told of each thing that it is missing for.
        """
        lists = (self.users, self.groups, self.mailboxes, self.drives, self.subscriptions, self.policies)
        # A drive that nobody is known to own any longer is told by the report alone, held against all accounts.
        others = (self.kept_days, self.organization, self.inactive, self.used, self.everybody, self.tags)
        whole = [one for each in (*lists, *others) for one in each.unread]
        single = [
            one
            for each in (*lists, self.used, self.tags)
            if each.seen is not None
            for one in each.seen.unread
        ]
        for one in self.bins:
            whole += one.unread
            single += () if one.seen is None else one.seen.unread
        undecided = (replace(one, decides=False) for one in (*vague, *self.sites.unread))
        return (*whole, *later, *single, *undecided)


async def first_sight(tenant: Reader, now: datetime) -> FirstSight:
    """Read all of it in the same moment; sends reads only.

    Args:
        tenant: whose.
        now: the time in the tenant, UTC.
    """
    of_directory = asyncio.gather(
        sight("deleted users", directory.deleted_users(tenant, now)),
        sight("deleted and expiring groups", directory.groups(tenant, now)),
        sight("accounts without a OneDrive licence", directory.lost_drives(tenant)),
        sight("subscriptions", directory.subscriptions(tenant)),
    )
    of_mail = asyncio.gather(
        sight("mailboxes", exchange.mailboxes(tenant, now)),
        sight("the organization's holds", exchange.organization(tenant)),
        sight("retention policies", exchange.policies(tenant)),
    )
    of_settings = asyncio.gather(
        sight("the tenant's retention of drives", directory.drive_retention_days(tenant)),
        sight("accounts that nobody uses", directory.inactive_accounts(tenant, now)),
    )
    of_usage = asyncio.gather(
        sight("drives, and how much is in them", usage.drives(tenant, now)),
        sight("sizes and owners of sites", usage.sites(tenant, now)),
        sight("names of all accounts", directory.everybody(tenant)),
    )
    of_others = asyncio.gather(
        sight("deleted applications", bins.applications(tenant, now)),
        sight("deleted administrative units", bins.units(tenant, now)),
        sight("deleted Conditional Access policies and locations", bins.conditional_access(tenant, now)),
        sight("retention tags of Exchange", retention_tags(tenant)),
    )
    lists, mail, settings, reports, others = await asyncio.gather(
        of_directory, of_mail, of_settings, of_usage, of_others
    )
    used, sites, everybody = reports
    applications, units, policies, tags = others
    binned = (applications, units, policies)
    return FirstSight(*lists, *mail, *settings, used, sites, everybody, tags, binned)
