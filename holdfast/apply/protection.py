"""What protects the tenant's sign-ins before and after an apply. Pure functions.

A tenant is protected while one Conditional Access policy is enabled, or Microsoft's security defaults are on. Whoever
enabled a policy, it counts: a policy of the client's own protects as well as one of ours. Each policy protects less
when it is enforced no longer, which is measured against the tenant, or when it asks for less than was applied last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.apply.loosening import NOTHING_LEFT, as_left, told_of
from holdfast.apply.named_by_policies import Enforced, weakened_by_named
from holdfast.apply.state import bare_id
from holdfast.drift.references import resolve
from holdfast.gates.before_writing import DEFAULTS, POLICY, STRENGTH, everybody
from holdfast.gates.second_factor import EVERYBODY, Everybody, is_done_by_defaults
from holdfast.model.value_class import value_class
from holdfast.normalise.sign_in_directions import said_at, weakened_paths

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from holdfast.apply.loosening import Left
    from holdfast.apply.state import Kept, State
    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.loosened import Loosened
    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import Plan

_ENABLED = "enabled"


@value_class
class Protection:
    """What protects sign-ins, now and afterwards, and what ends."""

    before: tuple[str, ...]
    """Names of the enabled policies, and of security defaults where they are on and no file turns them off; sorted."""
    after: tuple[str, ...]
    ended: tuple[str, ...]
    """What stops protecting because its code goes, in words; sorted."""
    weakened: tuple[Loosened, ...] = ()
    """By what a changed policy protects less than before; sorted."""

    beside_defaults: tuple[str, ...] = ()
    """Names of the policies that would be enabled while security defaults are on; sorted."""

    deleted_after_defaults: tuple[str, ...] = ()
    """Names of enabled policies whose code goes while security defaults go on: the engine deletes last; sorted."""

    @property
    def gone(self) -> bool:
        """Whether something protects sign-ins now, and nothing will."""
        return bool(self.before) and not self.after


def protection(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    state: State,
    live: Live,
    *,
    deleted: Collection[str],
    changed: Collection[str] = (),
    left: Left = NOTHING_LEFT,
    of_all: Everybody = EVERYBODY,
) -> Protection:
    """Return what protects sign-ins before and after everything declared is applied and `deleted` (URNs) is gone.

    Where the policies could not be read, those that the state holds as enabled stand for them. Of the policies that are
    `changed` (URNs) it is told by what they protect less, unless security defaults do the same instead. What is `left`
    as the client accepted it is no doing of this apply. Defaults that a program turns off by hand are made up for by an
    enabled policy which asks everybody (`of_all`) for a second factor.
    """
    policies = _policies(state, live)
    before = {name for name, inputs in policies.values() if _enabled(inputs)}
    gone = {bare_id(state.resources[urn].id) for urn in deleted if urn in state.resources}
    declared = [one for one in desired if one.token == POLICY]
    meant = {found for one in declared for found in _ids(kinds[POLICY], one, state, live)}
    written = [_as_written(kinds[POLICY], one, state.resources.get(one.urn), live) for one in declared]
    staying = [one for bare, one in policies.items() if bare not in gone | meant and _enabled(one[1])]
    enabled = [
        *staying,
        *((kinds[POLICY].key_of(inputs), inputs) for inputs in written if _enabled(inputs)),
    ]
    defaults_before = any(_is_on(one.inputs) for one in live.objects.get(DEFAULTS, ()))
    switches = [one for one in desired if one.token == DEFAULTS]
    defaults_after = any(_is_on(one.inputs) for one in switches) if switches else defaults_before
    weakened = _weakened(
        kinds[POLICY], declared, state, live, changed=changed, left=left, with_defaults=defaults_after
    )
    enforced = [one for bare, one in policies.items() if bare not in gone and _enabled(one[1])]
    going = {name for bare, (name, inputs) in policies.items() if bare in gone and _enabled(inputs)}
    weakened += weakened_by_named(
        kinds, desired, state, live, changed=changed, enforced=Enforced(enforced, of_all.users), left=left
    )
    if defaults_before and not defaults_after and not any(of_all.asked(inputs) for _, inputs in enabled):
        # Who turns them off in the client's files is warned by the plan, which says what is missing.
        weakened += [
            told_of(kinds[DEFAULTS], one, "enabled", (True, False), live.directory)
            for one in switches
            if not one.control
        ]
    title = kinds[DEFAULTS].title
    by_file = any(one.control and not _is_on(one.inputs) for one in switches)
    return Protection(
        before=tuple(sorted(before | ({title} if defaults_before and not by_file else set()))),
        after=tuple(sorted({name for name, _ in enabled} | ({title} if defaults_after else set()))),
        ended=tuple(sorted(_ended(kinds, state, deleted, policies))),
        weakened=tuple(sorted(weakened)),
        beside_defaults=tuple(sorted({name for name, _ in enabled})) if defaults_after else (),
        deleted_after_defaults=tuple(sorted(going)) if defaults_after and not defaults_before else (),
    )


def protecting(kinds: Mapping[str, Kind], live: Live) -> tuple[str, ...]:
    """Return names of what protects sign-ins in the tenant, sorted, as far as it was read."""
    policies = (one.key for one in live.objects.get(POLICY, ()) if _enabled(one.inputs))
    defaults = (kinds[DEFAULTS].title for one in live.objects.get(DEFAULTS, ()) if _is_on(one.inputs))
    return tuple(sorted((*policies, *defaults)))


def taken_back(kind: Kind, desired: Sequence[DesiredResource], state: State, live: Live) -> Iterator[str]:
    """Yield the URNs of the declared policies that are enabled in the tenant and are not to stay so."""
    for one in desired:
        kept = state.resources.get(one.urn)
        now = _same(kind, one, kept, live) if one.token == POLICY else ()
        if any(_enabled(row.inputs) for row in now) and not _enabled(_as_written(kind, one, kept, live)):
            yield one.urn


def everybody_in(plan: Plan, desired: Sequence[DesiredResource], live: Live) -> Everybody:
    """Return whom a policy may leave out and still asks everybody, by the names and the ids of the tenant."""
    found = live.objects.get(STRENGTH, ())
    strengths = {one.id: one.inputs.get("allowedCombinations") or () for one in found}
    return everybody(plan, desired, live.directory.ids, strengths)


def _policies(state: State, live: Live) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Return name and inputs of every policy by its id: those of the tenant, or of the state where none were read."""
    if POLICY in live.objects:
        return {one.id.casefold(): (one.key, one.inputs) for one in live.objects[POLICY]}
    return {
        bare_id(one.id): (str(one.inputs.get("displayName")), one.inputs)
        for one in state.resources.values()
        if one.token == POLICY
    }


