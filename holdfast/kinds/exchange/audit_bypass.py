"""Accounts that are excused from the auditing of mailboxes, as a rule over all accounts: none is.

What such an account does is recorded in no mailbox, its own or another's. The list is of every account that Exchange
knows, those of the service's own among them, and no directory counts it: without one of the service's own it is not
whole. Source: https://learn.microsoft.com/powershell/module/exchange/set-mailboxauditbypassassociation (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, as_text, required
from holdfast.kinds.services.listed import LISTED, NOTED, ListedRule, excluded
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Violation

_BYPASSES = "AuditBypassEnabled"
_OWN = ("discoverysearchmailbox{", "asc-", "tenantsetting_")
"""How names of accounts of the service's own begin, in lower case. Source: a captured answer of a tenant of three
mailboxes has 242 rows, such ones among them (2026-07); that every tenant has one of them is assumed."""


class AuditBypass(ListedRule):
    """Accounts come and go; the rule stays."""

    __slots__ = ()

    def broken(self, row: Mapping[str, Any]) -> Violation | None:
        """Return that what an account does goes unrecorded."""
        bypasses = required(row, _BYPASSES, as_boolean)
        return self.violation(row, (False, True), {_BYPASSES: False}) if bypasses else None


def _is_own(row: Mapping[str, Any]) -> bool:
    return required(row, "Name", as_text).casefold().startswith(_OWN)


_BY_NAME = asked_by_name(
    "Get-MailboxAuditBypassAssociation",
)

KIND = AuditBypass(
    token="m365:exchange:AuditBypass",
    title="Accounts excused from mailbox auditing",
    doc=(
        "What an account does in mailboxes is recorded, of every account. One that is excused later breaks the rule "
        "until the next apply. Those that are excluded are named."
    ),
    key="audit-bypass",
    noun="accounts",
    judges=("auditBypassEnabled",),
    listed="MailboxAuditBypassAssociation",
    parameters={"ResultSize": "Unlimited"},
    called=("Name", "Guid"),
    always_there=_is_own,
    long=True,
    columns=(*LISTED, _BYPASSES),
    fields=(
        excluded("excludedAccounts", "Names of accounts, or their ids, that the rule leaves out."),
        *NOTED,
    ),
    answers=("Get-MailboxAuditBypassAssociation",),
    omits=f"nothing that is known; without an account of the service's own the list is not whole. {_BY_NAME}",
    harmless=(
        Harmless(_BYPASSES, "what the rule is about"),
        Harmless(
            "ObjectId Identity Id IsValid Name DistinguishedName ObjectClass WhenChangedUTC ExchangeObjectId "
            "OrganizationId Guid",
            "which account it is, and where the service keeps it",
        ),
    ),
    audit_operations=("Set-MailboxAuditBypassAssociation",),
    source="https://learn.microsoft.com/powershell/module/exchange/set-mailboxauditbypassassociation (2026-11-27)",
)
