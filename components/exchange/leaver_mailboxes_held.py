"""The mailbox of everybody who leaves is held before anything can erase it.

What is enforced: one rule over all mailboxes of the listed types: where the account is disabled or deleted, the mailbox
has a hold of its own that lasts. That is a litigation hold for at least the duration, or a retention policy that names
the mailbox and keeps every mail in it for as long. An apply puts a litigation hold on a mailbox that has none; no hold
is ever shortened or lifted. A hold or a policy that is too short, a policy that is for chats or for some items only, a
hold of a case, which ends with it, a delay hold and a label are told as what there is, and are not enough.

Why: when an account is deleted, its mailbox is erased after 30 days, unless a hold was there before. Then it stays as
an inactive mailbox, and needs no licence any longer. Most accounts are disabled some time before they are deleted: that
is the time in which to hold the mailbox.

Who is affected: nobody notices.

How to roll back: holds stay when the control is removed, because without them the mailboxes would be erased. By hand:
`Set-Mailbox -LitigationHoldEnabled $false`.

Licence: Exchange Online Plan 2, or Plan 1 with Archiving, for each mailbox that is to be held; a leaver's mailbox
without it breaks the rule, and no apply can mend that. Limits: a mailbox that is deleted softly can be held no longer,
and breaks the rule until its user is restored or it is excluded; a policy over the whole organization is not counted,
because the mailbox does not tell of it; a mailbox below 10 MB is kept by no policy, and one that only a policy holds is
unknown where its size is not told, or where that policy cannot be read, or has an adaptive scope; whether a hold keeps
a mailbox whose licence went is contested, so it is unknown, from when on Exchange tells it, hours after the directory
(assumed); mailboxes that are switched to another type are counted as such; of somebody whose mailbox is on premises, an
archive in the cloud is not looked at. Source: https://learn.microsoft.com/purview/create-and-manage-inactive-mailboxes
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.durations import Days
from holdfast.controls.narrowing import KEEPS_ALL, Narrows, all_but
from holdfast.controls.sufficing import FallsShort, keeps_nothing_more
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import LeaverMailboxHold

if TYPE_CHECKING:
    import pulumi

_TYPES = {"user": "UserMailbox", "shared": "SharedMailbox"}
_SECURED = "data-retention.inactive-accounts-secured"
_FILES = "files of leavers: this is about their mailboxes"


class Settings(ControlSettings):
    """Settings of `exchange.leaver_mailboxes_held`."""

    duration_days: Annotated[Days, KEEPS_ALL, FallsShort(keeps_nothing_more)]
    """How long every item is held. Up to 30 days keep nothing that a mailbox cannot keep without it."""
    mailbox_types: Annotated[
        list[Literal["user", "shared"]],
        Narrows("types of mailboxes", all_but(*_TYPES), counted_as=Reason.TYPE),
    ] = Field(default=["user"], min_length=1)
    """Which mailboxes the rule is for. Every shared mailbox has a disabled account, whether or not somebody left."""
    excluded_mailboxes: Annotated[list[str], Narrows("mailboxes", counted_as=Reason.EXCLUDED)] = []
    """User principal names that the rule leaves out, or ids of users, which cannot be given to somebody else."""


class LeaverMailboxesHeld(HardeningControl[Settings]):
    """One rule over all mailboxes."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Mailboxes of leavers are held before anything can erase them",
        duties=(Duty.INTERNAL_ATTACK, Duty.DATA_RETENTION),
        outcomes=("internal-attack.leavers-mail-kept", _SECURED),
        shares=(Share(_SECURED, ("entra.inactive_accounts_secured",)),),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("SI-12", lacks=_FILES),
            ISO_27001_2022("A.5.33", lacks=_FILES),
        ),
        licence="EXCHANGE_S_ENTERPRISE",
        impact="Nobody notices; the mailbox of somebody who left stays until somebody lifts its hold.",
        rollback="Holds stay when the control is removed, because they protect data.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        rule = LeaverMailboxHold(
            self.child_name("rule"),
            duration_days=self.settings.duration_days,
            mailbox_types=[_TYPES[kind] for kind in self.settings.mailbox_types],
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=self.child_options(protects_data=True),
        )
        return {"durationDays": rule.duration_days}
