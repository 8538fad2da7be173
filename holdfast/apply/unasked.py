"""What `holdfast up` asks about sign-ins and names, refused where a program was started by hand: nobody can be asked.

What protects less is measured against the tenant, of which a run by hand may have read everything into the state by
now. Which objects are meant is measured against the state: that keeps their ids, and what the names in rules meant.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.apply.adopt import adoptable
from holdfast.apply.applied import LastApplied
from holdfast.apply.gates.both_on import require_one_of_both
from holdfast.apply.gates.built_in import require_own_names
from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.doubled import require_one_each
from holdfast.apply.gates.imported import require_imports_of_same_name
from holdfast.apply.gates.look import require_look
from holdfast.apply.gates.lookups import require_found, require_names
from holdfast.apply.gates.loosened import require_understood
from holdfast.apply.gates.moved import require_same_objects
from holdfast.apply.gates.names import require_free_names, require_unambiguous_names
from holdfast.apply.gates.one_way import require_agreed
from holdfast.apply.gates.renamed import require_one_heir, require_one_name
from holdfast.apply.gates.replaced import require_untainted
from holdfast.apply.gates.sign_ins import require_read
from holdfast.apply.gates.undeclared import require_declared_once
from holdfast.apply.gates.unprotected import require_protection
from holdfast.apply.gates.ways_in import closing, require_ways_in
from holdfast.apply.loosening import loosened
from holdfast.apply.named_by_policies import NAMED
from holdfast.apply.own_tenant import require_state_of
from holdfast.apply.protection import everybody_in, protection
from holdfast.apply.references import moved
from holdfast.apply.settings_written import written_at
from holdfast.apply.stack import Stack
from holdfast.apply.state import State, bare_id
from holdfast.drift.accepted import except_accepted
from holdfast.drift.check import Checked
from holdfast.drift.ignoring import there
from holdfast.drift.judge import judge
from holdfast.drift.moved_names import note_of
from holdfast.drift.read import read
from holdfast.drift.seen import Live
from holdfast.ending import run
from holdfast.gates.before_writing import DEFAULTS, POLICY, examine
from holdfast.kinds.entra.break_glass_accounts import KIND as ACCOUNTS
from holdfast.kinds.meanings import meanings
from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError
from holdfast.model.finding import DriftResult
from holdfast.model.urn import name_of
from holdfast.plan.places import place_of
from holdfast.tenant.tenant import open_plan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast.drift.recording import Recording
    from holdfast.kinds.kind import Kind
    from holdfast.model.finding import Finding


def refuse_what_was_not_asked(recording: Recording, project: Path, folder: Path) -> None:
    """Do nothing when the client file agrees to everything that would be asked.

    Args:
        recording: of the client.
        project: the folder with `Pulumi.yaml`.
        folder: where Holdfast keeps its state.

    Raises:
        RefusedError: `tainted-in-state`, or a gate's; nothing was changed then.
        HoldfastError: the tenant cannot be addressed, or the state not be read.
    """
    state = state_of(recording, project, folder)
    require_state_of(recording.plan, state, folder)
    require_untainted(state, recording.plan.client)
    live = run(_look(recording, state, folder))
    today, ids = datetime.now(UTC).date(), live.directory.ids
    already = there(recording.desired, live)
    examine(recording.plan, recording.desired, today, ids, there=already).raise_if_refused()
    place = partial(place_of, project, recording.plan.client)
    require_names(kinds(), recording.desired, live, place)
    require_found(kinds(), recording.desired, live, recording.looked_up)
    written = partial(written_at, project, recording.plan.client)
    require_agreed(kinds(), recording.desired, recording.plan.understood, written)
    checked = _refuse_other_objects(recording, state, live)
    _refuse_closed_ways(replace(checked, recording=recording), state, folder, today)
    _refuse_moved(recording, state, live)
    refuse_less_protection(recording, state, as_declared(recording, state, live))


def state_of(recording: Recording, project: Path, folder: Path) -> State:
    """Return the state of the run that is under way, with what was applied last, as far as that is noted here.

    Raises:
        EngineError: the engine cannot say.
        RefusedError: `newer-state`.
    """
    client = recording.plan.client
    stack = Stack(Path(shutil.which("pulumi") or "pulumi"), project, client, {}, folder)
    last = LastApplied(note_of(folder, client), stack.runs, reading=True)
    return last.state(stack.export()).renamed(recording.desired)


def _known() -> dict[str, Kind]:
    """Return the kinds that decide over sign-ins, by token; what the others write their own provider looks at."""
    return {**kinds().of_package("azuread"), DEFAULTS: kinds()[DEFAULTS]}


async def _look(recording: Recording, state: State, folder: Path) -> Live:
    """Read what decides over sign-ins and is declared, and all that it refers to; and what names in rules mean now."""
    known = _known()
    declared = [one for one in recording.desired if one.token in known]
    rules = [
        one for one in recording.desired if one.urn in state.resources and state.resources[one.urn].meant
    ]
    looked_up = [(token, name) for token, name, _ in recording.looked_up]
    if not declared and not rules and not looked_up:
        return Live()
    async with open_plan(recording.plan, folder) as tenant:
        live = await read(tenant, known, declared, looked_up=looked_up) if declared or looked_up else Live()
        found = await asyncio.gather(*(meanings(tenant, kinds()[one.token], one.inputs) for one in rules))
        live.meanings.update({one.urn: meant for one, meant in zip(rules, found, strict=True)})
    return live


def as_declared(recording: Recording, state: State, live: Live) -> Live:
    """Return what was read, by the names that the program gives to what the state holds: one renamed is measured."""
    names = {
        (one.token, bare_id(kept.id)): kinds()[one.token].key_of(one.inputs)
        for one in recording.desired
        if one.token in live.objects and (kept := state.resources.get(one.urn))
    }
    renamed = {
        token: tuple(replace(one, key=names.get((token, one.id.casefold()), one.key)) for one in objects)
        for token, objects in live.objects.items()
    }
    return replace(live, objects=renamed)


def refuse_less_protection(recording: Recording, state: State, live: Live) -> None:
    """Do nothing when sign-ins stay protected as they are in the tenant, or the client file agrees, and names are free.

    What the program declares no longer is known by the state alone.

    Raises:
        RefusedError: `look-failed`, `built-in-name`, `not-understood`, `less-protection`.
    """
    known = {token: one for token, one in kinds().items() if not one.protects_data}
    require_read(live, live.unread)
    plan, desired = recording.plan, recording.desired
    require_own_names(known, desired, live)
    require_understood(loosened(known, plan, desired, _unmeasured(state), live), plan.understood)
    changed = {one.urn for one in desired if one.token in {POLICY, *NAMED}}
    of_all = everybody_in(plan, desired, live)
    declared = {one.urn for one in desired}
    gone = {urn: one for urn, one in state.resources.items() if one.token == POLICY and urn not in declared}
    guarded = protection(known, desired, State(gone), live, deleted=gone, changed=changed, of_all=of_all)
    require_one_of_both(guarded)
    require_protection(guarded, Consent(), plan.understood)


def _refuse_closed_ways(checked: Checked, state: State, folder: Path, today: date) -> None:
    """Do nothing when no enabled policy loses an exclusion, or the emergency accounts could open the door.

    The accounts are read where an exclusion goes, and only there: no other run by hand asks about them.

    Raises:
        RefusedError: `way-in-closed`.
    """
    if next(closing(kinds()[POLICY], checked, state), None):
        found = run(_accounts(checked.recording, folder, today))
        result = replace(checked.result, findings=(*checked.result.findings, *found))
        require_ways_in(kinds(), replace(checked, result=result), state)


async def _accounts(recording: Recording, folder: Path, today: date) -> list[Finding]:
    """Return what a check finds of the emergency accounts; nothing where no control assesses them."""
    known, plan = {ACCOUNTS.token: ACCOUNTS}, recording.plan
    declared = [one for one in recording.desired if one.token in known]
    if not declared:
        return []
    async with open_plan(plan, folder) as tenant:
        live = await read(tenant, known, declared)
    return except_accepted(known, judge(known, declared, live, recording.plans), plan.exceptions, today)


def _unmeasured(state: State) -> State:
    """Return of a state what neither a provider nor the tenant measures: above all what assessments leave out.

    A refresh leaves what was declared of a rule as it is, so that this is what was applied last.
    """
    known, elsewhere = kinds(), _known()
    kept = {
        urn: one
        for urn, one in state.resources.items()
        if one.token in known and one.token not in elsewhere and not known[one.token].is_measured
    }
    return State(resources=kept)


def _refuse_other_objects(recording: Recording, state: State, live: Live) -> Checked:
    """Return what was checked, when each name means one object, and nothing would be made twice.

    Raises:
        RefusedError: `ambiguous-name`, `name-taken`, `look-failed`, `value-not-understood`, `alias-taken`,
            `imported-otherwise`, `renamed-in-program`, `doubled-in-state`, `undeclared-in-state`, `already-there`.
    """
    known, plan = _known(), recording.plan
    declared = tuple(one for one in recording.desired if one.token in known)
    findings = tuple(judge(known, declared, live, recording.plans))
    result = DriftResult(plan.client, plan.tenant, plan.baseline, "", findings, cloud=plan.cloud)
    checked = Checked(result, replace(recording, desired=declared), live)
    require_unambiguous_names(known, checked, state)
    require_free_names(known, checked, state)
    require_look(known, checked, state.resources)
    require_one_heir(recording.desired, state)
    require_imports_of_same_name(known, declared, state, live)
    require_one_name(checked, state)
    require_one_each(kinds(), state, {one.urn for one in recording.desired})
    urns = {one.urn for one in recording.desired}
    require_declared_once(kinds(), state, urns, deletes_data=plan.delete_protected_data)
    imported = {one.urn for one in declared if one.imported}
    _refuse_second_ones(
        {urn: found for urn, found in adoptable(checked, state).items() if urn not in imported}
    )
    return checked


def _refuse_moved(recording: Recording, state: State, live: Live) -> None:
    """Do nothing when each name means what it meant when it was applied.

    Raises:
        RefusedError: `moved-name`.
    """
    require_same_objects(moved(kinds(), recording.desired, state, live), Consent())


def _refuse_second_ones(found: Mapping[str, str]) -> None:
    """Do nothing when nothing that is declared is `found` in the tenant without being in the state, id by URN.

    Raises:
        RefusedError: `already-there`.
    """
    if found:
        told = "; ".join(f"{name_of(urn)} is {live_id}" for urn, live_id in sorted(found.items()))
        raise RefusedError(
            "already-there",
            f"in the tenant already, and not in the state: {told}. A second one would be made of each; take them over "
            "with holdfast up CLIENT --adopt",
        )