def _ids(kind: Kind, one: DesiredResource, state: State, live: Live) -> Iterator[str]:
    """Yield the ids of the policies that a declared one is, or will be, in lower case."""
    kept = state.resources.get(one.urn)
    if kept is not None:
        yield bare_id(kept.id)
    yield from (row.id.casefold() for row in _same(kind, one, kept, live))


def _weakened(
    kind: Kind,
    declared: Sequence[DesiredResource],
    state: State,
    live: Live,
    *,
    changed: Collection[str],
    left: Left,
    with_defaults: bool,
) -> list[Loosened]:
    """Return by what each changed policy protects less than before; with security defaults on, but for what they do."""
    found: dict[tuple[str, str], Loosened] = {}
    for one in declared:
        if one.urn not in changed:
            continue
        for said in _befores(kind, one, state.resources.get(one.urn), live):
            before = as_left(said, left.get(one.urn, {}))
            if with_defaults and is_done_by_defaults(before):
                continue
            after = _unless_ignored(one, before, resolve(kind.fields, one.inputs, live.directory))
            before = _unless_ignored(one, before, before)
            for path in weakened_paths(kind.normal(before), kind.normal(after)):
                told = told_of(kind, one, path, (said_at(before, path), said_at(after, path)), live.directory)
                found.setdefault((one.urn, path), told)
    return list(found.values())


def _unless_ignored(
    one: DesiredResource, before: Mapping[str, Any], inputs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return `inputs` without what the engine leaves alone; a state that it leaves alone stays the one before."""
    return {**({"state": before["state"]} if "state" in before else {}), **one.lasting(inputs)}


def _as_written(kind: Kind, one: DesiredResource, kept: Kept | None, live: Live) -> Mapping[str, Any]:
    """Return what a declared policy will be: what it ignores stays as it is in the tenant, or was applied last."""
    befores = [*(row.inputs for row in _same(kind, one, kept, live)), *(kept.applied if kept else ())]
    return one.upon(befores[0]) if befores else one.inputs


def _befores(kind: Kind, one: DesiredResource, kept: Kept | None, live: Live) -> Iterator[Mapping[str, Any]]:
    """Yield the policy as it was applied last, with the state that it has in the tenant; each live one if never."""
    found = _same(kind, one, kept, live)
    if kept is None or kept.another:
        yield from (row.inputs for row in found)
    else:
        now = {"state": found[0].inputs.get("state")} if found else {}
        yield from ({**inputs, **now} for inputs in kept.applied)


def _same(kind: Kind, one: DesiredResource, kept: Kept | None, live: Live) -> tuple[LiveObject, ...]:
    """Return the live policy that is meant: the one of the state's id, or of the declared name."""
    if kept is None:
        return live.called(kind, one.inputs)
    return tuple(row for row in live.objects.get(kind.token, ()) if row.id.casefold() == bare_id(kept.id))


def _ended(
    kinds: Mapping[str, Kind],
    state: State,
    deleted: Collection[str],
    policies: Mapping[str, tuple[str, Mapping[str, Any]]],
) -> Iterable[str]:
    """Yield what protects and is deleted: known by its id, because its name may be another one in the tenant."""
    for urn in deleted:
        kept = state.resources.get(urn)
        kind = kinds.get(kept.token) if kept else None
        if kept is None or kind is None:
            continue
        name, inputs = policies.get(bare_id(kept.id), (kind.key_of(kept.inputs), {}))
        if kind.protects_data or (kind.token == POLICY and _enabled(inputs)):
            yield f"{kind.title} {name!r}"


def _enabled(inputs: Mapping[str, Any]) -> bool:
    return str(inputs.get("state", "")).casefold() == _ENABLED


def _is_on(inputs: Mapping[str, Any]) -> bool:
    return inputs.get("enabled") is True
