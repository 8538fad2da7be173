"""Deleted mail can be taken back for as long as Microsoft allows, in every mailbox.

What is enforced: one rule over all mailboxes of the listed types: single item recovery is on, and deleted items are
kept for at least the days, 30 of which are the most. A mailbox that is added later breaks the rule, and shows as
drift, until the next apply. More days obey the rule; no apply makes them fewer.

Why: a new mailbox keeps what was deleted for 14 days, which is shorter than a holiday. Without single item recovery
whoever empties the recoverable items, by mistake or on the way out, deletes for good at once.

Who is affected: nobody notices; the mailbox's recoverable items grow a little, within their own quota.

How to roll back: the settings stay when the control is removed, because they protect data. Fewer days for a mailbox
are set by hand: `Set-Mailbox -RetainDeletedItemsFor`.

Licence: none beyond the mailbox. Limits: calendar items are kept for 120 days whatever is set; mailboxes of groups and
of public folders, and inactive ones, are out of reach and counted; this is no backup, and ends after the days. Source:
https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/change-deleted-item-retention
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from holdfast.controls.control import HardeningControl
from holdfast.controls.mailboxes import MailboxSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import DECIDES
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import DeletedItemRecovery

if TYPE_CHECKING:
    import pulumi

_MOST_DAYS = 30
_NO_LONGER = "anything that is kept for more than 30 days: that is for holds and retention policies"


class Settings(MailboxSettings):
    """Settings of `exchange.deleted_items_recoverable`."""

    retain_days: Annotated[int, KEEPS_ALL, DECIDES] = Field(default=_MOST_DAYS, ge=14, le=_MOST_DAYS)
    """For how many days deleted items can be taken back. The service's own are 14, and it allows 30 at most."""


class DeletedItemsRecoverable(HardeningControl[Settings]):
    """One rule over all mailboxes."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Deleted mail can be taken back for 30 days",
        duties=(Duty.ACCIDENTAL_DELETION,),
        outcomes=("accidental-deletion.deleted-items-recoverable",),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("SI-12", lacks=_NO_LONGER),
            ISO_27001_2022("A.5.33", lacks=_NO_LONGER),
        ),
        licence="none",
        impact="Nobody notices; recoverable items of each mailbox grow a little.",
        rollback="The settings stay when the control is removed, because they protect data.",
        revision=1,
    )

    @classmethod
    def brings_about(cls, settings: Any) -> tuple[str, ...]:
        """Return what is reached with as many days as Microsoft allows; with fewer, nothing that a duty asks for."""
        return cls.metadata.outcomes if settings.retain_days == _MOST_DAYS else ()

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        rule = DeletedItemRecovery(
            self.child_name("rule"),
            retain_days=self.settings.retain_days,
            mailbox_types=self.settings.types_on_the_wire,
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=self.child_options(protects_data=True),
        )
        return {"retainDays": rule.retain_days}
