"""A plain JSON value that remembers where each of its parts was written."""

from __future__ import annotations

import json
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Broken(Enum):
    """Holds the one mark for a value that was at fault."""

    BROKEN = "broken"


BROKEN: Final = _Broken.BROKEN
"""Stands where a value was at fault: already reported, so whoever meets it says nothing."""


@value_class
class Place:
    """Where something was written."""

    file: str
    """As the user would type it, relative to the project, with `/`."""
    line: int
    """1-based; 0 for the file as a whole."""
    path: str
    """Dotted path inside the file; empty for the root."""

    def __str__(self) -> str:
        """Return `file:line`, or the file alone."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def below(self, step: str | int) -> str:
        """Return the dotted path of a part: `.name` or `[index]` below this one."""
        if isinstance(step, int):
            return f"{self.path}[{step}]"
        return f"{self.path}.{step}" if self.path else step


@value_class
class Node:
    """One value with its place."""

    value: Any
    """None, bool, int, float, str, BROKEN, `dict[str, Node]` or `tuple[Node, ...]`."""
    place: Place
    """Where the value is."""
    key: Place
    """Where its name is; the same as `place` for list items and for the root."""

    @property
    def broken(self) -> bool:
        """Whether the value was at fault."""
        return self.value is BROKEN

    @property
    def whole(self) -> bool:
        """Whether nothing in the value, at any depth, was at fault."""
        return not self.broken and all(part.whole for part in (*self.items().values(), *self.elements()))

    def items(self) -> dict[str, Node]:
        """Return the named parts, nothing unless this is a group."""
        return self.value if isinstance(self.value, dict) else {}

    def elements(self) -> tuple[Node, ...]:
        """Return the items of a list, nothing unless this is one."""
        return self.value if isinstance(self.value, tuple) else ()

    def get(self, name: str) -> Node | None:
        """Return the part called `name`; None where it is missing or empty (null)."""
        found = self.items().get(name)
        return None if found is None or found.value is None else found

    def text(self, name: str) -> str | None:
        """Return the text called `name`; None where it is missing, broken or no text."""
        found = self.get(name)
        return found.value if found is not None and isinstance(found.value, str) else None

    def step(self, step: str | int) -> Node | None:
        """Return the part at a name or an index."""
        if isinstance(step, str):
            return self.items().get(step)
        parts = self.elements()
        return parts[step] if 0 <= step < len(parts) else None

    def plain(self) -> Any:
        """Return plain JSON values; a broken part stays `BROKEN`."""
        if isinstance(self.value, dict):
            return {name: part.plain() for name, part in self.value.items()}
        if isinstance(self.value, tuple):
            return [part.plain() for part in self.value]
        return self.value

    def same(self, other: Node) -> bool:
        """Tell whether both hold the same JSON; 1, 1.0 and true are three different values."""
        return _json(self) == _json(other)

    def breaking(self, steps: Sequence[str | int]) -> Node:
        """Return a copy whose part at `steps` is `BROKEN`; the path must exist."""
        if not steps:
            return replace(self, value=BROKEN)
        first, rest = steps[0], steps[1:]
        if isinstance(self.value, dict) and isinstance(first, str):
            return replace(self, value={**self.value, first: self.value[first].breaking(rest)})
        parts = list(self.elements())
        index = int(first)
        parts[index] = parts[index].breaking(rest)
        return replace(self, value=tuple(parts))


def _json(node: Node) -> str:
    """Return the value as text, names sorted."""
    return json.dumps(node.plain(), sort_keys=True, default=str)
