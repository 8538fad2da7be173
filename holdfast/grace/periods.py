"""The table of grace periods, as data: one row a rule, with its source, the day of that source, and how sure it is.

A row counts from its trigger: the day of the trigger plus `days` is the first day on which Microsoft may erase. Its
jobs run later, up to a week each; where sources disagree the earlier day stands here. Rows that are not looked at stand
in `periods_unseen`, and are told so in every answer, with why. Source of all: research notes data-loss (2026-11-25),
which name the pages.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from holdfast.grace.period import Mark, Period
from holdfast.grace.periods_unseen import ROWS as UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.model.plan import GracePeriodOfClient


DRIVES_ENFORCED_FROM = date(2026, 7, 1)
"""Since when Microsoft counts unpaid months of unlicensed drives (message centre MC1381110, 2026-06)."""
DELAYED_DELICENSING_DAYS = 30
"""What `DelayedDelicensingEnabled` adds to M2 (learn: exchange-online-delicensing-resiliency, excerpt, 2026-11-25)."""
SHORTEST_DRIVE_RETENTION_DAYS = 30
"""Default and least of the tenant's setting for drives of deleted users (SharePoint: set-retention, 2024-04)."""

_ENTRA = "https://learn.microsoft.com/entra/architecture/recover-from-deletions (2022-11)"
_GROUP = "https://learn.microsoft.com/microsoft-365/admin/create-groups/restore-deleted-group (no date)"
_SITE = "https://learn.microsoft.com/sharepoint/restore-deleted-site-collection (2024-10)"
_MAILBOX = (
    "https://learn.microsoft.com/exchange/recipients-in-exchange-online/delete-or-restore-mailboxes (2021-07)"
)
_INACTIVE = "https://learn.microsoft.com/purview/inactive-mailboxes-in-office-365 (no date)"
_LICENCE = "https://learn.microsoft.com/microsoft-365/admin/manage/remove-licenses-from-users (2023-01)"
_DRIVE = "https://learn.microsoft.com/sharepoint/retention-and-deletion (2024-04)"
_UNLICENSED = "https://learn.microsoft.com/sharepoint/unlicensed-onedrive-accounts (2024-10)"
_EXPIRY = "https://learn.microsoft.com/microsoft-365/commerce/subscriptions/what-if-my-subscription-expires (2024-03)"
_HOLDS = "a hold, a label that retains on one item, or a policy that retains, in place before"
_GROUPS_POLICY = "a policy that retains, at the location Microsoft 365 Groups"

