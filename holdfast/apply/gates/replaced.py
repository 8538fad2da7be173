"""Nothing in the tenant is replaced without a word: what refers to the old object would lose it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from holdfast.apply.plan import Act
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError
from holdfast.model.typed_command import typed_command
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.apply.gates.consent import Consent
    from holdfast.apply.plan import ApplyPlan, PlannedStep
    from holdfast.apply.state import State


_GOES = "and the old one would be removed: nothing was changed; say {}, or,"
_STAYS = "and the old one stays in the tenant, so that two would bear one name: nothing was changed;"


def require_no_replacement(plan: ApplyPlan, state: State, consent: Consent) -> None:
    """Do nothing when nothing is replaced, or all that is may be. What would be there twice afterwards never may.

    Raises:
        RefusedError: `tainted-in-state`, `unowned-in-state` where the state alone says so; `replacement-refused`.
    """
    _require_none_twice(plan.of(Act.REPLACED), state)
    steps = [step for step in plan.of(Act.REPLACED) if step.urn not in consent.replace]
    if not steps:
        return
    tainted = [step for step in steps if step.urn in state.tainted]
    told = [_told(step.name, () if step in tainted else step.paths) for step in steps]
    if consent.ask("This makes new objects and removes the old ones. Replace them?", told):
        return
    options = " ".join(f"--allow-replace {quote(step.urn)}" for step in steps)
    if unowned := [_engines(state, step.urn) for step in steps if step.urn in state.unowned]:
        raise _unowned(unowned, plan.client)
    if tainted:
        raise _tainted([_engines(state, step.urn) for step in tainted], _GOES.format(options))
    raise RefusedError(
        "replacement-refused",
        f"{'; '.join(told)} would be made anew and the old one removed: nothing was changed; set back what is fixed "
        f"when it is made, or say {options}",
    )


def _require_none_twice(steps: Iterable[PlannedStep], state: State) -> None:
    """Do nothing when nothing that stays in the tenant would be made anew under the name that it keeps.

    Raises:
        RefusedError: `tainted-in-state` where the state alone says so; `replacement-refused`.
    """
    twice = [step for step in steps if _stays(step, state) and not _renamed(step)]
    if tainted := [_engines(state, step.urn) for step in twice if step.urn in state.tainted]:
        raise _tainted(tainted, _STAYS)
    if twice:
        told = "; ".join(_told(step.name, step.paths) for step in twice)
        raise RefusedError(
            "replacement-refused",
            f"{told} would be made anew, and the old one stays in the tenant under the same name, so that nobody could "
            "say which is meant: nothing was changed; set back what is fixed when it is made, or give it another name",
        )


def _stays(step: PlannedStep, state: State) -> bool:
    """Return whether the old object is there afterwards; of settings and rules there is nothing to make."""
    kept, kind = state.resources.get(step.urn), kinds().get(step.token)
    return kept is not None and kept.stays and (kind is None or kind.shape is Shape.OBJECT)


def _renamed(step: PlannedStep) -> bool:
    kind = kinds().get(step.token)
    return kind is not None and kind.key in {path.partition(".")[0] for path in step.paths}


def require_untainted(state: State, client: str) -> None:
    """Do nothing when the state has nothing made anew: for a run by hand, of which nobody can be asked.

    Raises:
        RefusedError: `tainted-in-state`, `unowned-in-state`.
    """
    if state.unowned:
        raise _unowned([_engines(state, urn) for urn in state.unowned], client)
    if state.tainted:
        options = [word for urn in state.tainted for word in ("--allow-replace", urn)]
        raise _tainted(
            [_engines(state, urn) for urn in state.tainted],
            _GOES.format(typed_command("up", client, *options)),
        )


def _tainted(urns: list[str], otherwise: str) -> RefusedError:
    typed = " ".join(["pulumi state untaint", *map(quote, urns)])
    named = ", ".join(map(name_of, urns))
    return RefusedError(
        "tainted-in-state",
        f"the state says that {named} is to be made anew (`pulumi state taint`), {otherwise} to have it stay as it is, "
        f"type: {typed}",
    )


def _unowned(urns: list[str], client: str) -> RefusedError:
    typed = "; ".join(f"pulumi state delete {quote(urn)}" for urn in urns)
    named = ", ".join(map(name_of, urns))
    return RefusedError(
        "unowned-in-state",
        f"the state holds {named} as something that a run only read, or was broken off while it made it anew or "
        "deleted it, and the engine would make another one: nothing was changed; have the state forget it, which "
        f"changes nothing in the tenant, and take it over with {typed_command('up', client, '--adopt')}; type: {typed}",
    )


def _told(name: str, paths: tuple[str, ...]) -> str:
    return f"{name} because of {', '.join(paths)}" if paths else name


def _engines(state: State, urn: str) -> str:
    """Return a URN as the state has it: it may be a former one."""
    kept = state.resources.get(urn)
    return kept.urn if kept else urn
