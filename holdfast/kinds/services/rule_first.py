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
    less, more = _less_and_more(was, becomes)
    return less if less != more else _reaches_more(places, old, new)


def rule_between(places: Iterable[str], old: Inputs, new: Inputs) -> dict[str, Any]:
    """Return what the rule says between the old and the new one, so that the places can change meanwhile.

    It is needed where the new rule deletes later by its days and sooner by its start, or the other way round, and the
    places change as well: then neither of the two may stand at the places of the other. It deletes as late as the later
    one by both, and keeps until then, as far as one of them keeps.

    Args:
        places: names of the inputs that say where, exceptions among them.
        old: what the policy was, in normal form.
        new: what it is to be, in normal form.

    Returns:
        The inputs of the rule in which it differs from `new`; empty where no rule between is needed.
    """
    was, becomes = _deletes(old), _deletes(new)
    if was is None or becomes is None or not all(_less_and_more(was, becomes)):
        return {}
    if all(old.get(name) == new.get(name) for name in (*places, "enabled")):
        return {}
    days, start = map(min, was, becomes)
    keeps = next((one for one in (new, old) if str(one["retentionAction"]).casefold() != "delete"), new)
    return {
        "retentionAction": keeps["retentionAction"],
        "retentionDurationDays": -days,
        "retentionType": next(_type(one) for one in (new, old) if _started(one) == start),
    }


def as_written(between: Inputs, *forms: Inputs) -> dict[str, Any]:
    """Return inputs in which each word stands as one of `forms`, which are not normal, has it."""
    return {
        name: next(
            (form[name] for form in forms if str(form.get(name)).casefold() == str(value).casefold()), value
        )
        for name, value in between.items()
    }


def _less_and_more(was: tuple[int, int], becomes: tuple[int, int]) -> tuple[bool, bool]:
    """Return whether a rule deletes later than it did by anything, and whether sooner."""
    pairs = list(zip(was, becomes, strict=True))
    return any(one > other for one, other in pairs), any(one < other for one, other in pairs)


def _deletes(inputs: Inputs) -> tuple[int, int] | None:
    """Return how soon a rule has things gone: by its days, and by their start; None of one that never does."""
    days = inputs.get("retentionDurationDays")
    if str(inputs.get("retentionAction")).casefold() not in _DELETES or not isinstance(days, int):
        return None
    return -days, _started(inputs)


def _started(inputs: Inputs) -> int:
    return _STARTS.index(_type(inputs).casefold())


def _type(inputs: Inputs) -> str:
    return str(inputs.get("retentionType") or "CreationAgeInDays")


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
