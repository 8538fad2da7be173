"""What protects the tenant's sign-ins before and after an apply. Pure functions.

A tenant is protected while one Conditional Access policy is enabled, or Microsoft's security defaults are on. Whoever
enabled a policy, it counts: a policy of the client's own protects as well as one of ours. Each policy protects less
when it is enforced no longer, which is measured against the tenant, or when it asks for less than was applied last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.apply.loosening import told_of
from holdfast.drift.references import resolve
from holdfast.normalise.sign_in_directions import said_at, weakened_paths

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from holdfast.apply.state import Kept, State
    from holdfast.drift.read import Live
    from holdfast.kinds.kind import Kind, LiveObject
    from holdfast.kinds.loosened import Loosened
    from holdfast.model.desired import DesiredResource

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
DEFAULTS = "m365:entra:SecurityDefaults"
_ENABLED = "enabled"


@dataclass(frozen=True, slots=True)
class Protection:
    """What protects sign-ins, now and afterwards, and what ends."""

    before: tuple[str, ...]
    """Names of the enabled policies, and of security defaults where they are on; sorted."""
    after: tuple[str, ...]
    ended: tuple[str, ...]
    """What stops protecting because its code goes, in words; sorted."""
    weakened: tuple[Loosened, ...] = ()
    """By what a changed policy protects less than before; sorted."""

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
) -> Protection:
    """Return what protects sign-ins before and after everything declared is applied and `deleted` (URNs) is gone.

    Where the policies could not be read, those that the state holds as enabled stand for them. Of the policies that are
    `changed` (URNs) it is told by what they protect less, unless security defaults protect instead.
    """
    policies = {one.id.casefold(): (one.key, one.inputs) for one in live.objects.get(POLICY, ())}
    if POLICY not in live.objects:
        policies = {
            _bare(one.id): (str(one.inputs.get("displayName")), one.inputs)
            for one in state.resources.values()
            if one.token == POLICY
        }
    before = {name for name, inputs in policies.values() if _enabled(inputs)}
    gone = {_bare(state.resources[urn].id) for urn in deleted if urn in state.resources}
    after = {name for bare, (name, inputs) in policies.items() if bare not in gone and _enabled(inputs)}
    declared = {kinds[POLICY].key_of(one.inputs): one for one in desired if one.token == POLICY}
    after = {name for name in after if name not in declared} | {
        name for name, one in declared.items() if _enabled(one.inputs)
    }
    defaults_before = any(_is_on(one.inputs) for one in live.objects.get(DEFAULTS, ()))
    switches = [one.inputs for one in desired if one.token == DEFAULTS]
    defaults_after = any(map(_is_on, switches)) if switches else defaults_before
    title = kinds[DEFAULTS].title
    return Protection(
        before=tuple(sorted(before | ({title} if defaults_before else set()))),
        after=tuple(sorted(after | ({title} if defaults_after else set()))),
        ended=tuple(sorted(_ended(kinds, state, deleted, before))),
        weakened=() if defaults_after else _weakened(kinds[POLICY], desired, state, live, changed),
    )


def _weakened(
    kind: Kind, desired: Sequence[DesiredResource], state: State, live: Live, changed: Collection[str]
) -> tuple[Loosened, ...]:
    """Return by what each changed policy protects less than before."""
    found = []
    for one in desired:
        if one.token != kind.token or one.urn not in changed:
            continue
        before = _before(kind, one, state.resources.get(one.urn), live)
        after = _unless_ignored(one, before, resolve(kind.fields, one.inputs, live.directory))
        before = _unless_ignored(one, before, before)
        found += [
            told_of(kind, one, path, (said_at(before, path), said_at(after, path)), live.directory)
            for path in weakened_paths(kind.normal(before), kind.normal(after))
        ]
    return tuple(sorted(found))


def _unless_ignored(
    one: DesiredResource, before: Mapping[str, Any], inputs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return `inputs` without what the engine leaves alone; a state that it leaves alone stays the one before."""
    return {**({"state": before["state"]} if "state" in before else {}), **one.lasting(inputs)}


def _before(kind: Kind, one: DesiredResource, kept: Kept | None, live: Live) -> Mapping[str, Any]:
    """Return the policy as it was applied last, with the state that it has in the tenant; the live one if never."""
    found = next(_same(kind, one, kept, live), None)
    if kept is None:
        return found.inputs if found else {}
    return {**kept.inputs, **({"state": found.inputs.get("state")} if found else {})}


def _same(kind: Kind, one: DesiredResource, kept: Kept | None, live: Live) -> Iterator[LiveObject]:
    """Yield the live policy that is meant: the one of the state's id, or of the declared name."""
    key = kind.normal_key(kind.key_of(one.inputs))
    for row in live.objects.get(kind.token, ()):
        if (row.id.casefold() == _bare(kept.id)) if kept else (kind.normal_key(row.key) == key):
            yield row


def _ended(
    kinds: Mapping[str, Kind], state: State, deleted: Collection[str], enabled: Collection[str]
) -> Iterable[str]:
    for urn in deleted:
        kept = state.resources.get(urn)
        kind = kinds.get(kept.token) if kept else None
        if kept is None or kind is None:
            continue
        name = kind.key_of(kept.inputs)
        if kind.protects_data or (kind.token == POLICY and name in enabled):
            yield f"{kind.title} {name!r}"


def _enabled(inputs: Mapping[str, Any]) -> bool:
    return str(inputs.get("state", "")).casefold() == _ENABLED


def _is_on(inputs: Mapping[str, Any]) -> bool:
    return inputs.get("enabled") is True


def _bare(identifier: str) -> str:
    return identifier.rpartition("/")[2].casefold()
