"""What protects the tenant's sign-ins before and after an apply. Pure functions.

A tenant is protected while one Conditional Access policy is enabled, or Microsoft's security defaults are on. Whoever
enabled a policy, it counts: a policy of the client's own protects as well as one of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from holdfast.apply.state import State
    from holdfast.drift.read import Live
    from holdfast.kinds.kind import Kind
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
) -> Protection:
    """Return what protects sign-ins before and after everything declared is applied and `deleted` (URNs) is gone.

    Where the policies could not be read, those that the state holds as enabled stand for them.
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
    )


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
