"""Gives every declared parameter its value: the client's, else the default."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.plan.mistakes import Slug, nearest, suggestion
from holdfast.plan.node import BROKEN, Node, Place
from holdfast.plan.substitute import references
from holdfast.plan.words import found, hint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.plan.merge import Layers
    from holdfast.plan.mistakes import Mistakes

MAX_DAYS = 36_500
"""A hundred years: who means longer writes `unlimited`."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _is_whole(value: Any) -> bool:
    """Tell whether `value` is a whole number, which true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


_TYPES: Mapping[str, tuple[Callable[[Any], bool], str, Slug]] = {
    "string": (lambda value: isinstance(value, str), "a text", Slug.WRONG_TYPE),
    "integer": (_is_whole, "a whole number", Slug.WRONG_TYPE),
    "boolean": (lambda value: isinstance(value, bool), "true or false", Slug.WRONG_TYPE),
    "list": (lambda value: isinstance(value, list), "a list", Slug.WRONG_TYPE),
    "duration_days": (
        lambda value: (_is_whole(value) and 1 <= value <= MAX_DAYS) or value == "unlimited",
        f"a whole number of days from 1 to {MAX_DAYS}, or `unlimited`",
        Slug.BAD_DURATION,
    ),
}
"""What each type of parameter accepts, how it is called, and the slug when a value is something else."""


def parameter_values(layers: Layers, config: Node, mistakes: Mistakes) -> dict[str, Node]:
    """Return the value of every declared parameter, by name; `BROKEN` where there is none that can be used.

    Args:
        layers: Declares the parameters.
        config: The client's `config:` group.
        mistakes: Takes what is wrong.
    """
    given = config.get("holdfast:parameters")
    settable = given is None or not given.broken
    misspelt = _unknown(layers, given, mistakes)
    values = {}
    for name, declared in layers.parameters.items():
        default = _default(name, declared, mistakes)
        own = given.get(name) if given is not None else None
        if own is not None:
            values[name] = _typed(own, declared, mistakes)
        elif default is not None or declared.broken or name in misspelt or not settable:
            values[name] = default or replace(declared, value=BROKEN)
        else:
            place = _parameters_place(config)
            sentence = (
                f"is required by the baseline, declared in {declared.key}: add it under `holdfast:parameters`"
            )
            mistakes.add(replace(place, path=place.below(name)), Slug.MISSING_PARAMETER, sentence)
            values[name] = replace(declared, value=BROKEN)
    return values


def _unknown(layers: Layers, given: Node | None, mistakes: Mistakes) -> set[str | None]:
    """Report the client's parameters that no layer declares; return the names that they were meant to be."""
    misspelt = set()
    for name, node in given.items().items() if given is not None and layers.complete else ():
        if name in layers.let_go:
            sentence = (
                f"no control uses this parameter, declared in {layers.let_go[name].key}, since what extends that "
                "baseline sets or removes what it filled: remove it"
            )
            mistakes.add(node.key, Slug.UNUSED_PARAMETER, sentence)
        elif name not in layers.parameters:
            sentence = f"the baseline declares no parameter `{name}`{suggestion(name, layers.parameters)}"
            mistakes.add(node.key, Slug.UNKNOWN_PARAMETER, sentence)
            misspelt.add(nearest(name, layers.parameters))
    return misspelt


def report_unused(layers: Layers, config: Node, used: set[str], mistakes: Mistakes) -> None:
    """Report each declared parameter not in `used`: where the client sets it, else where it is declared."""
    given = config.get("holdfast:parameters")
    for name in sorted(set(layers.parameters) - used) if layers.complete else ():
        declared = layers.parameters[name]
        own = given.get(name) if given is not None else None
        if own is None:
            mistakes.add(declared.key, Slug.UNUSED_PARAMETER, "no control uses this parameter: remove it")
        else:
            sentence = f"no control uses this parameter, declared in {declared.key}: remove it"
            mistakes.add(own.key, Slug.UNUSED_PARAMETER, sentence)


def _parameters_place(config: Node) -> Place:
    """Return where the client's parameters are, or would be."""
    written = config.items().get("holdfast:parameters")
    if written is not None:
        return written.key
    return replace(config.key, path=config.key.below("holdfast:parameters"))


def _default(name: str, declared: Node, mistakes: Mistakes) -> Node | None:
    """Return the checked default of a parameter, and report a declaration that contradicts itself."""
    default = declared.get("default")
    required = declared.get("required")
    if not _NAME.fullmatch(name):
        sentence = f"`{name}` is no usable name: small letters, digits and `_`, a letter first"
        mistakes.add(declared.key, Slug.BAD_PARAMETER, sentence)
    if required is not None and not required.broken and required.value == (default is not None):
        sentence = (
            "a required parameter has no default"
            if required.value
            else "an optional parameter needs a default"
        )
        mistakes.add(required.place, Slug.BAD_PARAMETER, f"{sentence}: change one of the two")
        return default or replace(declared, value=BROKEN)
    return None if default is None else _typed(default, declared, mistakes)


def _typed(node: Node, declared: Node, mistakes: Mistakes) -> Node:
    """Return `node` when its value is of the declared type, else broken."""
    kind = declared.text("type")
    if node.broken or kind is None or kind not in _TYPES:
        return node
    accepts, words, slug = _TYPES[kind]
    value = node.plain()
    if not accepts(value):
        sentence = f"expected {words}, found {found(value)}{hint(value, words)} (declared in {declared.key})"
        mistakes.add(node.place, slug, sentence)
    elif references(node):
        mistakes.add(
            node.place, Slug.BAD_REFERENCE, "a parameter's value cannot use `${…}`: write the value itself"
        )
    else:
        return node
    return replace(node, value=BROKEN)
