"""Does a Conditional Access policy stop an account that synchronises the directory? Decided by its structure alone.

Such an account signs in from a server, and nobody is there to prove more: whatever a policy for everybody, at every
application, asks for stops it, as a block does. So a policy lets it go on where it asks for nothing, or leaves the
account out: by a role that it holds, or by name. A group that a policy leaves out may hold it, which is not known here.
That guests and applications are not meant, and that session controls come after the grant, is as in `lockout`.

Source: https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-mfa-strength (2026-11-29), which
says to exclude these accounts from policies for all users.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from holdfast.model.directory import is_guid
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection


class Stops(StrEnum):
    """What a policy does, once it is enforced, to an account that synchronises."""

    NO = "no"
    PERHAPS = "perhaps"
    """It leaves out a group, and whether the account is in it is not known."""
    YES = "yes"


@value_class
class Synchronising:
    """An account that synchronises the directory."""

    name: str
    """User principal name."""
    own_id: str
    """The directory's id, in lower case."""
    roles: frozenset[str]
    """Template ids of the roles that it holds, of those of what synchronises."""


def stops(policy: Mapping[str, Any], account: Synchronising, known_groups: Collection[str]) -> Stops:
    """Return whether a policy, were it enforced, stops `account`.

    Args:
        policy: inputs in Pulumi's names, its references resolved to ids.
        account: whom it may stop.
        known_groups: ids, in lower case, of groups that do not hold the account, such as the break-glass group; one
            that is yet to be made, and so is no id, holds nobody.
    """
    conditions = policy.get("conditions")
    if not policy.get("grantControls") or not isinstance(conditions, Mapping):
        return Stops.NO
    users, applications = conditions.get("users"), conditions.get("applications")
    if not isinstance(users, Mapping) or not isinstance(applications, Mapping):
        return Stops.NO
    own, held = {account.own_id}, account.roles
    meant = _words(users, "includedUsers") & {"all", *own} or _words(users, "includedRoles") & held
    if not meant or "all" not in _words(applications, "includedApplications"):
        return Stops.NO
    if _words(users, "excludedUsers") & own or _words(users, "excludedRoles") & held:
        return Stops.NO
    others = {one for one in _words(users, "excludedGroups") if is_guid(one)} - set(known_groups)
    return Stops.PERHAPS if others else Stops.YES


def _words(condition: Mapping[str, Any], name: str) -> frozenset[str]:
    said = condition.get(name)
    return frozenset(one_case(str(one)) for one in said) if isinstance(said, list) else frozenset()
