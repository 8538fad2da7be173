"""Forwarding of mailboxes, assessed: which of them send what they get to an address outside. Read, and never written.

The outbound policies and the remote domains stop it, whoever set it; that it is set is a trace of somebody who wants
the mail, or of a policy that once let it out. What it is for nobody but the client knows, so no apply takes it away. A
mailbox forwards to an address (`ForwardingSmtpAddress`), or to a recipient of the organization's list
(`ForwardingAddress`), who is looked up there: a mail contact or mail user with an address of no accepted domain is
outside, and of whom it is not told, such as a group, is unknown. Where both are set the address is ignored, and the
recipient counts. Sources:
https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/configure-email-forwarding
(recalled, 2026-11-27); https://learn.microsoft.com/powershell/module/exchange/set-mailbox, ForwardingAddress (stored
text, read 2026-11-27): which of both counts. That an address begins with `smtp:` was seen (research notes api-facts
6.7).
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_text, told
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.accepted_domains import ACCEPTED_DOMAINS, is_inside, own_domains
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAILBOX_TYPES,
    WHO,
    MailboxRule,
    is_inactive,
    mailbox_id,
)
from holdfast.kinds.services.mailbox_assessment import MailboxAssessment
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.recipients import RECIPIENTS, Recipients, read_recipients
from holdfast.kinds.services.tally import Ruling
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.kinds.services.population import CmdletPopulation
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_ADDRESS, _RECIPIENT = "ForwardingSmtpAddress", "ForwardingAddress"
_NOBODY_KNOWS = (
    "what it is for nobody else knows, and outbound policies stop it: take it away by hand, or exclude it"
)


@value_class
class _Outside:
    """By what somebody is inside or outside: the domains of the tenant, and its recipients (see `judging.Apart`)."""

    own: frozenset[str]
    """In lower case."""
    recipients: Recipients

    def alone(self) -> Judgement | None:
        """Return nothing: neither says anything without the mailboxes."""
        return None

    def ruler(self) -> Callable[[str, str], Ruling]:
        """Return what judges one mailbox by its name, and by the id of its user with whom it forwards to."""

        def rule_on(name: str, waits: str) -> Ruling:
            """Judge one."""
            user, address, recipient = json.loads(waits)
            unknown = ""
            try:
                found = self._recipient(recipient)
            except MisreadError as misread:
                found, unknown = "", str(misread)
            found = found or self._outside(address)
            if not found:
                return Ruling(member=name, unknown=unknown)
            broken = Violation(
                member=name,
                member_id=user,
                property="forwardsTo",
                expected=None,
                found=found,
                note=_NOBODY_KNOWS,
                sets=(_ADDRESS, _RECIPIENT, "DeliverToMailboxAndForward"),
            )
            return Ruling(member=name, breaks=(broken,))

        return rule_on

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the mailboxes: there is nothing else."""
        return members

    def _recipient(self, name: str) -> str:
        """Return a recipient who is outside, by name and address; empty where none is.

        Raises:
            MisreadError: nobody can say who that is.
        """
        address = name and self._outside(_plain(self.recipients.address_of(name)))
        return f"{name} <{address}>" if address else ""

    def _outside(self, address: str) -> str:
        """Return an address of no domain of the tenant; empty where it is inside, or none."""
        return "" if is_inside(address, self.own) else address


class _Mailboxes(MailboxRule):
    """The mailboxes, of which those that forward wait for the domains and the recipients."""

    __slots__ = ()

    def of_deleted(self) -> Reason:
        """Return that it forwards nothing (see `MailboxRule.of_deleted`)."""
        return Reason.NOT_CONCERNED

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> _Outside:
        """Return the domains and the recipients, which are read while the mailboxes are listed.

        Raises:
            MisreadError: there is no domain, so that nobody can say which address is outside.
        """
        own, recipients = await asyncio.gather(own_domains(tenant), read_recipients(tenant))
        return _Outside(own, recipients)

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what has a mailbox wait that forwards."""

        def rule_on(row: Row) -> Ruling:
            """Have one wait by the id of its user and whom it forwards to."""
            name = self.member_name(row)
            if is_inactive(row):
                return Ruling(member=name, exempt=self.of_deleted())
            address, recipient = (told(row, one, as_text) or "" for one in (_ADDRESS, _RECIPIENT))
            counting = "" if recipient else _plain(address)  # beside a recipient it is ignored
            if counting or recipient:
                return Ruling(member=name, waits=json.dumps([mailbox_id(row), counting, recipient]))
            return Ruling(member=name)

        return rule_on


def _plain(address: str) -> str:
    """Return an address without the word before it.

    Raises:
        MisreadError: it is none.
    """
    plain = address[5:] if address[:5].casefold() == "smtp:" else address
    if plain and not all(plain.partition("@")):
        raise MisreadError(_ADDRESS, "an address", address)
    return plain


class MailboxForwarding(MailboxAssessment):
    """Every mailbox is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return f"`Get-Mailbox`, `{ACCEPTED_DOMAINS}`, `{RECIPIENTS}`"

    def population(self) -> CmdletPopulation:
        """Return what lists the mailboxes, and holds them against the users who should have one."""
        return self.members(_Mailboxes, *WHO, _ADDRESS, _RECIPIENT)


_BY_NAME = asked_by_name(
    "Get-Mailbox",
    ACCEPTED_DOMAINS,
    RECIPIENTS,
    "/users",
)

KIND = MailboxForwarding(
    token="m365:exchange:MailboxForwarding",
    title="Forwarding of mailboxes",
    doc=(
        "An assessment, which never writes: no mailbox in scope forwards what it gets to an address of no domain of "
        "the tenant, or to a contact who has one. Inactive, deleted, group and public folder mailboxes, and those that "
        "are excluded, are named."
    ),
    key="mailbox-forwarding",
    noun="mailboxes",
    judges=("forwardsTo",),
    fields=(MAILBOX_TYPES, EXCLUDED_MAILBOXES),
    audit_operations=("Set-Mailbox",),
    read_permissions=(CMDLETS, "LicenseAssignment.Read.All", "User.Read.All"),
    read_rights=(READS_EXCHANGE,),
    omits=(
        "rules of people, which `InboxRules` assesses; mailboxes that are inactive, deleted softly, of groups or of "
        "public folders: each is asked for apart. "
        f"{_BY_NAME}"
    ),
    source=(
        "https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/"
        "configure-email-forwarding (2026-11-27)"
    ),
)
