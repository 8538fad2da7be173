"""Entries of the Tenant Allow/Block List, assessed: what is allowed past the filters is so for a time. Never written.

An entry that allows has mail of a sender, a link, a file or an address of IPv6 let past what the filters found. It ends
by its `ExpirationDate`, or some days after it was last needed (`RemoveAfter`, which the service takes for 45 days).
Without either it is for ever. A pair of a forged sender and a server that may forge him has no end at all. What blocks
is no door, and obeys.

Sources (2026-11-28): https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistitems and
https://learn.microsoft.com/powershell/module/exchange/set-tenantallowblocklistitems (list types, `RemoveAfter`);
https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistspoofitems (what a pair has). What
rows have: one that a public manual shows (demisto/content, EWS extension for Exchange Online). That a list comes whole
without a size of its result, as the cmdlet takes none, is assumed.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_integer,
    as_moment,
    as_text,
    as_word,
    member,
    required,
    told,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Uncounted, Violation
from holdfast.kinds.services.accepted_domains import ACCEPTED_DOMAINS, OF_DOMAINS, accepted_domains
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.services.novelties import news
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_ENTRIES = "Get-TenantAllowBlockListItems"
_LISTS = {"Sender": "sender", "Url": "link", "FileHash": "file", "IP": "address"}
"""List types of the cmdlet, each of which is asked for by itself, and what an entry of each is."""
_PAIRS, _SPOOFED, _SERVER = "Get-TenantAllowBlockListSpoofItems", "SpoofedUser", "SendingInfrastructure"
_ACTION, _ENDS, _AFTER = "Action", "ExpirationDate", "RemoveAfter"
_ALLOWS = "allow"
_PAIR = "pair"
"""What an entry of the list of forged senders is."""
_SEEN = (
    "the manual of demisto/content, EWS extension (2026-11-28); RemoveAfter, ListType, CreatedDateTime and "
    "LastUsedDate as parameters, the parts of a pair as its page, and the portal have them (assumed)"
)
_NOTE = (
    "what it allows is let past whatever the filters find: remove it, give it an end, or name it if it is known why it "
    "has to stay"
)


class AllowEntries(Assessment):
    """The entries are the members that are judged.

    The domains that mail is taken for are members as well, and obey: a tenant without an entry was looked at all the
    same.
    """

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        return f"`{_ENTRIES}`, `{_PAIRS}`, `{ACCEPTED_DOMAINS}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every entry (see `PopulationKind.judge`); all lists are asked for in the same moment."""
        asked = (*(Invocation(_ENTRIES, {"ListType": one}) for one in _LISTS), Invocation(_PAIRS, {}))
        domains, *lists, pairs = await asyncio.gather(
            accepted_domains(tenant), *(tenant.cmdlets.rows(Endpoint.EXCHANGE, one) for one in asked)
        )
        entries = [(sort, row) for sort, rows in zip(_LISTS.values(), lists, strict=True) for row in rows]
        notes = (
            *news(ACCEPTED_DOMAINS, self.names, domains),
            *news(_ENTRIES, self.names, [row for _, row in entries]),
            *news(_PAIRS, self.names, pairs),
        )
        found = judged(
            [*entries, *((_PAIR, row) for row in pairs)], rule, tenant.service_time(), domains=len(domains)
        )
        return replace(found, notes=notes)


def judged(
    entries: Sequence[tuple[str, Row]], rule: Mapping[str, Any], now: datetime, *, domains: int
) -> Judgement:
    """Return what the entries came to; without a domain the tenant was not read.

    Args:
        entries: each with what it is, such as "sender"; of a forged sender and his server "pair".
        rule: see the fields of the kind.
        now: the time at the service, UTC.
        domains: how many domains the tenant answered with.
    """
    known = {str(one).strip().casefold() for one in rule.get("entries") or []}
    days = int(rule["days"])
    count = Count()
    for _ in range(domains):
        count.cover()
    for sort, row in entries:
        try:
            count.take(_ruling(sort, row, known, now, days))
        except MisreadError as misread:
            called = row.get(_SPOOFED if sort == _PAIR else "Value")
            count.lose(f"{sort} {called or 'without a value'}", f"is not understood: {misread}")
    if domains:
        return count.judgement()
    told_of_none = "the tenant answered with no accepted domain, which every one has"
    return replace(count.judgement(), uncounted=Uncounted(reason=Reason.UNEXPECTED, told=told_of_none))


