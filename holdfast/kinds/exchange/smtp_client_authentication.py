"""Authenticated SMTP as a rule over all mailboxes: none has it on for itself, past the organization's switch.

A mailbox that says nothing (null) follows the organization; one that says false sends although the organization has it
off. Source: `SmtpClientAuthenticationDisabled`, https://learn.microsoft.com/powershell/module/exchange/set-casmailbox
(2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, member
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

_DISABLED = "SmtpClientAuthenticationDisabled"


class SmtpClientAuthentication(CasMailboxRule):
    """Mailboxes come and go; the rule stays."""

    __slots__ = ()

    def broken(self, row: Mapping[str, Any]) -> tuple[Violation, ...]:
        """Return that a mailbox has it on for itself.

        Raises:
            MisreadError: it does not say, which is not null.
        """
        if _DISABLED not in row:
            raise MisreadError(_DISABLED, "true, false or null", None)
        is_open = member(row, _DISABLED, as_boolean) is False
        return (self.violation(row, _DISABLED, expected=True),) if is_open else ()


KIND = SmtpClientAuthentication(
    token="m365:exchange:SmtpClientAuthentication",
    title="Authenticated SMTP of mailboxes",
    doc=(
        "No mailbox has authenticated SMTP on for itself. One that is given it later breaks the rule until the next "
        "apply. Those that are excluded are named."
    ),
    key="smtp-client-authentication",
    judges=("smtpClientAuthenticationDisabled",),
    columns=(*CAS_COLUMNS, _DISABLED),
    fields=(EXCLUDED_CAS_MAILBOXES, *NOTED),
    harmless=of_protocols(_DISABLED),
    source="https://learn.microsoft.com/powershell/module/exchange/set-casmailbox (2026-11-27)",
)
