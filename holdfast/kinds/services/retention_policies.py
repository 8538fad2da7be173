"""What retention policies and label policies share: two nouns, read at once, and places that are sent one by one.

A policy says where, its rules say what. The service gives both sorts in one list, and its rules tell them apart.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_list,
    as_moment,
    as_object,
    as_text,
    member,
    not_understood,
    required,
)
from holdfast.kinds.kind import Kind
from holdfast.kinds.live import LiveObject
from holdfast.model.directory import is_guid
from holdfast.model.errors import ReadError, WriteError
from holdfast.model.letters import one_case
from holdfast.model.status import Reason
from holdfast.normalise.empties import is_empty
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.retry import Patience

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from holdfast.tenant.tenant import Reader, Tenant

    Row = dict[str, Any]

COMPLIANCE = Endpoint.COMPLIANCE
_DISTRIBUTION = Patience(deadline_seconds=300.0)
"""A rule is refused while its policy is still being distributed; a new policy settles within minutes (assumed)."""
_STILL_DISTRIBUTING = 400
_STATUSES, _PENDING, _REACHED = ("DistributionStatus", "DistributionSyncStatus"), "pending", "success"
_RESULTS = "DistributionResults"
"""What the service could not do at single places (research notes data-loss 3.3): that it is empty where each was
reached, is assumed."""
_AT_MOST = timedelta(days=7)
"""How long a policy takes to reach its places: one that is pending for longer keeps nothing there (research notes
data-loss 2.1 and 3.3, 2026-11-26)."""


class CompliancePolicy(Kind):
    """A policy with its rules, of one sort or the other."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the two cmdlets (see `Kind.interface`)."""
        return "`Get-RetentionCompliancePolicy -DistributionDetail` and `Get-RetentionComplianceRule`"

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return one policy (see `Kind.get`). An unknown identity gives *all* policies, so the name is checked."""
        found = await self.collect(tenant, frozenset((object_id,)))
        return self.named(found, object_id)

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Remove the policy with its rules, unless it is gone already (see `Kind.delete`)."""
        if await self.get(tenant, object_id, inputs) is not None:
            remove = Invocation("Remove-RetentionCompliancePolicy", {"Identity": object_id, "Confirm": False})
            await tenant.cmdlets.run(COMPLIANCE, remove)


async def read_policies(tenant: Reader) -> tuple[list[Row], dict[str, list[Row]]]:
    """Return the rows of all policies, with places and distribution, and all rules by their policy's id or name.

    Raises:
        ReadError: when a list could not be read, or a rule is not understood.
    """
    detail = Invocation("Get-RetentionCompliancePolicy", {"DistributionDetail": True})
    policies, rules = await asyncio.gather(
        tenant.cmdlets.rows(COMPLIANCE, detail),
        tenant.cmdlets.rows(COMPLIANCE, Invocation("Get-RetentionComplianceRule", {})),
    )
    try:
        by_policy = _rules_by_policy(rules)
    except MisreadError as error:
        raise not_understood("Rule of a retention policy", "", error) from None
    return [_overdue(row, by_policy, tenant) for row in policies], by_policy


def refuse_rules_of_nobody(
    policies: Sequence[Row],
    by_policy: Mapping[str, Sequence[Row]],
    concerns: Callable[[Row], bool],
    title: str,
) -> None:
    """Do nothing when every rule that `concerns` whoever asks is of one of the policies.

    Raises:
        ReadError: when one is not. One list contradicts the other, and neither is whole: a policy that is there would
            be taken for missing, and what it keeps, deletes or publishes for nothing.
    """
    listed = {one_case(str(row.get(one))) for row in policies for one in ("Guid", "Name")}
    lost = sorted(set(by_policy) - listed)
    for rule in (rule for policy in lost for rule in by_policy[policy] if concerns(rule)):
        told = (
            f"the rule {rule.get('Name')!r} is of the policy {rule['Policy']!r}, which is not among the policies that "
            "the tenant answered with: whether it is there, and what it does, cannot be told; look again, and if it "
            "stays, look at the rule with Get-RetentionComplianceRule"
        )
        raise ReadError("read-not-understood", f"{title}: {told}", Reason.UNEXPECTED)


def _in_part(row: Row) -> Row:
    """Return the row of a policy; one that was distributed, but for places of which an error is told, says so."""
    reached = [one for one in _STATUSES if str(row.get(one)).casefold() == _REACHED]
    results = row.get(_RESULTS)
    if not reached or is_empty(results):
        return row
    first = results[0] if isinstance(results, list) else results
    return {**row, **dict.fromkeys(reached, f"Success, but with an error at a place: {first}")}