def _ruling(sort: str, row: Row, known: set[str], now: datetime, days: int) -> Ruling:
    """Return what one entry came to.

    Raises:
        MisreadError: a part of it is not told, or not understood.
    """
    value = _value(sort, row)
    name = f"{sort} {value}"
    if required(row, _ACTION, partial(as_word, words=("Allow", "Block"))).casefold() != _ALLOWS:
        return Ruling(member=name)
    if value.strip().casefold() in known:
        return Ruling(member=name, exempt=Reason.EXCLUDED)
    ends = None if sort == _PAIR else told(row, _ENDS, as_moment)
    if ends is None and (member(row, _AFTER, as_integer) or 0) > 0:
        return Ruling(member=name)
    if ends is not None and ends <= now + timedelta(days=days):
        return Ruling(member=name)
    broken = Violation(
        member=name,
        member_id=value,
        property="expirationDate",
        expected=f"within {days} days",
        found="never" if ends is None else f"{ends:%Y-%m-%d}",
        note=_NOTE,
    )
    return Ruling(member=name, breaks=(broken,))


def _value(sort: str, row: Row) -> str:
    """Return by what an entry is known, which of a pair is both its parts.

    Raises:
        MisreadError: a part is not told, or not understood.
    """
    if sort != _PAIR:
        return required(row, "Value", as_text)
    return f"{required(row, _SPOOFED, as_text)} from {required(row, _SERVER, as_text)}"


KIND = AllowEntries(
    token="m365:defender:AllowEntries",
    title="Allow entries",
    doc=(
        "An assessment, which never writes: what the Tenant Allow/Block List lets past the filters ends within so many "
        "days, or some days after it was last needed, but for the entries that are named."
    ),
    key="allow-entries",
    noun="domains and entries",
    judges=("expirationDate",),
    fields=(
        Field(
            name="days",
            doc="Within how many days from now an entry ends.",
            type=Type.INTEGER,
            required=True,
            protects=Protects.LOWER,
        ),
        Field(
            name="entries",
            doc="Values of entries that may stay for ever; of a pair, `forged sender from server`.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    audit_operations=(
        *("New-TenantAllowBlockListItems", "Set-TenantAllowBlockListItems"),
        *("New-TenantAllowBlockListSpoofItems", "Set-TenantAllowBlockListSpoofItems"),
    ),
    answers=(_ENTRIES, _PAIRS, ACCEPTED_DOMAINS),
    harmless=(
        Harmless(
            f"Value {_SPOOFED} {_SERVER} {_ACTION} {_ENDS} {_AFTER}",
            "what the assessment is about",
            seen=_SEEN,
        ),
        Harmless(
            """
                ListType ListSubType SpoofType SubmissionID SysManaged Notes ModifiedBy LastModifiedDateTime
                CreatedDateTime LastUsedDate
            """,
            "in which list it stands, why, who made it and when it was used: whoever made it, it ends or it does not",
            seen=_SEEN,
        ),
        Harmless(
            "EntryValueHash Error",
            "the value once more, and what went wrong when it was written",
            seen=_SEEN,
        ),
        OF_DOMAINS,
        Harmless(WHICH, "which entry or domain it is, and where the service keeps it"),
    ),
    read_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    omits=(
        "links of simulations of phishing (advanced delivery), and whether a list is whole, since a tenant may have no "
        "entry."
    ),
    source="https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistitems (2026-11-28)",
)