_ROWS = (
    Period(
        id="U1",
        object="user",
        trigger="deletion",
        days=30,
        kept_by="restoring the user",
        source=_ENTRA,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="U2",
        object="guest",
        trigger="deletion",
        days=30,
        kept_by="restoring the guest",
        source=_ENTRA,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="G1",
        object="group with its mailbox, Planner and team",
        trigger="deletion",
        days=30,
        kept_by=f"restoring the group; mailbox alone: {_GROUPS_POLICY}",
        source=_GROUP,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="S2",
        object="site of a group",
        trigger="deletion of the group or of the site",
        days=93,
        kept_by=f"restoring the site; {_GROUPS_POLICY}",
        source=_SITE,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="G2",
        object="group that expires",
        trigger="its expiration date; then G1 and S2",
        days=0,
        kept_by="renewal by an owner",
        mark=Mark.VERIFIED,
        source="https://learn.microsoft.com/graph/api/resources/grouplifecyclepolicy (2026-11)",
    ),
    Period(
        id="AP1",
        object="application and service principal",
        trigger="deletion",
        days=30,
        kept_by="restoring it, with its secrets and consents; each of the two by itself",
        source=_ENTRA,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="AU1",
        object="administrative unit",
        trigger="deletion",
        days=30,
        kept_by="restoring it",
        source=_ENTRA,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="CA1",
        object="Conditional Access policy and named location",
        trigger="deletion",
        days=30,
        kept_by="restoring it",
        source="https://learn.microsoft.com/graph/api/resources/policydeletableitem (2026-11-25)",
        mark=Mark.EXCERPT,
    ),
    Period(
        id="M1",
        object="mailbox of a deleted user",
        trigger="deletion",
        days=30,
        kept_by=_HOLDS,
        source=_MAILBOX,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="M2",
        object="mailbox of a user without licence",
        trigger="the licence goes",
        days=30,
        kept_by="the licence, back in time; conversion to shared before",
        source=_LICENCE,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="M3",
        object="mailbox of a user without licence, held",
        trigger="the licence goes",
        days=30,
        kept_by="contested: not safe",
        mark=Mark.SECONDARY,
        source="https://github.com/MicrosoftDocs/microsoft-365-docs/issues/7664 (2022)",
    ),
    Period(
        id="M4",
        object="inactive mailbox",
        trigger="nothing",
        days=None,
        kept_by=_HOLDS,
        source=_INACTIVE,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="M5",
        object="inactive mailbox after its last hold",
        trigger="the last hold goes",
        days=30,
        kept_by="recovering or restoring it in time",
        source="message centre MC411428 (2022-08); before: 183 days",
        mark=Mark.SECONDARY,
    ),
    Period(
        id="M8",
        object="new mail to a full shared mailbox without a licence",
        trigger="50 GB are reached",
        days=None,
        kept_by="a licence of Exchange Online Plan 2; what is in it stays",
        source="https://learn.microsoft.com/microsoft-365/admin/email/about-shared-mailboxes (2023-08)",
        mark=Mark.VERIFIED,
    ),
    Period(
        id="O1",
        object="OneDrive of a deleted user",
        days=93,
        trigger="deletion plus the tenant's retention of drives (30 to 3650 days)",
        kept_by="a retention policy over OneDrive, an eDiscovery hold",
        source=_DRIVE,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="O2",
        object="OneDrive without licence, account kept",
        trigger="the licence goes",
        days=186,
        kept_by="the licence, a retention policy, Microsoft 365 Archive billing",
        source=_UNLICENSED,
        mark=Mark.INFERRED,
    ),
    Period(
        id="O3",
        object="OneDrive without licence or account, unpaid",
        days=365,
        trigger="licence or account goes, counted from 2026-07-01 at the earliest",
        kept_by="the licence or Archive billing; policies and holds do not",
        mark=Mark.EXCERPT,
        source="message centre MC1381110 (2026-06)",
    ),
    Period(
        id="B1",
        object="data of a subscription that ended",
        trigger="the Disabled phase begins",
        days=90,
        kept_by="renewal",
        source=_EXPIRY,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="B7",
        object="data of a deleted subscription",
        trigger="deletion",
        days=0,
        kept_by="nothing; reactivation within 3 days",
        source=_EXPIRY,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="B8",
        object="data of a trial",
        trigger="the end of the trial",
        days=30,
        kept_by="buying it",
        source=_EXPIRY,
        mark=Mark.VERIFIED,
    ),
    Period(
        id="K1",
        object="restore point of Microsoft 365 Backup",
        trigger="its creation",
        days=365,
        kept_by="a longer period of the policy",
        mark=Mark.VERIFIED,
        source="https://learn.microsoft.com/microsoft-365/backup/backup-faq (2024-12)",
    ),
    Period(
        id="K2",
        object="restore points of what is taken out of Microsoft 365 Backup",
        trigger="off-boarding is asked for",
        days=90,
        kept_by="cancelling the off-boarding",
        mark=Mark.VERIFIED,
        source="https://learn.microsoft.com/microsoft-365/backup/backup-offboarding (2026-11-27)",
    ),
    Period(
        id="MT1",
        object="mail under a retention tag of Exchange (MRM)",
        trigger="the age that the tag says",
        days=0,
        kept_by="a hold, or a retention policy that keeps mail; more days in the tag",
        mark=Mark.RECALLED,
        source=(
            "https://learn.microsoft.com/exchange/security-and-compliance/messaging-records-management/"
            "retention-tags-and-policies (2026-11-28)"
        ),
    ),
)

PERIODS: Mapping[str, Period] = {one.id: one for one in (*_ROWS, *UNSEEN)}
"""Every rule by its id."""

OF_CONTRACTS = tuple(
    one
    for one in PERIODS
    if one not in {"G2", "M3", "M4", "M8", "MT1", "B7", "K1"} and not PERIODS[one].not_looked_at
)
"""Rules whose period a client's contract may set otherwise: the others are the tenant's own setting, or no period."""


class Periods:
    """The table as it is for one client."""

    def __init__(self, overridden: Iterable[GracePeriodOfClient] = ()) -> None:
        """Lay what the client's contracts say over the table; each names a rule of it."""
        self._rows = dict(PERIODS)
        for one in overridden:
            self._rows[one.rule] = replace(self._rows[one.rule], days=one.days, contract=one.contract)

    def __getitem__(self, rule: str) -> Period:
        """Return the row of a rule."""
        return self._rows[rule]