def _overdue(row: Row, by_policy: Mapping[str, list[Row]], tenant: Reader) -> Row:
    """Return the row of a policy that has rules (see `overdue`)."""
    names = {one_case(str(row.get(one))) for one in ("Guid", "Name")}
    rules = [rule for name in sorted(names) for rule in by_policy.get(name, [])]
    return overdue(row, rules, tenant.service_time)


def overdue(row: Row, rules: Sequence[Row], now: Callable[[], datetime]) -> Row:
    """Return the row of a policy, in whose status stands what it did not reach, or since when it is pending too long.

    What time it is at the service is asked only of one that is pending: of the others it says nothing.
    """
    pending = [one for one in _STATUSES if str(row.get(one)).casefold() == _PENDING]
    if not pending:
        return _in_part(row)
    changed = [moment for one in (row, *rules) if (moment := _changed(one))]
    since = too_long_since(changed, now())
    return {**row, **dict.fromkeys(pending, f"Pending {since}")} if since else row


def too_long_since(changed: Sequence[datetime], now: datetime) -> str:
    """Return since when what was `changed` then has been on its way, in words; empty where that is not too long."""
    return f"since {max(changed):%Y-%m-%d}" if changed and now - max(changed) > _AT_MOST else ""


def _changed(row: Row) -> datetime | None:
    """Return when a policy or a rule was changed last; None where it does not say."""
    try:
        return member(row, "WhenChangedUTC", as_moment)
    except MisreadError:
        return None


async def run_when_distributed(
    tenant: Tenant, change: Invocation, look: Callable[[], Awaitable[None]] | None = None
) -> None:
    """Run a cmdlet about a rule, again for as long as its policy is still being distributed.

    Args:
        tenant: where.
        change: the cmdlet.
        look: looks after each wait whether what is to be changed is still as it was seen, and raises where it is not:
            minutes have passed, in which somebody may have changed it by hand.

    Raises:
        WriteError: when the service refuses for another cause, or the policy does not settle.
    """
    attempts = _DISTRIBUTION.start()
    while True:
        try:
            await tenant.cmdlets.run(COMPLIANCE, change)
        except WriteError as error:
            pending = error.status == _STILL_DISTRIBUTING and "distribut" in error.message.casefold()
            if not pending or not await attempts.wait(None):
                raise
            if look is not None:
                await look()
        else:
            return


def place_changes(
    places: Mapping[str, str], old: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, list[str]]:
    """Return the parameters by which places come and go; `places` gives the service's word for each input."""
    parameters: dict[str, list[str]] = {}
    for name, wire in places.items():
        added = places_without(new.get(name), old.get(name))
        removed = places_without(old.get(name), new.get(name))
        parameters |= {f"Add{wire}": added} if added else {}
        parameters |= {f"Remove{wire}": removed} if removed else {}
    return parameters


def label_name(text: str) -> str:
    """Return the label's name; a rule gives it as `<guid>,<name>` (seen in a public client), or the name alone."""
    head, comma, name = text.partition(",")
    return name if comma and is_guid(head) else text


def place_names(places: Any, path: str) -> list[str]:
    """Return the names of the places, which come as texts or as objects with a name.

    Raises:
        MisreadError: when one is neither.
    """
    if is_empty(places):
        return []
    items = as_list(places, path) if not isinstance(places, str | dict) else [places]
    return [_place_name(item, f"{path}[{at}]") for at, item in enumerate(items)]


def _place_name(item: Any, path: str) -> str:
    if not isinstance(item, dict):
        return as_text(item, path)
    try:
        return required({"Name": item.get("Name") or item.get("DisplayName")}, "Name", as_text)
    except MisreadError as error:
        raise error.below(path) from None


def places_without(places: list[str] | None, others: list[str] | None) -> list[str]:
    """Return the places that are not among the others, in any letter case; written as they were."""
    known = {one.casefold() for one in others or []}
    return sorted(one for one in places or [] if one.casefold() not in known)


def _rules_by_policy(rules: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the rules by the policy's id or name, whichever a rule gives, in lower case.

    Raises:
        MisreadError: when a rule does not say of which policy it is, publishes what is no label, or comes twice.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    ids: set[str] = set()
    for rule in rules:
        policy = required(as_object(rule, "a rule"), "Policy", as_text)
        member(rule, "PublishComplianceTag", as_text)
        if (rule_id := (member(rule, "Guid", as_text) or "").casefold()) and rule_id in ids:
            raise MisreadError("Guid", "another in every row", rule_id)
        ids.add(rule_id)
        found.setdefault(one_case(policy), []).append(rule)
    return found
