"""Has the whole program examined before its first resource goes out, also when `pulumi up` was typed by hand.

Two lines of defence. The recording of the program is examined in a process of its own, before anything is registered.
And every Conditional Access policy is looked at once more when it is registered, with the tenant's own ids in place of
names, because a program may declare something else than it did when it was recorded. No transform comes after that.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pulumi
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.settings import get_monitor

from holdfast.controls.last_line import stay_last
from holdfast.gates.before_writing import POLICY, break_glass_of
from holdfast.gates.lockout import BreakGlass, Risk, danger
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from holdfast.controls.context import ControlContext
    from holdfast.model.plan import Plan

_DEADLINE_SECONDS = 330.0
"""A little more than a recording may take."""
_STOPS_NOBODY = frozenset({"disabled", "enabledforreportingbutnotenforced"})


def recording() -> bool:
    """Return whether the program is only recorded: then nothing is written, and the examination comes after it."""
    return isinstance(get_monitor(), MockMonitor)


def refuse_before_writing(plan: Plan) -> None:
    """Show the plan's warnings; end the program when something in it must not be written.

    Raises:
        pulumi.RunError: with the sentence; nothing was registered then.
    """
    command = [sys.executable, "-P", "-m", "holdfast.apply.by_hand", str(_project()), plan.client]
    try:
        ended = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            stdin=subprocess.DEVNULL,
            timeout=_DEADLINE_SECONDS,
        )
        verdict = json.loads(ended.stdout)
        refused, warnings = str(verdict["refused"]), list(verdict["warnings"])
    except (OSError, ValueError, TypeError, KeyError, subprocess.SubprocessError) as error:
        told = f"whether this program may write could not be examined ({type(error).__name__}): nothing was written"
        raise pulumi.RunError(str(RefusedError("gate-failed", told))) from None
    for sentence in warnings:
        pulumi.log.warn(sentence)
    if refused:
        raise pulumi.RunError(refused)


def _project() -> Path:
    """Return the folder of `Pulumi.yaml`: the engine starts a program there, or below."""
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if (one / "Pulumi.yaml").exists()), here)


def watch_policies(plan: Plan, context: ControlContext) -> None:
    """Have every policy looked at when it is registered, those of a user's own components included."""
    if pulumi.runtime.is_dry_run():
        return  # the ids of what is not made yet are not known, and nothing is written

    known: asyncio.Future[BreakGlass] | None = None
    refused: dict[tuple[str, str], str] = {}

    async def refuse(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        """Change nothing; end the registration of a policy that could lock the accounts out."""
        if args.type_ != POLICY or str(args.props.get("state")).casefold() in _STOPS_NOBODY:
            return None
        nonlocal known
        known = known or asyncio.ensure_future(_by_id(plan, context))
        verdict = danger(args.props, await known)
        if verdict.risk is not Risk.NONE:
            group, _ = break_glass_of(plan)
            told = (
                f"the policy {args.name} is enabled, applies to {verdict.reason}, and does not exclude the "
                f"break-glass group `{group}`: it was not written"
            )
            refused[args.type_, args.name] = str(RefusedError("break-glass-locked-out", told))
            raise pulumi.RunError(refused[args.type_, args.name])
        return None

    pulumi.runtime.register_resource_transform(refuse)
    stay_last(get_monitor(), refused)


async def _by_id(plan: Plan, context: ControlContext) -> BreakGlass:
    """Return the break-glass group and accounts by the tenant's ids."""
    group, accounts = break_glass_of(plan)
    group_id = await context.group_id(group).future() if group else None
    user_ids = await context.user_ids(accounts).future() if accounts else []
    return BreakGlass(
        groups=frozenset({group_id.casefold()} if group_id else ()),
        accounts=frozenset(one.casefold() for one in user_ids or ()),
        by_id=True,
    )
