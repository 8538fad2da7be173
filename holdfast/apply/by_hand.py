"""`python -m holdfast.apply.by_hand PROJECT CLIENT`: may this client's program write? For programs started by hand.

A process of its own, because the program that asks is under way itself: the whole of it has to be recorded before its
first resource goes out. Writes one JSON object: `refused` (a sentence with its name, or the empty text) and
`warnings` (sentences).

What `holdfast up` asks about sign-ins is refused here, where nobody can be asked, unless the client file agrees. It is
measured against the tenant: a program knows nothing of the state, so neither what was applied last nor whose code went.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.apply.gates.both_on import require_one_of_both
from holdfast.apply.gates.built_in import require_own_names
from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.lookups import require_names
from holdfast.apply.gates.loosened import require_understood
from holdfast.apply.gates.one_way import require_agreed
from holdfast.apply.gates.sign_ins import require_read
from holdfast.apply.gates.unprotected import require_protection
from holdfast.apply.loosening import loosened
from holdfast.apply.protection import everybody_in, protection
from holdfast.apply.shell import refuse_other_world
from holdfast.apply.state import State
from holdfast.drift.read import Live, read
from holdfast.drift.recording import load_recording
from holdfast.ending import run
from holdfast.gates.before_writing import DEFAULTS, POLICY, examine
from holdfast.kinds.registry import kinds
from holdfast.model.accepted import MEMBERS
from holdfast.model.errors import HoldfastError
from holdfast.model.plan import PlanWarning
from holdfast.plan.places import place_of
from holdfast.tenant.embedded import home
from holdfast.tenant.tenant import open_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.drift.recording import Recording
    from holdfast.model.plan import Plan

ASKED = "HOLDFAST_ASKED"
"""Set where `holdfast up` or `preview` starts the engine: it has asked by itself, or tells what it would ask."""


def main() -> None:
    """Examine the client and write the verdict; ends with 0 whatever it is."""
    project, client = Path(sys.argv[1]), sys.argv[2]
    print(json.dumps(verdict(project, client)))  # noqa: T201 - the answer to who started us


def verdict(project: Path, client: str) -> dict[str, object]:
    """Return `refused` and `warnings` for the client's program as it is now."""
    warnings: list[str] = []
    try:
        today, folder = datetime.now(UTC).date(), home(project)
        recording = load_recording(project, client, folder, today)
        refuse_other_world(project, recording.plan, folder)
        examined = examine(recording.plan, recording.desired, today)
        warnings = [str(one) for one in (*examined.warnings, *_accepted(recording.plan))]
        examined.raise_if_refused()
        if ASKED not in os.environ:
            live = run(_sign_ins(recording, folder))
            place = partial(place_of, project, client)
            require_names(kinds(), recording.desired, live, place)
            require_agreed(kinds(), recording.desired, recording.plan.understood, place)
            _refuse_less_protection(recording, live)
    except HoldfastError as error:
        return {"refused": str(error), "warnings": warnings}
    return {"refused": "", "warnings": warnings}


def _accepted(plan: Plan) -> Iterator[PlanWarning]:
    """Yield what a run by hand sets back although the client accepted it: only `holdfast up` knows the live values."""
    if ASKED in os.environ:
        return
    for one in plan.exceptions:
        if named := [name for name in one.property if not name.startswith(MEMBERS)]:
            told = (
                f"`pulumi up` by hand sets back what is accepted until {one.expires}: {', '.join(named)} of "
                f"{one.object} ({one.control}); `holdfast up {plan.client}` leaves it as it is"
            )
            yield PlanWarning("accepted-by-hand", told)


async def _sign_ins(recording: Recording, folder: Path) -> Live:
    """Read what decides over sign-ins and is declared, and all that it refers to."""
    known = {
        token: one for token, one in kinds().items() if token.startswith("azuread:") or token == DEFAULTS
    }
    declared = [one for one in recording.desired if one.token in known]
    if not declared:
        return Live()
    async with open_plan(recording.plan, folder) as tenant:
        return await read(tenant, known, declared)


def _refuse_less_protection(recording: Recording, live: Live) -> None:
    """Do nothing when sign-ins stay protected as they are in the tenant, or the client file agrees, and names are free.

    Raises:
        RefusedError: `look-failed`, `built-in-name`, `not-understood`, `less-protection`.
    """
    known = {token: one for token, one in kinds().items() if not one.protects_data}
    require_read(live, live.unread)
    plan, desired = recording.plan, recording.desired
    require_own_names(known, desired, live)
    require_understood(loosened(known, plan, desired, State(), live), plan.understood)
    changed = {one.urn for one in desired if one.token == POLICY}
    of_all = everybody_in(plan, desired, live)
    guarded = protection(known, desired, State(), live, deleted=(), changed=changed, of_all=of_all)
    require_one_of_both(guarded)
    require_protection(guarded, Consent(), plan.understood)


if __name__ == "__main__":  # pragma: no cover - a process of its own; the end-to-end tests start it
    main()
