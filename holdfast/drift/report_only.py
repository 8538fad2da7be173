"""Warns of policies that only report: of what they would do once enabled, and of how long they have only watched. Pure.

A policy that nobody declared may lock the emergency accounts out once somebody enables it. A declared one starts in
report-only so that somebody looks at what it would have stopped; left there, it protects nobody for ever.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.gates.before_writing import break_glass_of, named_break_glass
from holdfast.gates.lockout import Risk, danger_now
from holdfast.kinds.entra.conditional_access_policy import KIND as POLICY
from holdfast.kinds.held_policies import REPORT_ONLY, state_of
from holdfast.model.plan import PlanWarning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from holdfast.drift.seen import Live
    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import Plan

_LONG_ENOUGH = timedelta(days=30)
"""How long a policy may only watch untold. Entra keeps sign-in logs for 30 days, so nobody can look further back
(https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention, 2026-11-25)."""


def not_excluded_yet(plan: Plan, desired: Sequence[DesiredResource], live: Live) -> Iterator[PlanWarning]:
    """Yield a warning of each report-only policy of the tenant that is a danger; of declared ones `examine` warns."""
    group, _ = break_glass_of(plan)
    if not group:
        return
    declared = {POLICY.normal_key(POLICY.key_of(one.inputs)) for one in desired if one.token == POLICY.token}
    break_glass = named_break_glass(plan, live.directory.ids)
    for one in live.objects.get(POLICY.token, ()):
        if POLICY.normal_key(one.key) in declared or state_of(one) != REPORT_ONLY or one.misread is not None:
            continue
        found = danger_now(one.inputs, break_glass)
        if found.risk is Risk.LOCKOUT:
            told = (
                f"the policy {one.key!r} (declared by nobody) is report-only, applies to {found.reason}, "
                f"and does not exclude the break-glass group `{group}`: exclude it before somebody enables the policy"
            )
            yield PlanWarning("break-glass-not-excluded", told)


def watching_for_long(desired: Sequence[DesiredResource], live: Live, now: datetime) -> Iterator[PlanWarning]:
    """Yield a warning of each policy that only reports, as declared, for longer than anybody can look back.

    Since when is told by its last change: it cannot have been set to report-only later.
    """
    declared = {
        POLICY.normal_key(POLICY.key_of(one.inputs)): one.control
        for one in desired
        if one.token == POLICY.token and str(one.inputs.get("state")).casefold() == REPORT_ONLY
    }
    for one in live.objects.get(POLICY.token, ()):
        key = POLICY.normal_key(one.key)
        if one.nameless or key not in declared or state_of(one) != REPORT_ONLY:
            continue
        if one.changed_at is None:
            since = "since nobody knows when"
        elif (age := now - one.changed_at) > _LONG_ENOUGH:
            since = f"at least since {one.changed_at:%Y-%m-%d}, for {age.days} days"
        else:
            continue
        yield PlanWarning(
            "report-only-for-long",
            f"the policy {one.key!r} ({declared[key] or 'of the program'}) has been in report-only {since}: it stops "
            "nobody; look in the sign-in logs at whom it would have stopped, and enable it with `state: enabled`",
        )
