"""Recovery of deleted mail as a rule over all mailboxes: how long what was deleted can be taken back, and by whom not.

What is deleted goes to the recoverable items: for 14 days, or for up to 30 where the mailbox says so. What its user
purges from there stays for the rest of the time only with single item recovery; without it a purge is final at once.
Source: https://learn.microsoft.com/exchange/security-and-compliance/recoverable-items-folder/recoverable-items-folder
(research notes data-loss 1.4, 2026-11-26).

An inactive mailbox is out of reach: `Set-Mailbox -InactiveMailbox` changes its hold and nothing else. Source:
https://learn.microsoft.com/powershell/module/exchange/set-mailbox (2026-11-26, assumed). Its user is deleted, so that
nobody deletes anything in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_days, member, required
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.kept_instead import READS_BESIDE, KeptMailboxRule
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAILBOX_TYPES,
    NOTED,
    WHO,
    is_inactive,
    mailbox_id,
    mailbox_type,
    set_mailbox,
)
from holdfast.kinds.services.tally import Ruling
from holdfast.model.status import Reason
from holdfast.normalise.durations import at_least, parse_days

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.tenant.tenant import Reader

_RECOVERY = "SingleItemRecoveryEnabled"
_DAYS = "RetainDeletedItemsFor"
_OF_DATABASE = "UseDatabaseRetentionDefaults"
MOST_DAYS = 30
"""Most days for which Exchange Online keeps deleted items: parameter RetainDeletedItemsFor of
https://learn.microsoft.com/powershell/module/exchange/set-mailbox (2026-11-26)."""
_USUAL_DAYS = 14


class DeletedItemRecovery(KeptMailboxRule):
    """Mailboxes come and go; the rule stays. A mailbox that keeps deleted items longer than asked obeys it."""

    __slots__ = ()

    def of_deleted(self) -> Reason:
        """Return that nobody deletes anything in it (see `MailboxRule.of_deleted`)."""
        return Reason.NOT_CONCERNED

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Ruling]:
        """Return what judges one mailbox: by single item recovery, and by the days."""
        asked = parse_days(rule["retainDays"])

        def rule_on(row: Mapping[str, Any]) -> Ruling:
            name = self.member_name(row)
            if is_inactive(row):
                return Ruling(member=name, exempt=self.of_deleted())
            found = _days(row)
            breaks = [] if required(row, _RECOVERY, as_boolean) else [_purges(name, row)]
            if not at_least(found, asked):
                breaks.append(_shorter(name, row, asked, found))
            longer = () if breaks or found == asked else (_other_days(name, row, asked, found),)
            return Ruling(member=name, breaks=tuple(breaks), exceeds=longer)

        return rule_on

    def days_instead(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], int | str | None]:
        """Return the rule's days (see `KeptMailboxRule.days_instead`)."""
        asked = parse_days(rule["retainDays"])
        return lambda _: asked

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the days of most user mailboxes; the service's own where there is none."""
        rule: dict[str, Any] = {"mailboxTypes": ["UserMailbox"]}

        def days(row: Mapping[str, Any]) -> int | str | None:
            """Return for how long a user's mailbox keeps deleted items; None for another one."""
            of_user = mailbox_type(row) == "usermailbox" and not is_inactive(row)
            return _days(row) if of_user else None

        found = Counter(await self.pick(tenant, rule, days))
        return {**rule, "retainDays": found.most_common(1)[0][0] if found else _USUAL_DAYS}


def _days(row: Mapping[str, Any]) -> int | str | None:
    """Return the days that count for a mailbox.

    Raises:
        MisreadError: the mailbox database's days count instead, which Exchange Online tells nobody.
    """
    if member(row, _OF_DATABASE, as_boolean):
        raise MisreadError(_OF_DATABASE, "false, or its own days do not count", row[_OF_DATABASE])
    return required(row, _DAYS, as_days)


def _purges(name: str, row: Mapping[str, Any]) -> Violation:
    """Return that a mailbox has no single item recovery, and what switches it on."""
    return Violation(
        member=name,
        member_id=mailbox_id(row),
        property="singleItemRecovery",
        expected=True,
        found=False,
        remedy=set_mailbox(row, **{_RECOVERY: True}),
    )


def _shorter(name: str, row: Mapping[str, Any], asked: Any, found: Any) -> Violation:
    """Return that a mailbox keeps deleted items for fewer days than asked, and what sets them."""
    return replace(
        _other_days(name, row, asked, found), remedy=set_mailbox(row, **{_DAYS: f"{asked}.00:00:00"})
    )


def _other_days(name: str, row: Mapping[str, Any], asked: Any, found: Any) -> Violation:
    return Violation(
        member=name, member_id=mailbox_id(row), property="retainDays", expected=asked, found=found
    )


KIND = DeletedItemRecovery(
    token="m365:exchange:DeletedItemRecovery",
    title="Recovery of deleted mail",
    doc=(
        "Every mailbox in scope keeps deleted items for at least the days, with single item recovery, so that they "
        "can be taken back even when they were purged. A mailbox that joins the scope later breaks the rule until the "
        "next apply. Inactive, deleted, group and public folder mailboxes, and those that are excluded, are named; "
        "those of groups and public folders that a retention policy keeps for as long are not concerned."
    ),
    key="deleted-item-recovery",
    judges=("singleItemRecovery", "retainDays"),
    columns=(*WHO, _RECOVERY, _DAYS, _OF_DATABASE),
    fields=(
        Field(
            name="retainDays",
            doc="Days for which deleted items can be taken back; the service keeps them for 30 at most.",
            type=Type.INTEGER,
            required=True,
            minimum=1,
            maximum=MOST_DAYS,
            protects=Protects.HIGHER,
        ),
        MAILBOX_TYPES,
        EXCLUDED_MAILBOXES,
        *NOTED,
    ),
    read_rights=READS_BESIDE,
    source="https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/"
    "change-deleted-item-retention (2026-11-26)",
)
