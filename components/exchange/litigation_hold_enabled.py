"""Litigation hold is on for every licensed mailbox, for as long as the client must keep its mail.

What is enforced: one rule over all mailboxes of the listed types, inactive ones among them: each is on litigation hold
for at least the duration. A mailbox that is added later breaks the rule, and shows as drift, until the next apply.
Mailboxes of people in some group, or with some attribute, can have to be held longer: the longest that is asked of a
mailbox counts. A longer hold obeys the rule; no hold is ever shortened or lifted, not even when its mailbox leaves such
a group. By what else a mailbox that differs is held is told with it: the codes of retention policies and cases are
decoded, and count for nothing here.

Why: an employee on the way out, or an attacker, can delete mail for good; the hold keeps it all the same. Some
laws also demand it.

Who is affected: nobody notices; the mailbox's recoverable items grow.

How to roll back: holds stay when the control is removed. `holdfast:delete_protected_data: true` in the client
file and an entry of `i_understand` allow them to be lifted.

Licence: Exchange Online Plan 2, or Plan 1 with Archiving, for each mailbox; the others are counted and listed. Limits:
no hold can be put on the mailbox of a group: it is left out by name until a retention policy over Microsoft 365 groups
keeps it for as long (`purview.retention_policy_applied`). A hold takes up to four hours to act. Whoever may change a
group or an attribute decides whose mailbox is held longer from then on; a deleted user is in no group any longer, so
that a scope for leavers goes by attribute. Groups are looked up before mailboxes are listed, which costs a check a few
requests more. Whoever takes a scope out of the file is not asked: no hold gets shorter by it. A priority clean-up of
Purview deletes mail in spite of holds (Microsoft names holds of eDiscovery and policies, and calls it a way past legal
holds, MC971035, 2025-08; that a litigation hold is one of these is assumed): it is not looked for here.

Source: https://learn.microsoft.com/purview/ediscovery-create-a-litigation-hold (2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.durations import Days
from holdfast.controls.narrowing import KEEPS_ALL, Narrows, all_but
from holdfast.controls.sufficing import FallsShort, JudgedWith, keeps_nothing_more
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.longest import GROUP_NAME
from holdfast.model.status import Reason
from holdfast.provider.resources import LitigationHold

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi

_TYPES = {"user": "UserMailbox", "shared": "SharedMailbox"}


class Scope(ControlSettings):
    """Mailboxes that are held longer than the others."""

    group: Annotated[str, KEEPS_ALL] = Field(default="", max_length=GROUP_NAME, examples=["Board"])
    """Display name of a group of their users, nested groups too; or none, with an attribute."""
    attribute: Annotated[str, KEEPS_ALL] = Field(
        default="", pattern=r"^(CustomAttribute([1-9]|1[0-5]))?$", examples=[""]
    )
    """The custom attribute that tells them, `CustomAttribute1` to `CustomAttribute15`; or none, with a group."""
    value: Annotated[str, KEEPS_ALL] = Field(default="", max_length=1024, examples=[""])
    """What the attribute says of them, in any letter case."""
    duration_days: Annotated[Days, KEEPS_ALL, JudgedWith("scopes")]
    """How long every item of theirs is held. The longest that is asked of a mailbox counts."""

    @model_validator(mode="after")
    def _by_one(self) -> Self:
        """Refuse a scope that nobody or everybody could be meant by."""
        if bool(self.group.strip()) is bool(self.attribute) or bool(self.attribute) is not bool(
            self.value.strip()
        ):
            raise ValueError("give a scope either `group`, or `attribute` with `value`")
        return self


def _keeping_nothing(scopes: Sequence[Scope]) -> str:
    """Return which scopes keep nothing that a mailbox does not keep anyway."""
    short = [(one.group or one.attribute, keeps_nothing_more(one.duration_days)) for one in scopes]
    return "; ".join(f"{name} keeps for {why}" for name, why in short if why)


class Settings(ControlSettings):
    """Settings of `exchange.litigation_hold_enabled`."""

    duration_days: Annotated[Days, KEEPS_ALL, FallsShort(keeps_nothing_more)]
    """How long every item is held. Up to 30 days keep nothing that a mailbox cannot keep without it."""
    scopes: Annotated[list[Scope], KEEPS_ALL, FallsShort(_keeping_nothing)] = Field(default=[], max_length=50)
    """Mailboxes that are held longer than that, by a group or by an attribute."""
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
        revision=2,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        rule = LitigationHold(
            self.child_name("rule"),
            duration_days=self.settings.duration_days,
            scopes=[_on_the_wire(one) for one in self.settings.scopes] or None,
            mailbox_types=[_TYPES[kind] for kind in self.settings.mailbox_types],
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=self.child_options(protects_data=True),
        )
        return {"durationDays": rule.duration_days}


def _on_the_wire(scope: Scope) -> dict[str, Any]:
    """Return a scope in the names of the kind."""
    who = {"group": scope.group} if scope.group else {"attribute": scope.attribute, "value": scope.value}
    return {**who, "durationDays": scope.duration_days}
