"""A mailbox whose recoverable items are nearly full is told before they are.

What is enforced: nothing; it is assessed. The recoverable items of every mailbox of the listed types take less than the
percent of their quota, those of inactive mailboxes as well where the report has them, and those of groups. A mailbox
with more is drift until somebody does something about it.

Why: a hold keeps what is deleted in the recoverable items, which have a quota: 30 GB, under a hold 100 GB. Once it is
reached, nothing can be deleted in the mailbox, earlier versions are no longer kept and nothing of it is audited. Who
wants a hold to fail fills it; who uses his mailbox for everything fills it by and by.

Who is affected: nobody. What helps is an archive, with auto-expanding archiving where that is not enough, which nothing
takes back; or that what no hold needs is purged.

How to roll back: remove the control; nothing was changed.

Licence: none beyond the mailbox. Limits: how much there is comes from Microsoft's report of mailbox usage, some two
days old, and older than a week it is unknown. A tenant that conceals names in reports, as new ones do, is unknown
until an administrator shows them, so a client chooses the control. A mailbox that the report does not have yet is
unknown by name, an inactive one is not concerned: whether the report has those is not documented. Groups are asked for
one at a time, a request for each ten. Archives have quotas of their own, and are not read. Source:
https://learn.microsoft.com/exchange/security-and-compliance/recoverable-items-folder/recoverable-items-folder
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL, Narrows, all_but
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import RecoverableItems

if TYPE_CHECKING:
    import pulumi

_TYPES = {"user": "UserMailbox", "shared": "SharedMailbox"}
_LATEST = 90
"""The warning quota of a mailbox under a hold is 90 of its 100 GB (https://learn.microsoft.com/purview/autoexpanding-
archiving, 2026-11-26)."""


def _too_late(percent: int) -> str:
    if percent <= _LATEST:
        return ""
    return f"{percent} percent, where the service itself warns at {_LATEST}"


class Settings(ChosenSettings):
    """Settings of `exchange.recoverable_items_bounded`."""

    percent: Annotated[int, KEEPS_ALL, FallsShort(_too_late)] = Field(default=80, ge=50, le=99)
    """Percent of the quota from which on a mailbox is told."""
    mailbox_types: Annotated[
        list[Literal["user", "shared"]],
        Narrows("types of mailboxes", all_but(*_TYPES), counted_as=Reason.TYPE),
    ] = Field(default=["user", "shared"], min_length=1)
    """Which mailboxes are looked at."""
    excluded_mailboxes: Annotated[list[str], Narrows("mailboxes", counted_as=Reason.EXCLUDED)] = []
    """User principal names that are left out, or ids of users, which cannot be given to somebody else."""


class RecoverableItemsBounded(ChosenControl[Settings]):
    """The assessment of all mailboxes."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Recoverable items do not fill up unseen",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=("internal-attack.holds-do-not-fill-up",),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("SI-12", lacks="anything but what is deleted in mailboxes"),),
        licence="none",
        impact="Nobody notices; mailboxes are assessed, and nothing is changed.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        if self.settings.enabled:
            RecoverableItems(
                self.child_name("mailboxes"),
                percent=self.settings.percent,
                mailbox_types=[_TYPES[one] for one in self.settings.mailbox_types],
                excluded_mailboxes=self.settings.excluded_mailboxes or None,
                opts=self.child_options(),
            )
        return {}
