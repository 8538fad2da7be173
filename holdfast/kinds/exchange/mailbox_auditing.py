"""Auditing of mailboxes as a rule over all of them: whether the mailbox itself says that it is audited.

While the organization audits mailboxes, that is what counts, and a mailbox that says otherwise is audited all the
same; the day the organization stops, only those go on that say so themselves, and searching the log by mailbox asks for
it. Source: https://learn.microsoft.com/purview/audit-mailboxes (2026-11-26, assumed).

An inactive mailbox is out of reach: see `deleted_item_recovery.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, required
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAILBOX_TYPES,
    NOTED,
    WHO,
    MailboxRule,
    is_inactive,
    mailbox_id,
)
from holdfast.kinds.services.tally import Ruling
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.tenant.tenant import Reader

_AUDITED = "AuditEnabled"


class MailboxAuditing(MailboxRule):
    """Mailboxes come and go; the rule stays."""

    __slots__ = ()

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Ruling]:
        """Return what judges one mailbox by its own switch."""

        def rule_on(row: Mapping[str, Any]) -> Ruling:
            name = self.member_name(row)
            if is_inactive(row):
                return Ruling(member=name, exempt=Reason.DELETED)
            audited = required(row, _AUDITED, as_boolean)
            return Ruling(member=name, breaks=() if audited else (_silent(name, row),))

        return rule_on

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule over the mailboxes of users; there is nothing more to choose."""
        return {"mailboxTypes": ["UserMailbox"]}


def _silent(name: str, row: Mapping[str, Any]) -> Violation:
    """Return that a mailbox says that it is not audited, and what switches it on."""
    return Violation(
        member=name,
        member_id=mailbox_id(row),
        property="auditEnabled",
        expected=True,
        found=False,
        remedy=Invocation("Set-Mailbox", {"Identity": row["UserPrincipalName"], _AUDITED: True}),
    )


KIND = MailboxAuditing(
    token="m365:exchange:MailboxAuditing",
    title="Auditing of mailboxes",
    doc=(
        "Every mailbox in scope says itself that it is audited. A mailbox that joins the scope later breaks the rule "
        "until the next apply. Inactive, deleted, group and public folder mailboxes, and those that are excluded, are "
        "named."
    ),
    key="mailbox-auditing",
    judges=("auditEnabled",),
    columns=(*WHO, _AUDITED),
    fields=(MAILBOX_TYPES, EXCLUDED_MAILBOXES, *NOTED),
    source="https://learn.microsoft.com/purview/audit-mailboxes (2026-11-26)",
)
