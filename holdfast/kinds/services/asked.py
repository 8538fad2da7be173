"""What a rule asks of one property of every policy that filters mail, and what that property should be instead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_integer, as_texts, as_word
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@value_class(kw_only=True)
class Asked:
    """What is asked of one property of every policy."""

    name: str
    """As findings call it."""
    wire: str
    decode: Callable[[Any, str], Any]
    better: Callable[[Any, Mapping[str, Any]], Any]
    """Returns what the property should be, of what it is and the rule; what it is, where that is enough."""


def is_on(name: str, *, on: bool = True) -> Asked:
    """Return that a switch, called at the wire as here but for its first letter, is on, or off."""
    return Asked(name=name, wire=_wire(name), decode=as_boolean, better=lambda _is, _rule: on)


def is_on_for(name: str, listed: str) -> Asked:
    """Return that a switch is on where the rule's input `listed` lists something; else it may be as it is."""
    return Asked(
        name=name,
        wire=_wire(name),
        decode=as_boolean,
        better=lambda found, rule: found or bool(rule.get(listed)),
    )


def is_one_of(name: str, good: Sequence[str], words: Sequence[str]) -> Asked:
    """Return that one of `words` is one of the `good` ones; the first of them is set where it is not."""
    enough = {one.casefold() for one in good}
    return Asked(
        name=name,
        wire=_wire(name),
        decode=partial(as_word, words=tuple(words)),
        better=lambda found, _rule: found if found.casefold() in enough else good[0],
    )


def is_at_least(name: str, least: int, among: range) -> Asked:
    """Return that a number is not smaller than `least`, to which it is set where it is.

    What one means that is not `among` those that the service is known to have, nobody knows.
    """
    return Asked(
        name=name,
        wire=_wire(name),
        decode=partial(_number, among=among),
        better=lambda found, _rule: max(found, least),
    )


def has_all(name: str, means: Callable[[str], str] = str.casefold) -> Asked:
    """Return that a list has all that the rule's input of the same name lists; what it has besides stays in it.

    Two of its items are one where `means` returns the same of both.
    """
    return Asked(
        name=name,
        wire=_wire(name),
        decode=_texts,
        better=lambda found, rule: _with(found, rule.get(name) or [], means),
    )


def is_within(name: str, known_as: str) -> Asked:
    """Return that a list has nothing but what the rule's input `known_as` lists; what else it has is taken out."""
    return Asked(
        name=name,
        wire=_wire(name),
        decode=_texts,
        better=lambda found, rule: _among(found, rule.get(known_as) or []),
    )


def is_empty(name: str) -> Asked:
    """Return that nothing is in a list."""
    return Asked(name=name, wire=_wire(name), decode=_texts, better=lambda _is, _rule: [])


def is_unused(name: str) -> Asked:
    """Return that nothing is in a list that no cmdlet fills: what it would do where something is, nobody knows."""
    return Asked(name=name, wire=_wire(name), decode=_nothing, better=lambda found, _rule: found)


def _wire(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"


def _texts(value: Any, path: str) -> list[str]:
    return sorted(as_texts(value, path))


def _nothing(value: Any, path: str) -> list[str]:
    if some := as_texts(value, path):
        raise MisreadError(path, "empty, as no cmdlet fills it", some)
    return []


def _number(value: Any, path: str, among: range) -> int:
    number = as_integer(value, path)
    if number not in among:
        raise MisreadError(path, f"{among[0]} to {among[-1]}", value)
    return number


def _with(found: list[str], wanted: Sequence[str], means: Callable[[str], str]) -> list[str]:
    there = {means(one) for one in found}
    lacking = [one for one in wanted if means(one) not in there]
    return sorted([*found, *lacking]) if lacking else found


def _among(found: list[str], allowed: Sequence[str]) -> list[str]:
    known = {one.casefold() for one in allowed}
    return [one for one in found if one.casefold() in known]
