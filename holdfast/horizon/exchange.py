"""What Exchange and Purview tell: mailboxes with a clock or a keeper, the organization's holds, retention policies."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from holdfast.grace.facts import Mailbox, RetentionPolicy
from holdfast.grace.policies import DRIVES, GROUPS
from holdfast.horizon.moments import as_moment
from holdfast.horizon.sighting import Found, each
from holdfast.kinds.decode import MisreadError, as_boolean, as_list, as_text, as_texts, member, required
from holdfast.kinds.services.reading import Listener, Lists, Source, read_together
from holdfast.model.errors import ReadError
from holdfast.model.horizon import Unread
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_COLUMNS = (
    *("UserPrincipalName", "Alias", "ExchangeGuid", "ExternalDirectoryObjectId", "RecipientTypeDetails"),
    *("IsInactiveMailbox", "WhenSoftDeleted", "InactiveMailboxRetireTime", "SKUAssigned"),
    *("LitigationHoldEnabled", "ComplianceTagHoldApplied", "DelayHoldApplied", "DelayReleaseHoldApplied"),
    "InPlaceHolds",
)
_PRESENT = Source(
    invocation=Invocation("Get-Mailbox", {"ResultSize": "Unlimited", "IncludeInactiveMailbox": True})
)
_DELETED = Source(
    invocation=Invocation("Get-Mailbox", {"ResultSize": "Unlimited", "SoftDeletedMailbox": True}), gone=True
)
_RETAINS = frozenset({"keep", "keepanddelete"})
_ALL = "all"
_LOCATIONS = (GROUPS, DRIVES)
_NAMED = (*_LOCATIONS, "ExchangeLocation", "SharePointLocation", "SkypeLocation", "PublicFolderLocation")
_TEAMS = ("TeamsChannelLocation", "TeamsChatLocation")
_DISTRIBUTED = "success"


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


@dataclass(slots=True)
class _Heard:
    rows: list[Owned] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


async def mailboxes(tenant: Reader) -> Found[Owned]:
    """Read the mailboxes that are inactive, soft-deleted, or of a user without a licence; the others have no clock.

    Each page is looked through as it comes, so that a large list is never held.
    """
    lists = Lists(
        endpoint=Endpoint.EXCHANGE, sources=(_PRESENT, _DELETED), columns=_COLUMNS, slice_by="Alias"
    )
    listener = Listener(lists, _Heard, _take)
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


async def policies(tenant: Reader) -> Found[RetentionPolicy]:
    """Read the retention policies with their places and what their rules do."""
    endpoint = Endpoint.COMPLIANCE
    detail = Invocation("Get-RetentionCompliancePolicy", {"DistributionDetail": True})
    rows, rules = await asyncio.gather(
        tenant.cmdlets.rows(endpoint, detail),
        tenant.cmdlets.rows(endpoint, Invocation("Get-RetentionComplianceRule", {})),
    )
    acting: dict[str, list[Row]] = {}
    for rule in rules:
        acting.setdefault(required(rule, "Policy", as_text).casefold(), []).append(rule)
    return each("retention policy", rows, lambda row: _policy(row, acting))


def _take(heard: _Heard, source: Source, row: Row) -> None:
    try:
        one = _owned(row, deleted=source.gone)
    except MisreadError as error:
        heard.unread.append(Unread(f"mailbox {row.get('UserPrincipalName') or 'without a name'}", str(error)))
        return
    plain = one.mailbox.state == "active" and one.mailbox.licensed is True
    if not plain:
        heard.rows.append(one)


def _owned(row: Row, *, deleted: bool) -> Owned:
    inactive = required(row, "IsInactiveMailbox", as_boolean)
    state: Literal["active", "inactive", "deleted"] = "inactive" if inactive else "active"
    name = required(row, "UserPrincipalName", as_text)
    mailbox = Mailbox(
        id=required(row, "ExchangeGuid", as_text),
        name=name,
        type=required(row, "RecipientTypeDetails", as_text),
        state="deleted" if deleted and not inactive else state,
        soft_deleted=member(row, "WhenSoftDeleted", as_moment),
        retired=member(row, "InactiveMailboxRetireTime", as_moment),
        licensed=member(row, "SKUAssigned", as_boolean),
        litigation_hold=required(row, "LitigationHoldEnabled", as_boolean),
        label_hold=required(row, "ComplianceTagHoldApplied", as_boolean),
        delay_hold=any(
            required(row, one, as_boolean) for one in ("DelayHoldApplied", "DelayReleaseHoldApplied")
        ),
        in_place_holds=tuple(required(row, "InPlaceHolds", as_texts)),
    )
    return Owned(mailbox, (member(row, "ExternalDirectoryObjectId", as_text) or "").casefold())


def _policy(row: Row, rules: Mapping[str, list[Row]]) -> RetentionPolicy:
    policy_id, name = required(row, "Guid", as_text), required(row, "Name", as_text)
    own = [*rules.get(policy_id.casefold(), []), *rules.get(name.casefold(), [])]
    keeping = [
        one for one in own if (member(one, "RetentionComplianceAction", as_text) or "").casefold() in _RETAINS
    ]
    # Of a query only what it finds is kept; a policy that is not distributed keeps nothing yet (data-loss W4, 3.3).
    by_query = any(member(one, "ContentMatchQuery", as_text) for one in keeping)
    settled = (member(row, "DistributionStatus", as_text) or "").casefold() == _DISTRIBUTED
    places = {one: _places(row, one) for one in (*_NAMED, *_TEAMS)}
    # A policy without any named place has an adaptive scope, of which this answer does not tell what it reaches.
    adaptive = not any(places.values())
    whole = {one for one in _LOCATIONS if _is_whole(row, places, one)} if settled and not by_query else set()
    some = {one for one in _LOCATIONS if adaptive or places[one]} - whole
    return RetentionPolicy(
        id=policy_id,
        name=name,
        retains=required(row, "Enabled", as_boolean) and bool(keeping),
        everything_at=frozenset(whole),
        something_at=frozenset(some),
    )


def _is_whole(row: Row, places: Mapping[str, list[str]], location: str) -> bool:
    return [one.casefold() for one in places[location]] == [_ALL] and not _places(row, f"{location}Exception")


def _places(row: Row, name: str) -> list[str]:
    """Return the places of a location; the service writes them as texts, or as objects with a name."""
    written = member(row, name, as_list) or []
    return [one if isinstance(one, str) else required(one, "Name", as_text) for one in written]
