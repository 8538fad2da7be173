"""Which mailboxes a retention policy names or excepts, and the codes that they bear for it.

A policy over named mailboxes shows on each of them, one over all in the organization, and `-mbx` on whom that leaves
out (research notes data-loss 3.2). A place is bound to its mailbox when the policy is distributed, so that a mailbox
that is renamed keeps its code (W12; assumed). Nothing of this happens at a read: the codes are as of the last change of
a policy, or move of the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.exchange.organization_config import PREFIXES, plain, suffixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.emulator.tenant import Tenant

_BOUND = "mailboxesOfPolicies"
"""The store's collection of what a policy was distributed to: by place, the mailbox and its code."""
_ALL = "all"

Codes = dict[str, set[str]]
"""Codes by the ExchangeGuid of the mailbox that bears them."""


def rebind(tenant: Tenant) -> tuple[Codes, Codes]:
    """Bind the places of every policy that has been distributed as it is now.

    Returns:
        The codes that come and those that go.
    """
    before = {one["guid"]: one["on"] for one in tenant.store.all(_BOUND)}
    actions, after = suffixes(tenant), dict[str, Any]()
    for policy in objects.living(tenant, objects.POLICIES):
        guid = str(policy["Guid"])
        known = before.get(guid, {})
        settled = not objects.is_pending(tenant, policy)
        bound = dict(_bound(tenant, policy, actions.get(guid), known)) if settled else known
        if bound:
            after[guid] = bound
    for guid in before.keys() | after.keys():
        if guid not in after:
            tenant.store.delete(_BOUND, guid)
        elif before.get(guid) != after[guid]:
            tenant.store.put(_BOUND, guid, {"guid": guid, "on": after[guid]})
    was, becomes = _pairs(before), _pairs(after)
    return _by_mailbox(becomes - was), _by_mailbox(was - becomes)


def _bound(
    tenant: Tenant, policy: Mapping[str, Any], action: int | None, known: Mapping[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each place of a policy that is a mailbox, with this and the code that it bears."""
    if not policy.get("Enabled", True) or action is None:
        return
    for location, prefix in PREFIXES.items():
        code = f"{prefix}{plain(policy)}"
        for name, written in ((location, f"{code}:{action}"), (f"{location}Exception", f"-{code}")):
            for place in map(str.lower, map(str, policy.get(name, ()))):
                key = f"{name} {place}"
                mailbox = None if key in known else find_mailbox(tenant.store, place, ("active", "inactive"))
                bound = known[key][0] if key in known else mailbox and mailbox.exchange_guid
                if bound and place != _ALL:
                    yield key, [bound, written]


def _pairs(bound: Mapping[str, Mapping[str, Any]]) -> set[tuple[str, str]]:
    return {(guid, code) for on in bound.values() for guid, code in on.values()}


def _by_mailbox(pairs: set[tuple[str, str]]) -> Codes:
    found: Codes = {}
    for guid, code in pairs:
        found.setdefault(guid, set()).add(code)
    return found
