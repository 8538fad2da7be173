"""Journal rules: each sends a copy of all mail of somebody, or of everybody, to one address.

Source: https://learn.microsoft.com/powershell/module/exchange/get-journalrule (2026-11-28); what a row has is recalled,
from the parameters of `New-JournalRule`. In Exchange Online the address is never a mailbox of the tenant itself
(https://learn.microsoft.com/exchange/security-and-compliance/journaling/journaling), so that each rule that is on
either goes to a server of the organization's own, by a domain of it, or to somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, as_name, as_text, required
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

JOURNAL_RULES = "Get-JournalRule"
JOURNAL = "journal rule: "
"""What the name of such a rule begins with where it stands beside transport rules, of which one may have its name."""
_ENABLED, TO = "Enabled", "JournalEmailAddress"
OF_JOURNALS = Harmless(
    f"{_ENABLED} {TO} Recipient Scope",
    "whose mail a journal rule copies, and where to",
    seen="parameters of New-JournalRule (recalled)",
)


def journal_name(row: Mapping[str, Any]) -> str:
    """Return what a rule is called.

    Raises:
        MisreadError: it bears no name.
    """
    return f"{JOURNAL}{required(row, 'Name', as_name)}"


def copies_to(row: Mapping[str, Any]) -> str:
    """Return to which address a rule copies mail; the empty text where it is off.

    Raises:
        MisreadError: it does not say whether it is on, or where to.
    """
    return required(row, TO, as_text) if required(row, _ENABLED, as_boolean) else ""
