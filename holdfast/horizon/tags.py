"""What Exchange tells of its own retention tags, and which policy gives them to mailboxes.

The words are those of https://learn.microsoft.com/powershell/module/exchange/new-retentionpolicytag, as remembered:
nobody has opened it for this. That a policy names its tags by their names is recalled as well.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.grace.facts import RetentionTag
from holdfast.horizon.sighting import Found
from holdfast.kinds.decode import MisreadError, as_boolean, as_days, as_name, as_texts, member, required
from holdfast.model.horizon import Unread
from holdfast.model.letters import one_case
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]


async def retention_tags(tenant: Reader) -> Found[RetentionTag]:
    """Read every tag that a policy gives, once for each policy; one that is switched off does nothing."""
    policies, rows = await asyncio.gather(
        *(
            tenant.cmdlets.rows(Endpoint.EXCHANGE, Invocation(one, {}))
            for one in ("Get-RetentionPolicy", "Get-RetentionPolicyTag")
        )
    )
    by_name = {one_case(required(row, "Name", as_name)): row for row in rows}
    found: list[RetentionTag] = []
    unread: list[Unread] = []
    for policy in policies:
        name = required(policy, "Name", as_name)
        for linked in required(policy, "RetentionPolicyTagLinks", as_texts):
            try:
                tag = _tag(name, linked, by_name.get(one_case(linked)))
            except MisreadError as misread:
                unread.append(Unread(f"retention tag {linked} of {name}", str(misread)))
            else:
                found += [] if tag is None else [tag]
    return Found(tuple(found), tuple(unread))


def _tag(policy: str, linked: str, row: Row | None) -> RetentionTag | None:
    """Return a tag of a policy; None of one that does nothing.

    Raises:
        MisreadError: it is not among the tags that came, or is not understood.
    """
    if row is None:
        raise MisreadError(
            "RetentionPolicyTagLinks", "a tag among those that the tenant answered with", linked
        )
    if not required(row, "RetentionEnabled", as_boolean):
        return None
    days = member(row, "AgeLimitForRetention", as_days)
    return RetentionTag(
        policy=policy,
        name=required(row, "Name", as_name),
        type=required(row, "Type", as_name),
        action=required(row, "RetentionAction", as_name),
        days=days if isinstance(days, int) else None,
    )
