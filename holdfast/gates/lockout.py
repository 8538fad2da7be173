"""Can a declared Conditional Access policy lock the break-glass accounts out? Decided by its structure alone.

A policy is safe when it is switched off, when it demands nothing, when it cannot reach the accounts, or when it
excludes the break-glass group. Everything that is not understood counts as dangerous.

- It *demands nothing* without grant controls: session controls apply after the grants and never change allow or
  block (../shared/ca-semantics.md S-SES-1 and S-GRT-10; https://learn.microsoft.com/entra/identity/conditional-access/
  concept-conditional-access-policies, 2026-11-25).
- It *reaches* the accounts by all users, by listing one of them, by any group (membership, also nested, is not known
  here) and by any directory role (they hold Global Administrator; what else is not known here). `None` reaches
  nobody, `GuestsOrExternalUsers` no account of the tenant's own, `AllAgentIdUsers` the accounts of agents and no
  person's (https://learn.microsoft.com/entra/agent-id/disable-agent-identities, 2026-11-29). A policy about workload
  identities may speak of no users at all, as Microsoft's own example does
  (https://learn.microsoft.com/entra/identity/conditional-access/workload-identity, 2026-11-30).
- It *excludes* them by the break-glass group only. Accounts that are excluded one by one would be forgotten when one
  is replaced, and nobody watches that list as the group is watched. Of what a tenant has, a check reads the list and
  the accounts each time: there a policy that leaves out each of them locks none of them out (`danger_now`).

Whether somebody with given proofs really gets in, over all policies together, is a solver's question, not this one's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from holdfast.model.desired import parse_reference
from holdfast.model.directory import is_guid
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOBODY_OF_OURS = frozenset({"none", "guestsorexternalusers", "allagentidusers"})
_INCLUDES = frozenset({"includedUsers", "includedGroups", "includedRoles", "includedGuestsOrExternalUsers"})
_WORKLOADS = ("includedServicePrincipals", "filter")
_EXCLUDES = frozenset({"excludedUsers", "excludedGroups", "excludedRoles", "excludedGuestsOrExternalUsers"})


class Risk(StrEnum):
    """What a policy can do to the break-glass accounts."""

    NONE = "none"
    """It cannot lock them out."""
    UNDECIDED = "undecided"
    """It names a user or a group by an id, and whose id that is only the tenant knows."""
    LOCKOUT = "lockout"
    """It can reach them and does not exclude their group, or it is not understood."""


@value_class
class BreakGlass:
    """The client's emergency accounts, in the words in which policies name them; all in lower case."""

    groups: frozenset[str]
    """References to the break-glass group, or its id."""
    accounts: frozenset[str]
    """References to the accounts, or their ids."""
    by_id: bool
    """Whether these are the tenant's ids, so that another id is another object."""


@value_class
class Danger:
    """The verdict on one policy."""

    risk: Risk
    reason: str = ""
    """How it reaches the accounts, to follow `it applies to`; empty when it cannot."""


SAFE = Danger(Risk.NONE)


def danger(policy: Mapping[str, Any], break_glass: BreakGlass) -> Danger:
    """Return whether a policy, were it enforced, can lock the accounts out.

    Args:
        policy: inputs in Pulumi's names, as recorded (ids are references) or as sent (ids are the tenant's).
        break_glass: whom it must not lock out.
    """
    if policy.get("grantControls") is None:
        return SAFE
    users = _condition(policy, "users")
    if users in (None, {}) and _of_workloads(_condition(policy, "clientApplications")):
        return SAFE
    if not isinstance(users, Mapping):
        return Danger(Risk.LOCKOUT, "users that cannot be understood")
    reached = max(_reaches(users, break_glass), key=_worst, default=SAFE)
    if reached.risk is Risk.NONE:
        return SAFE
    excluded = _excludes(users, break_glass)
    if excluded is Risk.NONE:
        return SAFE
    undecided = Risk.UNDECIDED in (reached.risk, excluded)
    return Danger(Risk.UNDECIDED if undecided else Risk.LOCKOUT, reached.reason)


def danger_now(policy: Mapping[str, Any], break_glass: BreakGlass) -> Danger:
    """Return whether a policy of the tenant can lock the accounts out as they are today (see `danger`)."""
    users = _condition(policy, "users")
    excluded = users.get("excludedUsers") if isinstance(users, Mapping) else None
    ids = {one for one in break_glass.accounts if is_guid(one)} if break_glass.by_id else set()
    if ids and isinstance(excluded, list) and ids <= {one_case(str(one)) for one in excluded}:
        return SAFE
    return danger(policy, break_glass)


def _condition(policy: Mapping[str, Any], name: str) -> object:
    """Return one of a policy's conditions; None where it has none, or conditions that cannot be understood."""
    conditions = policy.get("conditions")
    return conditions.get(name) if isinstance(conditions, Mapping) else None


def _of_workloads(applications: object) -> bool:
    """Return whether a policy says which workload identities it is about."""
    return isinstance(applications, Mapping) and any(applications.get(name) for name in _WORKLOADS)


def leaves_out(policy: Mapping[str, Any], break_glass: BreakGlass) -> bool:
    """Return whether a policy certainly excludes the break-glass group, whatever else it says."""
    users = _condition(policy, "users")
    return isinstance(users, Mapping) and _excludes(users, break_glass) is Risk.NONE


def _worst(one: Danger) -> int:
    return list(Risk).index(one.risk)


def _reaches(users: Mapping[str, Any], break_glass: BreakGlass) -> Iterator[Danger]:
    """Yield each way in which a policy reaches the accounts."""
    for name, value in users.items():
        if value in (None, []) or name in _EXCLUDES or name == "includedGuestsOrExternalUsers":
            continue
        if name not in _INCLUDES or not isinstance(value, list):
            yield Danger(Risk.LOCKOUT, f"`{name}`, which cannot be understood")
        elif name == "includedUsers":
            yield from (_reaches_user(one, break_glass) for one in value)
        else:
            words = "groups, which may hold them" if name == "includedGroups" else "directory roles"
            yield Danger(Risk.LOCKOUT, words)


def _reaches_user(value: object, break_glass: BreakGlass) -> Danger:
    word = one_case(str(value))
    if word in _NOBODY_OF_OURS:
        return SAFE
    if word == "all":
        return Danger(Risk.LOCKOUT, "all users")
    if word in break_glass.accounts:
        return Danger(Risk.LOCKOUT, f"the emergency account {_shown(value)}")
    if is_guid(word):
        return SAFE if break_glass.by_id else Danger(Risk.UNDECIDED, f"the user with the id {value}")
    if parse_reference(value):
        return SAFE
    return Danger(Risk.LOCKOUT, f"`{value}`, which cannot be understood")


def _excludes(users: Mapping[str, Any], break_glass: BreakGlass) -> Risk:
    """Return NONE when the group is excluded, UNDECIDED when an id in its place may be the group's."""
    excluded = users.get("excludedGroups")
    words = {one_case(str(one)) for one in excluded} if isinstance(excluded, list) else set()
    if words & break_glass.groups:
        return Risk.NONE
    opaque = any(is_guid(word) for word in words) and not break_glass.by_id
    return Risk.UNDECIDED if opaque and break_glass.groups else Risk.LOCKOUT


def _shown(value: object) -> str:
    found = parse_reference(value)
    return found[1] if found else str(value)
