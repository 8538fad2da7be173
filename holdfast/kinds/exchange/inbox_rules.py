"""Inbox rules of people, assessed: which of them send mail to an address outside. Read, and never written.

A rule is how whoever got into a mailbox keeps reading it. Rules are told of one mailbox at a time, so that a check asks
as many questions as there are mailboxes in reach, twenty to a `$batch`. A rule forwards, forwards as an attachment or
redirects; each address that is of no accepted domain is outside. A rule that is switched off counts as well, and says
so: its owner switches it on without anybody's leave. A recipient who is told without an address, or an action that this
version does not know, leaves his mailbox unknown, by name; so does whatever the service refuses about one. Graph tells
no rules of a group's mailbox: while the organization lets no owner make any (`IsGroupFoldersAndRulesEnabled` of
`Get-OrganizationConfig`, recalled, off by default) there are none, and else such a mailbox is named.

Sources: https://learn.microsoft.com/graph/api/mailfolder-list-messagerules,
https://learn.microsoft.com/graph/api/resources/messagerule and
https://learn.microsoft.com/graph/api/resources/messageruleactions (stored text, read 2026-11-28): the route, and all
actions; that MailboxSettings.Read is the least for an application:
https://graphpermissions.merill.net/permission/MailboxSettings.Read (2026-11-28). That the list has no rules which a
client hid (by MAPI, `PR_RULE_MSG_NAME` emptied) is recalled; `Get-InboxRule -IncludeHidden` tells those, to nobody but
who may run it for one mailbox at a time, in about a second (research notes rows.md 51).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_list,
    as_object,
    as_text,
    member,
    required,
    required_text,
)
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.accepted_domains import ACCEPTED_DOMAINS, is_inside, own_domains
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAILBOX_TYPES,
    OF_GROUP,
    WHO,
    MailboxRule,
    is_inactive,
    mailbox_id,
)
from holdfast.kinds.services.mailbox_assessment import MailboxAssessment
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.one_by_one import one_by_one
from holdfast.kinds.services.tally import Ruling
from holdfast.model.errors import ReadError
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holdfast.kinds.services.judging import Apart
    from holdfast.kinds.services.population import CmdletPopulation
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_RULES = "/users/{id}/mailFolders/inbox/messageRules"
_WAYS = {
    "forwardTo": "forwards to",
    "forwardAsAttachmentTo": "forwards as an attachment to",
    "redirectTo": "redirects to",
}
_STAYS = frozenset(
    {
        *("assignCategories", "copyToFolder", "delete", "markAsRead", "markImportance", "moveToFolder"),
        *("permanentDelete", "stopProcessingRules"),
    }
)
"""Actions after which the mail is in the mailbox, or gone."""
_OF_GROUPS = "rules of groups"
"""What mailboxes of groups wait by; no id of a user."""
_NOT_TOLD = "is a group's, whose rules are not told"
_GROUP_RULES = "IsGroupFoldersAndRulesEnabled"
_ORGANIZATION = Invocation("Get-OrganizationConfig", {})
_NOTHING: tuple[Any, ...] = (None, False, "", [])
"""What an action says that is not taken."""
_BY_HAND = (
    "outbound policies stop what it sends, but whoever got into a mailbox sets such a rule: ask its owner, and delete "
    "it, or exclude the mailbox"
)


@value_class
class _Rules:
    """What the rules of one mailbox came to; with neither text it obeys."""

    outside: str = ""
    """Which of them send where."""
    unknown: str = ""
    """Why nobody can say, as the rest of a sentence that begins with the mailbox."""


_OBEYS = _Rules()


@value_class
class _Heard:
    """What the mailboxes' rules came to (see `judging.Apart`)."""

    own: frozenset[str]
    """The tenant's domains, in lower case."""
    rules: Mapping[str, _Rules]
    """By the id of its user, every mailbox that was asked about."""
    groups_have_none: bool = False
    """Whether it is known that nobody can make a rule in a group's mailbox."""

    def alone(self) -> Judgement | None:
        """Return nothing: the domains say nothing without the mailboxes."""
        return None

    def ruler(self) -> Callable[[str, str], Ruling | None]:
        """Return what judges one mailbox by its name and the id of its user."""

        def rule_on(name: str, waits: str) -> Ruling | None:
            """Judge one."""
            if waits == _OF_GROUPS:
                return None if self.groups_have_none else Ruling(member=name, unknown=_NOT_TOLD)
            rules = self.rules[waits]
            if rules.outside:  # what one rule does is known, whatever another does besides
                return Ruling(member=name, breaks=(_violation(name, waits, rules.outside),))
            return Ruling(member=name, unknown=rules.unknown) if rules.unknown else None

        return rule_on

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the mailboxes: there is nothing else."""
        return members


class _Mailboxes(MailboxRule):
    """The mailboxes, each of which waits for its rules."""

    __slots__ = ()

    def of_deleted(self) -> Reason:
        """Return that no mail comes to it (see `MailboxRule.of_deleted`)."""
        return Reason.NOT_CONCERNED

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> _Heard:
        """Return the domains, which are read while the mailboxes are listed.

        Raises:
            MisreadError: there is none.
        """
        return _Heard(await own_domains(tenant), {})

    async def read_after(self, tenant: Reader, apart: Apart, waiting: Iterator[str]) -> _Heard:
        """Ask for the rules of every mailbox that waits.

        Raises:
            ReadError: when the rules of none of the first could be read.
            TypeError: `apart` is not what this rule reads.
        """
        if not isinstance(apart, _Heard):
            raise TypeError(apart)

        async def ask(user_id: str) -> list[dict[str, Any]] | None:
            """Return the rules of one; None where the service has no mailbox of him that it reads."""
            return await tenant.graph.collection_of(_RULES.format(id=user_id))

        ids = [*waiting]
        of_people = (one for one in ids if one != _OF_GROUPS)
        rules = {one: _came_to(answer, apart.own) async for one, answer in one_by_one(of_people, ask)}
        return _Heard(apart.own, rules, _OF_GROUPS in ids and await _groups_have_none(tenant))

    def beyond(self, rule: Mapping[str, Any]) -> Callable[[Ruling, str, Row], Ruling]:
        """Return what has a group's mailbox wait for whether there can be rules in it (see `MailboxRule.beyond`)."""
        return lambda told, sort, _: replace(told, instead=_OF_GROUPS) if sort == OF_GROUP else told

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what has every mailbox wait whose user is there."""

        def rule_on(row: Row) -> Ruling:
            """Have one wait by the id of its user."""
            name = self.member_name(row)
            if is_inactive(row):
                return Ruling(member=name, exempt=self.of_deleted())
            if user := mailbox_id(row):
                return Ruling(member=name, waits=user)
            return Ruling(member=name, unknown="has no id of a user, by which its rules are asked for")

        return rule_on


async def _groups_have_none(tenant: Reader) -> bool:
    """Return whether the organization lets nobody make rules in mailboxes of groups; not where it does not say so."""
    try:
        rows = await tenant.cmdlets.rows(Endpoint.EXCHANGE, _ORGANIZATION, (_GROUP_RULES,))
    except ReadError:
        return False
    return len(rows) == 1 and rows[0].get(_GROUP_RULES) is False


def _came_to(answer: Sequence[Row] | ReadError | None, own: frozenset[str]) -> _Rules:
    """Return what the rules of a mailbox came to by the answer about it."""
    if answer is None:
        gone = (
            "is in the list of mailboxes, and Graph reads none of that user: on premises, or no longer active"
        )
        return _Rules(unknown=gone)
    if isinstance(answer, ReadError):
        return _Rules(unknown=f"its rules were not read: {answer.message}")
    outside: list[str] = []
    unknown = ""
    for one in answer:
        try:
            outside += _outside(one, own)
        except MisreadError as misread:
            unknown = unknown or f"has a rule that is not understood: {misread}"
    return _Rules("; ".join(sorted(outside)), unknown) if outside or unknown else _OBEYS


def _outside(rule: Row, own: frozenset[str]) -> list[str]:
    """Return what one rule sends outside: its name, the way and the address.

    Raises:
        MisreadError: it does something that is not known.
    """
    actions = required(rule, "actions", as_object)
    strange = sorted(
        one
        for one, value in actions.items()
        if one not in _WAYS and one not in _STAYS and "@" not in one and value not in _NOTHING
    )
    if strange:
        raise MisreadError(f"actions.{strange[0]}", "an action that this version knows", actions[strange[0]])
    off = "" if required(rule, "isEnabled", as_boolean) else " (switched off)"
    name = member(rule, "displayName", as_text) or "a rule without a name"
    return [
        f"'{name}'{off} {way} {address}"
        for action, way in _WAYS.items()
        for address in _addresses(actions, action)
        if not is_inside(address, own)
    ]


def _addresses(actions: Row, action: str) -> list[str]:
    """Return the addresses of those to whom an action sends.

    Raises:
        MisreadError: one is told in another form, as of somebody of the organization's list by his place in it.
    """
    found = []
    for one in member(actions, action, as_list) or []:
        address = required_text(required(as_object(one, action), "emailAddress", as_object), "address")
        if not all(address.partition("@")):
            raise MisreadError(f"actions.{action}", "an address", address)
        found.append(address)
    return found


def _violation(name: str, user_id: str, found: str) -> Violation:
    return Violation(
        member=name,
        member_id=user_id,
        property="inboxRules",
        expected=None,
        found=found,
        note=_BY_HAND,
    )


class InboxRules(MailboxAssessment):
    """Every mailbox is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return f"`Get-Mailbox`, `{ACCEPTED_DOMAINS}`; Graph v1.0: `{_RULES}`"

    def population(self) -> CmdletPopulation:
        """Return what lists the mailboxes, and holds them against the users who should have one."""
        return self.members(_Mailboxes, *WHO)


_BY_NAME = asked_by_name("Get-Mailbox", ACCEPTED_DOMAINS, _RULES, "/users")

KIND = InboxRules(
    token="m365:exchange:InboxRules",
    title="Inbox rules of people",
    doc=(
        "An assessment, which never writes: no inbox rule of a mailbox in scope, switched on or off, forwards or "
        "redirects to an address of no domain of the tenant. It is one question for each mailbox, twenty to a request: "
        "500 requests for 10,000 mailboxes."
    ),
    key="inbox-rules",
    noun="mailboxes",
    judges=("inboxRules",),
    fields=(MAILBOX_TYPES, EXCLUDED_MAILBOXES),
    audit_operations=("New-InboxRule", "Set-InboxRule", "Enable-InboxRule"),
    read_permissions=(CMDLETS, "LicenseAssignment.Read.All", "MailboxSettings.Read", "User.Read.All"),
    read_rights=(READS_EXCHANGE,),
    omits=(
        "rules that a client hid from every list, which Graph does not tell; whom an address inside passes mail on to; "
        "mailboxes that are inactive, deleted softly, of groups or of public folders: each is asked for apart. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/mailfolder-list-messagerules (2026-11-28)",
)
