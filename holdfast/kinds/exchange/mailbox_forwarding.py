"""Forwarding of mailboxes, assessed: which of them send what they get to an address outside. Read, and never written.

The outbound policies and the remote domains stop it, whoever set it; that it is set is a trace of somebody who wants
the mail, or of a policy that once let it out. What it is for nobody but the client knows, so no apply takes it away. A
mailbox forwards to an address (`ForwardingSmtpAddress`), or to a recipient of the organization's list
(`ForwardingAddress`), who may be a contact outside: which of both a row does not tell, so such a mailbox is unknown.
Where both are set the address is ignored, and the recipient counts.
Sources:
https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/configure-email-forwarding
(recalled, 2026-11-27); https://learn.microsoft.com/powershell/module/exchange/set-mailbox, ForwardingAddress (stored
text, read 2026-11-27): which of both counts. That an address begins with `smtp:` was seen (research notes api-facts
6.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_text, member, required
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.accepted_domains import accepted_domains
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
from holdfast.kinds.services.tally import Ruling
from holdfast.model.permission import CMDLETS, GLOBAL_READER
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.kinds.services.population import CmdletPopulation
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_ADDRESS, _RECIPIENT = "ForwardingSmtpAddress", "ForwardingAddress"
_BETWEEN = " "
_NOBODY_KNOWS = (
    "what it is for nobody else knows, and outbound policies stop it: take it away by hand, or exclude it"
)


@dataclass(frozen=True, slots=True)
class _Domains:
    """The domains of the tenant, by which an address is inside or outside (see `judging.Apart`)."""

    own: frozenset[str]
    """In lower case."""

    def alone(self) -> Judgement | None:
        """Return nothing: the domains say nothing without the mailboxes."""
        return None

    def ruler(self) -> Callable[[str, str], Ruling]:
        """Return what judges one mailbox by its name, and by the id of its user with the address."""

        def rule_on(name: str, waits: str) -> Ruling:
            """Judge one."""
            user, _, address = waits.rpartition(_BETWEEN)
            if address.rpartition("@")[2].casefold() in self.own:
                return Ruling(member=name)
            broken = Violation(
                member=name,
                member_id=user,
                property="forwardsTo",
                expected=None,
                found=address,
                note=_NOBODY_KNOWS,
            )
            return Ruling(member=name, breaks=(broken,))

        return rule_on

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the mailboxes: there is nothing else."""
        return members


class _Mailboxes(MailboxRule):
    """The mailboxes, of which those that forward wait for the domains."""

    __slots__ = ()

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> _Domains:
        """Return the domains, which are read while the mailboxes are listed.

        Raises:
            MisreadError: there is none, so that nobody can say which address is outside.
        """
        rows = await accepted_domains(tenant)
        if not rows:
            raise MisreadError("DomainName", "the domains of the tenant", None)
        return _Domains(frozenset(required(one, "DomainName", as_text).casefold() for one in rows))

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what has a mailbox wait that forwards to an address."""

        def rule_on(row: Row) -> Ruling:
            """Have one wait by the id of its user and the address."""
            name = self.member_name(row)
            if is_inactive(row):
                return Ruling(member=name, exempt=Reason.DELETED)
            for column in (_ADDRESS, _RECIPIENT):
                if column not in row:
                    raise MisreadError(column, "there, if only null", None)
            if recipient := member(row, _RECIPIENT, as_text):  # an address beside it is ignored
                return Ruling(
                    member=name, unknown=f"forwards to {recipient}: whether that is outside is not told"
                )
            address = _plain(member(row, _ADDRESS, as_text) or "")
            return Ruling(member=name, waits=f"{mailbox_id(row)}{_BETWEEN}{address}" if address else "")

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
        return "`Get-Mailbox`, `Get-AcceptedDomain`"

    def population(self) -> CmdletPopulation:
        """Return what lists the mailboxes, and holds them against the users who should have one."""
        return self.members(_Mailboxes, *WHO, _ADDRESS, _RECIPIENT)


_BY_NAME = asked_by_name(
    "Get-Mailbox",
    "Get-AcceptedDomain",
    "/users",
)

KIND = MailboxForwarding(
    token="m365:exchange:MailboxForwarding",
    title="Forwarding of mailboxes",
    doc=(
        "An assessment, which never writes: no mailbox in scope forwards what it gets to an address of no domain of "
        "the tenant. Inactive, deleted, group and public folder mailboxes, and those that are excluded, are named."
    ),
    key="mailbox-forwarding",
    noun="mailboxes",
    judges=("forwardsTo",),
    fields=(MAILBOX_TYPES, EXCLUDED_MAILBOXES),
    audit_operations=("Set-Mailbox",),
    read_permissions=(CMDLETS, "LicenseAssignment.Read.All", "User.Read.All"),
    read_roles=(GLOBAL_READER,),
    omits=(
        "rules of people, which come mailbox by mailbox; mailboxes that are inactive, deleted softly, of groups or of "
        "public folders: each is asked for apart. "
        f"{_BY_NAME}"
    ),
    source=(
        "https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/"
        "configure-email-forwarding (2026-11-27)"
    ),
)
