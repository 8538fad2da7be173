"""Nothing in the tenant is replaced without a word: what refers to the old object would lose it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from holdfast.apply.plan import Act
from holdfast.model.errors import RefusedError
from holdfast.model.typed_command import typed_command
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from holdfast.apply.gates.consent import Consent
    from holdfast.apply.plan import ApplyPlan
    from holdfast.apply.state import State


def require_no_replacement(plan: ApplyPlan, state: State, consent: Consent) -> None:
    """Do nothing when nothing is replaced, or all that is may be.

    Raises:
        RefusedError: `tainted-in-state`, `unowned-in-state` where the state alone says so; `replacement-refused`.
    """
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
        raise _tainted([_engines(state, step.urn) for step in tainted], f"say {options}")
    raise RefusedError(
        "replacement-refused",
        f"{'; '.join(told)} would be made anew and the old one removed: nothing was changed; set back what is fixed "
        f"when it is made, or say {options}",
    )


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
            [_engines(state, urn) for urn in state.tainted], f"say {typed_command('up', client, *options)}"
        )


def _tainted(urns: list[str], otherwise: str) -> RefusedError:
    typed = " ".join(["pulumi state untaint", *map(quote, urns)])
    named = ", ".join(map(name_of, urns))
    return RefusedError(
        "tainted-in-state",
        f"the state says that {named} is to be made anew (`pulumi state taint`), and the old one would be removed: "
        f"nothing was changed; {otherwise}, or, to have it stay as it is, type: {typed}",
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
