"""POP and IMAP as a rule over all mailboxes: nobody fetches mail by either, but from whom the client file names.

A mailbox gets both switched on by its plan when it is made. Source: `PopEnabled` and `ImapEnabled`,
https://learn.microsoft.com/powershell/module/exchange/set-casmailbox (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, required
from holdfast.kinds.services.cas_mailbox import (
    CAS_COLUMNS,
    EXCLUDED_CAS_MAILBOXES,
    CasMailboxRule,
    of_protocols,
)
from holdfast.kinds.services.mailbox import NOTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Violation

_PROTOCOLS = ("PopEnabled", "ImapEnabled")


class LegacyMailProtocols(CasMailboxRule):
    """Mailboxes come and go; the rule stays."""

    __slots__ = ()

    def broken(self, row: Mapping[str, Any]) -> tuple[Violation, ...]:
        """Return by which of the protocols mail can be fetched.

        Raises:
            MisreadError: it does not say.
        """
        is_open = [one for one in _PROTOCOLS if required(row, one, as_boolean)]
        return tuple(self.violation(row, one, expected=False) for one in is_open)


KIND = LegacyMailProtocols(
    token="m365:exchange:LegacyMailProtocols",
    title="POP and IMAP of mailboxes",
    doc=(
        "No mailbox lets mail be fetched by POP or IMAP. One that is made later has both on, and breaks the rule until "
        "the next apply. Those that are excluded are named."
    ),
    key="legacy-mail-protocols",
    judges=("popEnabled", "imapEnabled"),
    columns=(*CAS_COLUMNS, *_PROTOCOLS),
    fields=(EXCLUDED_CAS_MAILBOXES, *NOTED),
    harmless=of_protocols(*_PROTOCOLS),
    source="https://learn.microsoft.com/powershell/module/exchange/set-casmailbox (2026-11-27)",
)
