"""What `holdfast up` asks about sign-ins, refused where a program was started by hand and nobody can be asked.

It is measured against the tenant: a program knows nothing of the state, so neither what was applied last nor whose code
went.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
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
from holdfast.apply.state import State
from holdfast.drift.ignoring import there
from holdfast.drift.read import read
from holdfast.drift.seen import Live
from holdfast.ending import run
from holdfast.gates.before_writing import DEFAULTS, POLICY, examine
from holdfast.kinds.registry import kinds
from holdfast.plan.places import place_of
from holdfast.tenant.tenant import open_plan

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.drift.recording import Recording


def refuse_what_was_not_asked(recording: Recording, project: Path, folder: Path) -> None:
    """Do nothing when the client file agrees to everything that would be asked.

    Args:
        recording: of the client.
        project: the folder with `Pulumi.yaml`.
        folder: where Holdfast keeps its state.

    Raises:
        RefusedError: a gate's; nothing was changed then.
        HoldfastError: the tenant cannot be addressed.
    """
    live = run(_sign_ins(recording, folder))
    today, ids = datetime.now(UTC).date(), live.directory.ids
    already = there(recording.desired, live)
    examine(recording.plan, recording.desired, today, ids, there=already).raise_if_refused()
    place = partial(place_of, project, recording.plan.client)
    require_names(kinds(), recording.desired, live, place)
    require_agreed(kinds(), recording.desired, recording.plan.understood, place)
    _refuse_less_protection(recording, live)


async def _sign_ins(recording: Recording, folder: Path) -> Live:
    """Read what decides over sign-ins and is declared, and all that it refers to."""
    known = {**kinds().of_package("azuread"), DEFAULTS: kinds()[DEFAULTS]}
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
