"""Since when an account is there again, because somebody switched it on or brought it back: by the directory's log.

The last sign-in of such an account is as old as before. A rule that gives people time to come back asks here, or whose
account was switched on again on Friday would be disabled at the weekend, before he comes back on Monday.

The log keeps 30 days with a premium licence and tells minutes late (research notes api-facts 10.4). That the directory
calls these "Enable account" and "Restore user" is recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_guid, as_list, as_object, as_past, required
from holdfast.tenant.asked import Condition, alike, quoted
from holdfast.tenant.audit_result import was_done

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from holdfast.tenant.tenant import Reader

_BACK = ("Enable account", "Restore user")


async def enabled_again(tenant: Reader, within: timedelta) -> dict[str, datetime]:
    """Return when accounts were last switched on or restored, by id in lower case; without a time nothing is asked.

    Args:
        tenant: where.
        within: how long ago at most; the log goes back `LOG_DAYS`.

    Raises:
        MisreadError: an event does not tell when it was, or of whom it is.
        ReadError: the log could not be read.
    """
    if not within:
        return {}
    now = tenant.service_time()
    found: dict[str, datetime] = {}
    for event in await tenant.graph.collection("/auditLogs/directoryAudits", _since(now - within)):
        if was_done(event.get("result")):
            moment = required(event, "activityDateTime", as_past(now))
            for user in _users(event):
                found[user] = max(moment, found.get(user, moment))
    return found


def _since(earliest: datetime) -> Condition:
    since = f"{earliest:%Y-%m-%dT%H:%M:%SZ}"
    done = " or ".join(f"activityDisplayName eq {quoted(one)}" for one in _BACK)
    return Condition(
        f"({done}) and activityDateTime ge {since}",
        lambda row: (
            any(alike(row.get("activityDisplayName"), one) for one in _BACK)
            and str(row.get("activityDateTime"))[:19] >= since[:19]
        ),
    )


def _users(event: Mapping[str, Any]) -> list[str]:
    targets = [as_object(one, "targetResources[]") for one in required(event, "targetResources", as_list)]
    return [required(one, "id", as_guid) for one in targets]
