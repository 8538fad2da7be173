"""What Exchange and Purview tell: mailboxes with a clock or a keeper, the organization's holds, retention policies."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from holdfast.grace.facts import Mailbox, MailPolicies, RetentionPolicy
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
)
_PRESENT = Source(
    invocation=Invocation("Get-Mailbox", {"ResultSize": "Unlimited", "IncludeInactiveMailbox": True})
)
_DELETED = Source(
    invocation=Invocation("Get-Mailbox", {"ResultSize": "Unlimited", "SoftDeletedMailbox": True}), gone=True
)


@dataclass(frozen=True, slots=True)
class Owned:
    """A mailbox, and whose it is."""

    mailbox: Mailbox
    account: str
    """Object id of the user, lower case; empty where the account is gone."""


@dataclass(frozen=True, slots=True)
class Organization:
    """What the organization says for all mailboxes."""

    holds: tuple[str, ...]
    delayed_delicensing: bool | None


@dataclass(frozen=True, slots=True)
class Policies(Found[RetentionPolicy]):
    """The retention policies, by their places and by what they do for the mailboxes that bear them."""

    mail: MailPolicies = field(default_factory=MailPolicies)


@dataclass(slots=True)
class _Heard:
    rows: list[Owned] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


async def mailboxes(tenant: Reader, now: datetime) -> Found[Owned]:
    """Read the mailboxes that are inactive, soft-deleted, or of a user without a licence; the others have no clock.

    Each page is looked through as it comes, so that a large list is never held.
    """
    lists = Lists(
        endpoint=Endpoint.EXCHANGE, sources=(_PRESENT, _DELETED), columns=_COLUMNS, slice_by="Alias"
    )
    listener = Listener(lists, _Heard, partial(_take, as_past(now)))
    await read_together(tenant, [listener])
    heard = listener.made()
    return Found(tuple(heard.rows), tuple(heard.unread))


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
    plain = one.mailbox.state == "active" and one.mailbox.licensed is True
    if not plain:
        heard.rows.append(one)


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
