"""What keeps an item or a file from being erased, and what deletes it: holds, policies and labels, as they are now.

Source: research notes data-loss 3.1 and 3.2 (verified): age counts from the day on which something was received or
created, whatever the policy's own age; retention defers a deletion, and the shortest of several deletions wins; a label
keeps the item that bears it and nothing beside. A code on a mailbox of a policy that this tenant does not have keeps
without an end (assumed).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.values import UNLIMITED, parse_days
from holdfast.emulator.exchange.mailbox.holds import DELAYS, codes_over, policy_of, retains

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

_RETAINS, _DELETES = frozenset({"Keep", "KeepAndDelete"}), frozenset({"Delete", "KeepAndDelete"})


def is_item_kept(tenant: Tenant, mailbox: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    """Whether something keeps an item of a mailbox, given by its values (see `Stored.values`)."""
    born = datetime.fromisoformat(item["received"])
    if mailbox.get("LitigationHoldEnabled") and _lasts(tenant, born, mailbox.get("LitigationHoldDuration")):
        return True
    # That some item bears a label that keeps it does not keep the others (3.2).
    return (
        any(mailbox.get(one) for one in DELAYS)
        or any(_code_keeps(tenant, code, born) for code in codes_over(tenant, mailbox) if retains(code))
        or _label_keeps(tenant, item.get("label"), born)
    )


def deleted_after(tenant: Tenant, mailbox: Mapping[str, Any]) -> list[timedelta]:
    """How long after its receipt each policy deletes an item of a mailbox."""
    return [
        timedelta(days=parse_days(rule["RetentionDuration"]))
        for code in codes_over(tenant, mailbox)
        if not code.startswith("-") and (policy := policy_of(tenant, code))
        for rule in _rules_of(tenant, policy)
        if rule.get("RetentionComplianceAction") in _DELETES
        and rule.get("RetentionDuration") not in {None, "", UNLIMITED}
    ]


def _code_keeps(tenant: Tenant, code: str, born: datetime) -> bool:
    policy = policy_of(tenant, code)
    return policy is None or _policy_keeps(tenant, policy, born)


def is_file_kept(tenant: Tenant, file: Mapping[str, Any], place: str) -> bool:
    """Whether a policy over the drive at an address, or the file's own label, keeps it."""
    born = datetime.fromisoformat(file["created"])
    return does_policy_keep(tenant, born, place) or _label_keeps(tenant, file.get("label"), born)


def does_policy_keep(tenant: Tenant, born: datetime, place: str) -> bool:
    """Whether a policy over the drive at an address keeps what was created at `born`."""
    return any(
        _policy_keeps(tenant, policy, born)
        for policy in objects.living(tenant, objects.POLICIES)
        if policy.get("Enabled", True) and not objects.is_pending(tenant, policy)
        if {place.lower(), "all"} & _places(policy, "OneDriveLocation")
        and place.lower() not in _places(policy, "OneDriveLocationException")
    )


def _policy_keeps(tenant: Tenant, policy: Mapping[str, Any], born: datetime) -> bool:
    return any(
        rule.get("RetentionComplianceAction") in _RETAINS
        and _lasts(tenant, born, rule.get("RetentionDuration"))
        for rule in _rules_of(tenant, policy)
    )


def _rules_of(tenant: Tenant, policy: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in objects.living(tenant, objects.RULES) if one.get("Policy") == policy["Guid"]]


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
