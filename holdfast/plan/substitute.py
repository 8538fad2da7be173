"""Fills parameters into settings: `${name}` as a whole value keeps its type, inside a text it becomes text.

`$${` stands for `${` itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.plan.mistakes import Slug, nearest, suggestion
from holdfast.plan.node import BROKEN, Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.plan.mistakes import Mistakes

_REFERENCE = re.compile(r"(?P<escaped>\$\$\{)|\$\{(?P<name>[^{}]*)(?P<end>\})?")


def references(node: Node) -> frozenset[str]:
    """Return the names of the parameters that the texts in `node` use."""
    if isinstance(node.value, str):
        found = (one for one in _REFERENCE.finditer(node.value) if not one["escaped"])
        return frozenset(one["name"].strip() for one in found)
    parts = (*node.items().values(), *node.elements())
    return frozenset(name for part in parts for name in references(part))


class Substitution:
    """Fills the values of one client into settings, and notes which parameters were used."""

    def __init__(self, values: Mapping[str, Node], mistakes: Mistakes, *, complete: bool) -> None:
        """Keep the `values` by parameter name; unless `complete`, an unknown name is no mistake."""
        self._values = values
        self._mistakes = mistakes
        self._complete = complete
        self.used: set[str] = set()
        """Names of the parameters that were asked for so far."""

    def fill(self, node: Node) -> Node:
        """Return `node` with every parameter replaced; `BROKEN` where one has no usable value."""
        if isinstance(node.value, dict):
            return replace(node, value={name: self.fill(part) for name, part in node.value.items()})
        if isinstance(node.value, tuple):
            return replace(node, value=tuple(self.fill(part) for part in node.value))
        return self._text(node) if isinstance(node.value, str) else node

    def _text(self, node: Node) -> Node:
        """Return a text with its parameters filled in."""
        whole = _REFERENCE.fullmatch(node.value)
        if whole and whole["end"]:
            # The key stays the setting's own, so that a mistake in the value can name the setting it fills.
            return replace(self._value(whole["name"], node), key=node.key)
        pieces: list[Any] = []
        end = 0
        for found in _REFERENCE.finditer(node.value):
            pieces += [node.value[end : found.start()], self._piece(found, node)]
            end = found.end()
        pieces.append(node.value[end:])
        return replace(node, value=BROKEN if BROKEN in pieces else "".join(pieces))

    def _piece(self, found: re.Match[str], node: Node) -> Any:
        """Return the text that stands for one reference inside a longer text, or BROKEN."""
        if found["escaped"]:
            return "${"
        if not found["end"]:
            self._mistakes.add(
                node.place,
                Slug.BAD_REFERENCE,
                "a `${` is not closed: write `${name}`, or `$${` for the characters",
            )
            return BROKEN
        value = self._value(found["name"], node).value
        if isinstance(value, dict | tuple):
            sentence = f"`${{{found['name']}}}` is a list and cannot stand inside a text"
            self._mistakes.add(node.place, Slug.BAD_REFERENCE, sentence)
            return BROKEN
        if isinstance(value, bool):
            return str(value).lower()
        return value if value is BROKEN else str(value)

    def _value(self, written: str, node: Node) -> Node:
        """Return the value of the parameter that `node` asks for by name."""
        name = written.strip()
        self.used.add(name)
        if name in self._values:
            return self._values[name]
        if self._complete:
            sentence = f"no layer declares a parameter `{name}`{suggestion(name, self._values)}"
            self._mistakes.add(node.place, Slug.UNDECLARED_PARAMETER, sentence)
            self.used.add(nearest(name, self._values) or name)
        return replace(node, value=BROKEN)
