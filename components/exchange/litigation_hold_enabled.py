"""Litigation hold is on for every licensed mailbox, for as long as the client must keep its mail.

What is enforced: one rule over all mailboxes of the listed types: each is on litigation hold for at least the
duration. A mailbox that is added later breaks the rule, and shows as drift, until the next apply. A longer hold
obeys the rule; no hold is ever shortened or lifted.

Why: an employee on the way out, or an attacker, can delete mail for good; the hold keeps it all the same. Some
laws also demand it.

Who is affected: nobody notices; the mailbox's recoverable items grow.

How to roll back: holds stay when the control is removed. `holdfast:delete_protected_data: true` in the client
file allows them to be lifted.

Licence: Exchange Online Plan 2, or Plan 1 with Archiving, for each mailbox; the others are counted and listed.
Limits: a hold takes up to four hours to act.

Source: https://learn.microsoft.com/purview/ediscovery-create-a-litigation-hold (2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL, Narrows, all_but
from holdfast.controls.sufficing import FallsShort, keeps_nothing_more
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import LitigationHold

if TYPE_CHECKING:
    import pulumi

_TYPES = {"user": "UserMailbox", "shared": "SharedMailbox"}

Days = Annotated[int, Field(ge=1, le=36500)] | Literal["unlimited"]
"""Whole days up to a hundred years, or `unlimited`."""


class Settings(ControlSettings):
    """Settings of `exchange.litigation_hold_enabled`."""

    duration_days: Annotated[Days, KEEPS_ALL, FallsShort(keeps_nothing_more)]
    """How long every item is held. Up to 30 days keep nothing that a mailbox cannot keep without it."""
    mailbox_types: Annotated[
        list[Literal["user", "shared"]],
        Narrows("types of mailboxes", all_but(*_TYPES), counted_as=Reason.TYPE),
    ] = Field(default=["user"], min_length=1)
    """Which mailboxes the rule is for."""
    excluded_mailboxes: Annotated[list[str], Narrows("mailboxes", counted_as=Reason.EXCLUDED)] = []
    """User principal names that the rule leaves out, or ids of users, which cannot be given to somebody else."""


class LitigationHoldEnabled(HardeningControl[Settings]):
    """One rule over all mailboxes."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Mail cannot be deleted for good: litigation hold is on",
        duties=(Duty.REGULATORY_COMPLIANCE, Duty.INTERNAL_ATTACK, Duty.ACCIDENTAL_DELETION),
        outcomes=(
            "regulatory-compliance.mail-held-as-required",
            "internal-attack.deleted-mail-held",
            "accidental-deletion.mail-retention-behind",
        ),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("SI-12"),
            ISO_27001_2022("A.5.28"),
            ISO_27001_2022("A.5.33"),
        ),
        licence="EXCHANGE_S_ENTERPRISE",
        impact="Nobody notices; recoverable items of each mailbox grow.",
        rollback="Holds stay when the control is removed, because they protect data.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        rule = LitigationHold(
            self.child_name("rule"),
            duration_days=self.settings.duration_days,
            mailbox_types=[_TYPES[kind] for kind in self.settings.mailbox_types],
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=self.child_options(protects_data=True),
        )
        return {"durationDays": rule.duration_days}
