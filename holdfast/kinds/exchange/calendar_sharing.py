"""Calendars by the sharing policies: no policy shows everybody more than when somebody is busy.

An entry of a policy is `<domain>:<action>[,<action>]`. The domain `*` is every organization, `Anonymous` is whoever has
a link. Source: https://learn.microsoft.com/powershell/module/exchange/set-sharingpolicy (2026-11-27). That a policy may
be left without any domain is assumed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_texts, as_word, required
from holdfast.kinds.services.listed import LISTED, NOTED, WHICH, ListedRule, excluded
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Violation

_DOMAINS = "Domains"
_DEFAULT = "Default"
_EVERY_ORGANIZATION = "*"
_ANYBODY = "anonymous"
_BUSY = "CalendarSharingFreeBusySimple"
_ACTIONS = (_BUSY, "CalendarSharingFreeBusyDetail", "CalendarSharingFreeBusyReviewer", "ContactsSharing")


class CalendarSharing(ListedRule):
    """Policies come and go; the rule stays."""

    __slots__ = ()

    def broken(self, row: Mapping[str, Any]) -> Violation | None:
        """Return that a policy shows everybody more; one that is off is held as well, for it is soon on again."""
        entries = required(row, _DOMAINS, as_texts)
        bounded = [one for entry in entries for one in _bounded(entry)]
        if bounded == entries:
            return None
        return self.violation(row, (bounded, entries), {_DOMAINS: bounded})


def _bounded(entry: str) -> list[str]:
    """Return what may stay of an entry.

    Raises:
        MisreadError: it is in a form, or of an action, that nobody has seen.
    """
    domain, colon, rest = entry.partition(":")
    if not domain.strip() or not colon:
        raise MisreadError(_DOMAINS, "<domain>:<action>", entry)
    read = partial(as_word, path=_DOMAINS, words=_ACTIONS)
    actions = {read(one.strip()).casefold() for one in rest.split(",")}
    if domain.strip() == _EVERY_ORGANIZATION:
        return []
    if domain.strip().casefold() == _ANYBODY and actions != {_BUSY.casefold()}:
        return [f"{domain}:{_BUSY}"]
    return [entry]


KIND = CalendarSharing(
    token="m365:exchange:CalendarSharing",
    title="Sharing of calendars",
    doc=(
        "No sharing policy shares calendars or contacts with every organization, or shows whoever has a link more than "
        "when somebody is busy. One that is added later breaks the rule until the next apply. Those that are excluded "
        "are named."
    ),
    key="calendar-sharing",
    noun="sharing policies",
    judges=("domains",),
    listed="SharingPolicy",
    parameters={},
    always_there=lambda row: required(row, _DEFAULT, as_boolean),
    columns=(*LISTED, _DOMAINS, _DEFAULT),
    fields=(excluded("excludedPolicies", "Names of policies that the rule leaves out."), *NOTED),
    answers=("Get-SharingPolicy",),
    omits="nothing that is known; the service's own policy is always among them, and without it the list is not whole.",
    harmless=(
        Harmless(_DOMAINS, "what the rule is about"),
        Harmless(_DEFAULT, "which of them new mailboxes get"),
        Harmless("Enabled", "a policy that is off shares nothing, and is held all the same"),
        Harmless(WHICH, "which policy it is, and where the service keeps it"),
    ),
    audit_operations=("New-SharingPolicy", "Set-SharingPolicy"),
    source="https://learn.microsoft.com/powershell/module/exchange/set-sharingpolicy (2026-11-27)",
)
