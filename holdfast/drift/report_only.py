"""Warns of policies that nobody declared, and that lock the emergency accounts out once they are enabled. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.gates.before_writing import break_glass_of, named_break_glass
from holdfast.gates.lockout import Risk, danger
from holdfast.kinds.entra.conditional_access_policy import KIND as POLICY
from holdfast.kinds.held_policies import REPORT_ONLY, state_of
from holdfast.model.plan import PlanWarning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.drift.seen import Live
    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import Plan


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
        found = danger(one.inputs, break_glass)
        if found.risk is Risk.LOCKOUT:
            told = (
                f"the policy {one.key!r} (declared by nobody) is report-only, applies to {found.reason}, "
                f"and does not exclude the break-glass group `{group}`: exclude it before somebody enables the policy"
            )
            yield PlanWarning("break-glass-not-excluded", told)
