"""Rules by which data is erased that no command looks at, by why: rows of the table of grace periods (`periods`).

They are told in every answer, since an item that nobody reads is lost as surely as one that is told with its day.
Source of all: research notes data-loss (2026-11-25), sections 1.2 to 1.7, which name the pages.
"""

from __future__ import annotations

from holdfast.grace.period import Mark, Period

_IN_SITES = "only SharePoint's own interface lists them, site by site"
_IN_MAILBOXES = "items are not read, mailboxes are"
_SETTINGS = "its bin is not read: it is a setting, and what was declared of it an apply makes again"
_LOGS = "records are not read, how long they are kept is"

_SITE = "https://learn.microsoft.com/sharepoint/restore-deleted-site-collection (2024-10)"
_ITEMS = "https://learn.microsoft.com/purview/retention-policies-sharepoint (no date)"
_MAIL = "https://learn.microsoft.com/exchange/security-and-compliance/recoverable-items-folder (2021-07)"
_ENTRA = "https://learn.microsoft.com/entra/architecture/recover-from-deletions (2022-11)"


def _row(
    rule: str,
    what: str,
    trigger: str,
    days: int,
    *,
    kept_by: str,
    source: str,
    why: str,
    mark: Mark = Mark.VERIFIED,
) -> Period:
    return Period(
        id=rule,
        object=what,
        trigger=trigger,
        days=days,
        kept_by=kept_by,
        source=source,
        mark=mark,
        not_looked_at=why,
    )


ROWS = (
    _row(
        "S1",
        "site without group",
        "deletion",
        93,
        kept_by="restoring the site",
        source=_SITE,
        why="Graph lists no deleted sites",
    ),
    _row(
        "S3",
        "file or list item in a recycle bin",
        "first deletion",
        93,
        kept_by="a retention policy or label, a hold",
        source=_ITEMS,
        why=_IN_SITES,
    ),
    _row(
        "S4",
        "copy in a Preservation Hold library",
        "the end of its retention",
        30 + 93,
        kept_by="other retention, a hold",
        source=_ITEMS,
        why=_IN_SITES,
    ),
    _row(
        "T4",
        "recording or transcript of a meeting",
        "its making; then S3",
        120,
        kept_by="a retention policy or label over its drive or site; a later day in the file or the meeting policy",
        source="https://learn.microsoft.com/microsoftteams/manage-teams-recording-compliance (2026-11-25)",
        mark=Mark.EXCERPT,
        why=_IN_SITES,
    ),
    _row(
        "L1",
        "Loop workspace and Copilot pages of a deleted user",
        "deletion",
        30 + 93,
        kept_by="a new owner in time",
        source="https://learn.microsoft.com/microsoft-365/loop/loop-storage (2026-11-25)",
        mark=Mark.EXCERPT,
        why=_IN_SITES,
    ),
    _row(
        "I1",
        "deleted item of a mailbox",
        "deletion from Deleted Items",
        14,
        kept_by="any hold; up to 30 days by RetainDeletedItemsFor",
        source=_MAIL,
        why=_IN_MAILBOXES,
    ),
    _row(
        "I2",
        "item that somebody purged, without single item recovery",
        "the purge",
        0,
        kept_by="any hold; single item recovery for the rest of the days of I1",
        source=_MAIL,
        why=_IN_MAILBOXES,
    ),
    _row(
        "I6",
        "deleted item of a calendar",
        "deletion",
        120,
        kept_by="any hold",
        source=_MAIL,
        why=_IN_MAILBOXES,
    ),
    _row(
        "M6",
        "what a hold alone kept in a mailbox in use",
        "the end of the last hold",
        30,
        kept_by="a hold again before that day; the delay hold of a disabled account does not end",
        source="https://learn.microsoft.com/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox (2023-01)",
        why=_IN_MAILBOXES,
    ),
    _row(
        "T2",
        "chat or channel message that somebody deleted",
        "deletion",
        21 + 1,
        kept_by="a retention policy over Teams, a hold",
        source="https://learn.microsoft.com/purview/retention-policies-teams (no date)",
        why=_IN_MAILBOXES,
    ),
    _row(
        "M9",
        "archive mailbox",
        "its disabling, or the end of its licence",
        30,
        kept_by="a hold, which lets nobody disable it",
        source="nobody's page was read (2026-11-25)",
        mark=Mark.RECALLED,
        why="archives are not read",
    ),
    _row(
        "P2",
        "public folder mailbox",
        "deletion",
        90,
        kept_by="restoring it",
        source=(
            "https://learn.microsoft.com/exchange/collaboration-exo/public-folders/"
            "recover-deleted-public-folder-mailbox (2021-07)"
        ),
        why="public folders are not read",
    ),
    _row(
        "DV1",
        "device",
        "deletion",
        0,
        kept_by="nothing; restoring it within 30 days where the preview of that is on",
        source=_ENTRA,
        why=_SETTINGS,
    ),
    _row(
        "G3",
        "security group or distribution list",
        "deletion",
        0,
        kept_by="nothing; one that the bin has all the same is told by G1",
        source=_ENTRA,
        why=_SETTINGS,
    ),
    _row(
        "A1",
        "record of the audit log",
        "its day",
        180,
        kept_by="a policy of Audit (Premium), which keeps those of E5 for 365 days by itself; an export",
        source="https://learn.microsoft.com/purview/audit-log-retention-policies (2026-11-25)",
        mark=Mark.EXCERPT,
        why=_LOGS,
    ),
    _row(
        "A5",
        "record of a sign-in, or of a change of the directory",
        "its day",
        7,
        kept_by="Entra ID P1 or P2 for 30 days; an export",
        source=(
            "https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention (2026-01)"
        ),
        why=_LOGS,
    ),
)
"""What is told as not looked at."""
