"""What transport rules do that none should: mail waved past the filters, laid open, hidden, or given away.

An action is told for what it does to the recipient and to who reads along. Deleted, quarantined, cut off, redirected
and held for approval is mail that its recipient neither gets nor hears of; a blind copy, and an incident report with
the message in it, goes to a reader whom neither side sees: these are told whoever gets it, also inside. A copy that
stands among the recipients, and a report about a message, are told only where they go outside. Encryption that is
taken off a message or its attachments is told wherever it goes: whoever has it from then on can read it. A refusal
(`Reject...`, `SmtpReject...`) is none of these: its sender is told at once. So are marks no harm: mail that a rule
marks as spam goes where the spam policies say. Source:
https://learn.microsoft.com/exchange/security-and-compliance/mail-flow-rules/mail-flow-rule-actions (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_text, as_texts, as_word, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Row = Mapping[str, Any]
    Done = tuple[str, Any]

_LEVEL = "SetSCL"
_SKIPPED, _SPAM = -1, 9
"""The lowest level, with which the filters are skipped, and the highest."""
_HEADER = "SetHeaderName"
_SKIPPING = frozenset(
    f"x-ms-exchange-organization-skipsafe{one}processing" for one in ("links", "attachment")
)
"""Headers, in lower case, with which Defender for Office 365 leaves links or attachments unchecked."""
_ROUTE, _REPORT, _CONTENT = "RouteMessageOutboundConnector", "GenerateIncidentReport", "IncidentReportContent"
_WHOLE = "attachoriginalmail"
"""What an incident report holds, in lower case, that is the message itself."""
_MANAGER = "AddManagerAsRecipientType"
_MANAGED = ("To", "Cc", "Bcc", "Redirect")
_UNSEEN = frozenset({"bcc", "redirect"})
"""How the sender's manager gets a message, in lower case, so that its recipient does not see it."""
_TAKES = ("DeleteMessage", "Disconnect", "ModerateMessageByManager", "Quarantine")
"""Switches with which a recipient does not get mail, and with the third somebody else does."""
_OPENS = ("RemoveOME", "RemoveOMEv2", "RemoveRMSAttachmentEncryption")
"""Switches with which what its sender encrypted goes on in the clear."""
_DIVERTS = ("BlindCopyTo", "ModerateMessageByUser", "RedirectMessageTo")
"""Actions with which somebody else gets mail unseen, or instead of its recipient."""
_ADDS = ("AddToRecipients", "CopyTo")
"""Actions with which others get mail, and stand among its recipients."""

ACTIONS = (_LEVEL, _HEADER, *_TAKES, *_OPENS, *_DIVERTS, _MANAGER, *_ADDS, _REPORT, _CONTENT, _ROUTE)
"""Names in a row of all actions that are looked at."""


def _about(column: str) -> str:
    """Return what an assessment calls an action."""
    return column[0].lower() + column[1:]


JUDGES = tuple(_about(one) for one in ACTIONS if one not in {_CONTENT, _ROUTE})
"""What an assessment calls the actions that it finds."""


def done_by(row: Row, own: frozenset[str]) -> list[Done]:
    """Return what a rule that acts does that none should: what an assessment calls it, and its value.

    Args:
        row: as `Get-TransportRule` tells it.
        own: the domains that are inside, in lower case.

    Raises:
        MisreadError: it does nothing of the kind as far as is seen, but an action is not told or not understood, or
            where it leads is not read.
    """
    found, unread = [], []
    for column, look in _LOOKS.items():
        try:
            value = look(row, column, own)
        except MisreadError as misread:
            unread.append(misread)
            continue
        if value is not None:
            found.append((_about(column), value))
    if found:
        return found  # whatever else it does, which somebody who looks at the rule sees
    if unread:
        raise unread[0]
    if connector := told(row, _ROUTE, as_text):
        raise MisreadError(_ROUTE, "empty, because where a connector leads is not read", connector)
    return []


def domain_of(address: str, column: str) -> str:
    """Return the domain of an address, in lower case.

    Raises:
        MisreadError: it has none: it may be a contact, who is outside.
    """
    _, at, domain = address.strip().rpartition("@")
    if not at or not domain:
        raise MisreadError(column, "an address", address)
    return domain.casefold()


def _waved(row: Row, column: str, _own: frozenset[str]) -> Any:
    """Return the level with which the filters are skipped, as it is told."""
    return row[column] if told(row, column, _as_level) == _SKIPPED else None


def _unchecked(row: Row, column: str, _own: frozenset[str]) -> Any:
    """Return the header with which links or attachments are unchecked."""
    header = told(row, column, as_text) or ""
    return header if header.strip().casefold() in _SKIPPING else None


def _switched_on(row: Row, column: str, _own: frozenset[str]) -> Any:
    """Return true where a recipient does not get mail, or gets it in the clear."""
    return told(row, column, as_boolean) or None


def _diverted(row: Row, column: str, _own: frozenset[str]) -> Any:
    """Return who gets mail unseen or instead of its recipient."""
    return told(row, column, as_texts) or None


def _to_manager(row: Row, column: str, _own: frozenset[str]) -> Any:
    """Return how the sender's manager gets mail unseen or instead of its recipient."""
    kind = told(row, column, _as_managed) or ""
    return kind if kind.casefold() in _UNSEEN else None


def _outside(row: Row, column: str, own: frozenset[str]) -> Any:
    """Return which of those that get mail are outside."""
    return [
        one for one in told(row, column, _as_addresses) or [] if domain_of(one, column) not in own
    ] or None


def _reported(row: Row, column: str, own: frozenset[str]) -> Any:
    """Return who gets a report with the message in it, or any report outside."""
    content = {one.casefold() for one in told(row, _CONTENT, as_texts) or []}
    if _WHOLE in content and (readers := told(row, column, _as_addresses)):
        return readers
    return _outside(row, column, own)


_LOOKS: Mapping[str, Callable[[Row, str, frozenset[str]], Any]] = {
    _LEVEL: _waved,
    _HEADER: _unchecked,
    **dict.fromkeys((*_TAKES, *_OPENS), _switched_on),
    **dict.fromkeys(_DIVERTS, _diverted),
    _MANAGER: _to_manager,
    **dict.fromkeys(_ADDS, _outside),
    _REPORT: _reported,
}
"""By the name of an action, what of it none should do; None is nothing."""


def _as_level(value: Any, path: str) -> int:
    """Return a spam confidence level, which comes as a text or as a number.

    Raises:
        MisreadError: it is none.
    """
    levels = {str(one): one for one in range(_SKIPPED, _SPAM + 1)}
    if (text := str(value).strip()) not in levels:
        raise MisreadError(path, f"a whole number from {_SKIPPED} to {_SPAM}", value)
    return levels[text]


def _as_managed(value: Any, path: str) -> str:
    """Return how the sender's manager gets mail; the empty text says nothing.

    Raises:
        MisreadError: it is in no way that is known.
    """
    return "" if value == "" else as_word(value, path, _MANAGED)


def _as_addresses(value: Any, path: str) -> list[str]:
    """Return addresses; an incident report goes to one, which comes as a text.

    Raises:
        MisreadError: they are none.
    """
    if path == _REPORT and isinstance(value, str):
        return [value] if value else []
    return as_texts(value, path)
