"""Policies that Microsoft makes in tenants: their state and exclusions may change, their name may not, and they stay.

Source: ca-semantics 2.18, api-facts 2.5. Their name begins as a real one does, and their `templateId` belongs to a row
that no other policy has (a real answer of 2025 in the documentation of demisto/content: `4200930c-0da2-4e33-ca01-
000000000007`). What the service says when somebody tries is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = "Microsoft-managed: "
_TEMPLATES = "4200930c-0da2-4e33-ca01-"
_EDITABLE = frozenset({"state", "modifiedDateTime", "conditions"})
_EXCLUSIONS = frozenset({"excludeUsers", "excludeGroups", "excludeRoles", "excludeGuestsOrExternalUsers"})


def is_managed(policy: Mapping[str, Any]) -> bool:
    """Whether Microsoft made and keeps the policy."""
    template = str(policy.get("templateId") or "").lower()
    return str(policy.get("displayName") or "").startswith(_NAME) and template.startswith(_TEMPLATES)


def refuse_forged(body: Mapping[str, Any]) -> None:
    """Refuse a write that gives a policy a template of Microsoft's own (assumed).

    Raises:
        GraphError: 400.
    """
    if str(body.get("templateId") or "").lower().startswith(_TEMPLATES):
        raise _refused("templateId", "belongs to policies that Microsoft manages")


def check_managed_change(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Let a change of a managed policy pass that touches its state and exclusions only.

    Args:
        before: as it is stored, every key present.
        after: as it would be stored.

    Raises:
        GraphError: 400.
    """
    for name, value in after.items():
        if name not in _EDITABLE and value != before.get(name):
            raise _refused(name, "cannot be changed in a policy that Microsoft manages")
    if _without_exclusions(before["conditions"]) != _without_exclusions(after["conditions"]):
        raise _refused("conditions", "cannot be changed in a policy that Microsoft manages, exclusions apart")


def refuse_deletion(policy: Mapping[str, Any]) -> None:
    """Let the deletion of any other policy pass.

    Raises:
        GraphError: 400.
    """
    if is_managed(policy):
        raise GraphError(
            400,
            "BadRequest",
            f"The policy '{policy['displayName']}' is managed by Microsoft and cannot be deleted.",
        )


def _without_exclusions(conditions: Mapping[str, Any]) -> dict[str, Any]:
    users = {name: value for name, value in (conditions["users"] or {}).items() if name not in _EXCLUSIONS}
    return {**conditions, "users": users}


def _refused(name: str, why: str) -> GraphError:
    return GraphError(400, "BadRequest", f"Property '{name}' {why}.")
