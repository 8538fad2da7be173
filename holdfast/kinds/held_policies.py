"""The tenant's policies, held against the emergency accounts: can an enabled one lock them out? Pure functions.

Whoever made it, and whatever the client file accepts of it: a policy that nobody declared blocks as well as one of
ours. Each is a member of the assessment, so that what it says of the accounts is true of the tenant and not only of
what is declared. Which policy is a danger is decided where it is decided of declared ones (`holdfast.gates.lockout`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.gates.lockout import BreakGlass, Risk, danger_now, leaves_out
from holdfast.kinds.entra.conditional_access_policy import KIND as POLICY
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.model.directory import GROUP, USER
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.others import Others

EXCLUDED = "breakGlassGroupExcluded"
"""Property of a policy, among those that the assessment judges: the break-glass group is left out of it."""
REPORT_ONLY = "enabledforreportingbutnotenforced"
_STOPS_NOBODY = frozenset({"disabled", REPORT_ONLY})
_OF_USERS = "conditions.users"


def held(judgement: Judgement, group: str, accounts: Sequence[str], others: Others) -> Judgement:
    """Return `judgement` of the accounts with each policy that can lock them out, or of which that is not known.

    Args:
        judgement: of accounts and group alone.
        group: display name of the break-glass group.
        accounts: user principal names of the emergency accounts.
        others: what was read of policies, groups and users.
    """
    if cause := others.unread.get(POLICY.token) or others.unread.get(GROUP):
        told = f"whether a policy locks the accounts out is unknown: {cause.told}"
        return replace(judgement, uncounted=replace(cause, told=told))
    break_glass = live_break_glass(group, accounts, others)
    verdicts = [_verdict(one, group, break_glass) for one in acting(others)]
    broken = [one for one in verdicts if isinstance(one, Violation)]
    unknown = [one for one in verdicts if isinstance(one, Unjudged)]
    return replace(
        judgement,
        violations=tuple(
            sorted(
                [*judgement.violations, *broken], key=lambda one: (one.member, one.property, one.member_id)
            )
        ),
        unjudged=tuple(sorted([*judgement.unjudged, *unknown], key=lambda one: (one.member, one.why))),
    )


def acting(others: Others) -> list[LiveObject]:
    """Return the policies that act, or of which that is not understood."""
    return [one for one in others.objects.get(POLICY.token, ()) if state_of(one) not in _STOPS_NOBODY]


def live_break_glass(group: str, accounts: Sequence[str], others: Others) -> BreakGlass:
    """Return group and accounts by the tenant's ids; groups of one name are all meant, which is told elsewhere."""
    groups = others.ids.get((GROUP, one_case(group)), ())
    users = [others.ids.get((USER, one_case(one.strip())), ()) for one in accounts]
    return BreakGlass(
        groups=frozenset(one.casefold() for one in groups),
        accounts=frozenset(one.casefold() for found in users for one in found),
        by_id=bool(groups) and all(users),
    )


def state_of(policy: LiveObject) -> str:
    """Return whether a policy acts, in lower case; the empty text where that is not understood."""
    return str(policy.inputs.get("state") or "").casefold()


def _verdict(policy: LiveObject, group: str, break_glass: BreakGlass) -> Violation | Unjudged | None:
    """Return how a policy that acts, or may act, is a danger; None where it is none."""
    if leaves_out(policy.inputs, break_glass):
        return None
    if policy.misread is not None:
        return Unjudged(member=policy.key, why=f"may lock the accounts out: {policy.misread.message}")
    found = danger_now(policy.inputs, break_glass)
    if found.risk is Risk.LOCKOUT:
        note = (
            f"this policy is enabled, applies to {found.reason}, and does not exclude the break-glass group "
            f"{group!r}, so it can lock the emergency accounts out: exclude the group, or switch the policy off"
        )
        return Violation(
            member=policy.key, member_id=policy.id, property=EXCLUDED, expected=True, found=False, note=note
        )
    if found.risk is Risk.UNDECIDED:
        return Unjudged(
            member=policy.key, why=f"applies to {found.reason}, and whose id that is was not read"
        )
    strange = sorted(one for one in policy.unmodelled if one.startswith(_OF_USERS))
    if strange and policy.inputs.get("grantControls") is not None:
        told = f"says {', '.join(strange)}, which is not understood: whether it reaches the accounts is not known"
        return Unjudged(member=policy.key, why=told)
    return None
