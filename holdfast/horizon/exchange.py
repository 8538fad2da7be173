"""What Exchange and Purview tell: mailboxes with a clock or a keeper, the organization's holds, retention policies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from holdfast.grace.facts import Tagged
from holdfast.grace.keeping import Mailbox, MailPolicies, RetentionPolicy
from holdfast.horizon.sighting import Found, each
from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_days,
    as_moment,
    as_past,
    as_text,
    as_texts,
    member,
    required,
)
from holdfast.kinds.services.mail_policies import mail_policies_of
from holdfast.kinds.services.mailbox import mailbox_id
from holdfast.kinds.services.policy_places import policy_of, read_rows
from holdfast.kinds.services.reading import Listener, Lists, Source, read_together
from holdfast.model.errors import ReadError
from holdfast.model.horizon import Unread
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_COLUMNS = (
    *("UserPrincipalName", "Alias", "ExchangeGuid", "ExternalDirectoryObjectId", "RecipientTypeDetails"),
    *("IsInactiveMailbox", "WhenSoftDeleted", "InactiveMailboxRetireTime", "SKUAssigned"),
    *("LitigationHoldEnabled", "LitigationHoldDuration", "ComplianceTagHoldApplied"),
    *("DelayHoldApplied", "DelayReleaseHoldApplied", "InPlaceHolds"),
    *("RetentionPolicy", "RetentionHoldEnabled", "ElcProcessingDisabled"),
)
_TOLD = 5
"""Mailboxes of one sort that are named."""
_PRESENT = Source(
    invocation=Invocation("Get-Mailbox", {"ResultSize": "Unlimited", "IncludeInactiveMailbox": True})
)
_DELETED = Source(
    invocation=Invocation("Get-Mailbox", {"ResultSize": "Unlimited", "SoftDeletedMailbox": True}), gone=True
)


@value_class
class Owned:
    """A mailbox, and whose it is."""

    mailbox: Mailbox
    account: str
    """Object id of the user, lower case; empty where the account is gone."""


@value_class
class Organization:
    """What the organization says for all mailboxes."""

    holds: tuple[str, ...]
    delayed_delicensing: bool | None


@value_class
class Policies(Found[RetentionPolicy]):
    """The retention policies, by their places and by what they do for the mailboxes that bear them."""

    mail: MailPolicies = field(default_factory=MailPolicies)


@value_class
class Mailboxes(Found[Owned]):
    """The mailboxes that have a clock or a keeper, and of all of them which have retention tags."""

    tagged: tuple[Tagged, ...] = ()


@dataclass(slots=True)
class _Heard:
    rows: list[Owned] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    tagged: dict[tuple[str, Mailbox], Tagged] = field(default_factory=dict)
    """By the policy of Exchange's and by what holds them: a tenant has few that differ."""

    def tag(self, policy: str, mailbox: Mailbox) -> None:
        """Count a mailbox that has a policy, with its name while few are known."""
        alike = _alike(mailbox)
        known = self.tagged.get((policy, alike)) or Tagged(policy=policy, mailbox=alike, count=0, names=())
        names = known.names if len(known.names) == _TOLD else (*known.names, mailbox.name)
        self.tagged[policy, alike] = replace(known, count=known.count + 1, names=names)


async def mailboxes(tenant: Reader, now: datetime) -> Mailboxes:
    """Read the mailboxes that are inactive, soft-deleted, or of a user without a licence; the others have no clock.

    Each page is looked through as it comes, so that a large list is never held.
    """
    lists = Lists(
        endpoint=Endpoint.EXCHANGE, sources=(_PRESENT, _DELETED), columns=_COLUMNS, slice_by="Alias"
    )
    listener = Listener(lists, _Heard, partial(_take, as_past(now)))
    await read_together(tenant, [listener])
    heard = listener.made()
    return Mailboxes(tuple(heard.rows), tuple(heard.unread), tuple(heard.tagged.values()))


async def organization(tenant: Reader) -> Organization:
    """Read the holds over all mailboxes, and whether a licence that goes is delayed."""
    rows = await tenant.cmdlets.rows(Endpoint.EXCHANGE, Invocation("Get-OrganizationConfig", {}))
    if len(rows) != 1:
        told = f"Get-OrganizationConfig gave {len(rows)} rows, where one was expected"
        raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
    holds = required(rows[0], "InPlaceHolds", as_texts)
    return Organization(tuple(holds), member(rows[0], "DelayedDelicensingEnabled", as_boolean))


async def policies(tenant: Reader) -> Policies:
    """Read the retention policies with their places and what their rules do."""
    rows, rules = await read_rows(tenant)
    found = each("retention policy", rows, lambda row: policy_of(row, rules))
    return Policies(found.rows, found.unread, mail_policies_of(rows, rules))


def _take(been: Callable[[Any, str], datetime], heard: _Heard, source: Source, row: Row) -> None:
    try:
        one = _owned(been, row, deleted=source.gone)
    except MisreadError as error:
        heard.unread.append(Unread(f"mailbox {row.get('UserPrincipalName') or 'without a name'}", str(error)))
        return
    if one.mailbox.state == "active" and (policy := _tags_of(row)):
        heard.tag(policy, one.mailbox)
    plain = one.mailbox.state == "active" and one.mailbox.licensed is True
    if not plain:
        heard.rows.append(one)


def _tags_of(row: Row) -> str:
    """Return the policy that gives a mailbox its retention tags; empty where it has none, or none of them acts.

    None acts while somebody is away (`RetentionHoldEnabled`), or while the assistant passes the mailbox over.
    """
    paused = any(member(row, one, as_boolean) for one in ("RetentionHoldEnabled", "ElcProcessingDisabled"))
    return "" if paused else member(row, "RetentionPolicy", as_text) or ""


def _alike(mailbox: Mailbox) -> Mailbox:
    """Return a mailbox with nothing but what tells whether it is held."""
    return Mailbox(
        id="",
        name="",
        type=mailbox.type,
        litigation_hold=mailbox.litigation_hold,
        litigation_days=mailbox.litigation_days,
        label_hold=mailbox.label_hold,
        delay_hold=mailbox.delay_hold,
        in_place_holds=mailbox.in_place_holds,
    )


def _owned(been: Callable[[Any, str], datetime], row: Row, *, deleted: bool) -> Owned:
    inactive = required(row, "IsInactiveMailbox", as_boolean)
    state: Literal["active", "inactive", "deleted"] = "inactive" if inactive else "active"
    name = required(row, "UserPrincipalName", as_text)
    lasts = member(row, "LitigationHoldDuration", as_days)
    mailbox = Mailbox(
        id=required(row, "ExchangeGuid", as_text),
        name=name,
        type=required(row, "RecipientTypeDetails", as_text),
        state="deleted" if deleted and not inactive else state,
        soft_deleted=member(row, "WhenSoftDeleted", been),
        retired=member(row, "InactiveMailboxRetireTime", as_moment),
        licensed=member(row, "SKUAssigned", as_boolean),
        litigation_hold=required(row, "LitigationHoldEnabled", as_boolean),
        litigation_days=lasts if isinstance(lasts, int) else None,
        label_hold=required(row, "ComplianceTagHoldApplied", as_boolean),
        delay_hold=any(
            required(row, one, as_boolean) for one in ("DelayHoldApplied", "DelayReleaseHoldApplied")
        ),
        in_place_holds=tuple(required(row, "InPlaceHolds", as_texts)),
    )
    return Owned(mailbox, mailbox_id(row))
