"""What keeps an item or a file from being erased: holds, retention policies and labels, as they are now.

Source: research notes data-loss 3.1 and 3.2 (verified): age counts from the day on which something was received or
created; a label keeps the item that bears it and nothing beside. Assumed: a policy over mailboxes keeps for as long as
it stands, because no hold that a mailbox shows tells its days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.values import UNLIMITED, parse_days
from holdfast.emulator.exchange.mailbox.holds import is_held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

_RETAINS = frozenset({"Keep", "KeepAndDelete"})


def is_item_kept(tenant: Tenant, mailbox: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    """Whether something keeps an item of a mailbox, given by its values (see `Stored.values`)."""
    born = datetime.fromisoformat(item["received"])
    if mailbox.get("LitigationHoldEnabled") and _lasts(tenant, born, mailbox.get("LitigationHoldDuration")):
        return True
    # That some item bears a label that keeps it does not keep the others (3.2).
    others = {**mailbox, "LitigationHoldEnabled": False, "ComplianceTagHoldApplied": False}
    return is_held(tenant, others) or _label_keeps(tenant, item.get("label"), born)


def is_file_kept(tenant: Tenant, file: Mapping[str, Any], place: str) -> bool:
    """Whether a policy over the drive at an address, or the file's own label, keeps it."""
    born = datetime.fromisoformat(file["created"])
    return does_policy_keep(tenant, born, place) or _label_keeps(tenant, file.get("label"), born)


def does_policy_keep(tenant: Tenant, born: datetime, place: str) -> bool:
    """Whether a policy over the drive at an address keeps what was created at `born`."""
    rules = objects.living(tenant, objects.RULES)
    return any(
        rule.get("RetentionComplianceAction") in _RETAINS
        and _lasts(tenant, born, rule.get("RetentionDuration"))
        for policy in objects.living(tenant, objects.POLICIES)
        if policy.get("Enabled", True) and not objects.is_pending(tenant, policy)
        if {place.lower(), "all"} & _places(policy, "OneDriveLocation")
        and place.lower() not in _places(policy, "OneDriveLocationException")
        for rule in rules
        if rule.get("Policy") == policy["Guid"]
    )


def _places(policy: Mapping[str, Any], name: str) -> set[str]:
    return {str(one).lower().rstrip("/") for one in policy.get(name, ())}


def _label_keeps(tenant: Tenant, name: str | None, born: datetime) -> bool:
    label = objects.find(tenant, objects.TAGS, name) if name else None
    return (
        label is not None
        and label.get("RetentionAction") in _RETAINS
        and _lasts(tenant, born, label.get("RetentionDuration"))
    )


def _lasts(tenant: Tenant, born: datetime, duration: str | None) -> bool:
    """Whether a time that began with `born` is not over; one without an end never is."""
    if duration in {None, "", UNLIMITED}:
        return True
    return born + timedelta(days=parse_days(duration)) > tenant.now()
