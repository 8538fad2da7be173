"""Whether a policy's rule goes before its places where both change: between the two nothing is deleted unasked.

A rule is changed once its policy has been distributed (`run_when_distributed`), so that the places that were written
first have, for minutes, what the rule said before; and for good where the run is killed then. A rule that deletes must
not come to more places on its way out, and not to those that are on their way out. Pure functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.services.retained import ALL, EXCEPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Inputs = Mapping[str, Any]

_DELETES = frozenset({"keepanddelete", "delete"})
_STARTS = ("modificationageindays", "creationageindays")
"""In lower case, the later in the list the sooner the days are over."""


def rule_goes_first(places: Iterable[str], old: Inputs, new: Inputs) -> bool:
    """Return whether the rule is changed before the places are.

    What deletes less than before is changed first, what deletes more last. Where nobody can say which, as of two labels
    that are applied, a policy that comes to reach more has its new rule first, and one that reaches less its old one.

    Args:
        places: names of the inputs that say where, exceptions among them.
        old: what the policy was, in normal form.
        new: what it is to be, in normal form.
    """
    was, becomes = _deletes(old), _deletes(new)
    if was is None and becomes is None and "retentionAction" in new:
        return False
    if was is None or becomes is None:
        return was is not None if was != becomes else _reaches_more(places, old, new)
    pairs = list(zip(was, becomes, strict=True))
    less, more = any(one > other for one, other in pairs), any(one < other for one, other in pairs)
    return less if less != more else _reaches_more(places, old, new)


def _deletes(inputs: Inputs) -> tuple[int, int] | None:
    """Return how soon a rule has things gone: by its days, and by their start; None of one that never does."""
    days = inputs.get("retentionDurationDays")
    if str(inputs.get("retentionAction")).casefold() not in _DELETES or not isinstance(days, int):
        return None
    return -days, _STARTS.index(str(inputs.get("retentionType") or _STARTS[1]).casefold())


def _reaches_more(places: Iterable[str], old: Inputs, new: Inputs) -> bool:
    """Return whether a policy comes to reach something, and leaves nothing."""
    acted, acts = (one.get("enabled") is not False for one in (old, new))
    if not (acted and acts):  # one that is switched off reaches nothing
        return acts
    grown = set(_grown(places, old, new))
    return grown == {True}


def _grown(places: Iterable[str], old: Inputs, new: Inputs) -> Iterator[bool]:
    """Yield of each location, and of each place that comes or goes there, whether the policy reaches more by it."""
    for name in places:
        if name.endswith(EXCEPTION):
            continue
        was, becomes = _named(old, name), _named(new, name)
        left_out, leaves_out = _named(old, f"{name}{EXCEPTION}"), _named(new, f"{name}{EXCEPTION}")
        if ALL in was and ALL in becomes:
            was, becomes = leaves_out, left_out
        elif ALL in becomes:
            yield True
            becomes, was = frozenset(), was & leaves_out
        elif ALL in was:
            yield False
            was, becomes = frozenset(), becomes & left_out
        yield from (True for _ in becomes - was)
        yield from (False for _ in was - becomes)


def _named(inputs: Inputs, name: str) -> frozenset[str]:
    return frozenset(str(one).casefold() for one in inputs.get(name) or ())
