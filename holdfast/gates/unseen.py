"""What the engine changes or makes after the program declared it: no recording shows it, so it is refused.

Plan, gates and drift go by what the program hands to the engine. A transform runs behind that, inside the engine, and
a component of a plugin makes its children there. The older `transformations` run in the program: a recording has them.
Source: https://www.pulumi.com/docs/iac/concepts/resources/options/transforms/ (2026-11-26).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from holdfast.model.errors import RecordingError

if TYPE_CHECKING:
    from collections.abc import Callable


class Unseen:
    """What a program leaves to the engine, gathered while it is recorded."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._told: set[str] = set()

    def transform(self, function: Callable[..., object], about: str) -> None:
        """Note a transform.

        Args:
            function: what the engine would call.
            about: what it changes, in words: `every resource`.
        """
        self._told.add(f"{_place(function)}the engine would change {about} by a transform")

    def remote(self, token: str, name: str) -> None:
        """Note a component whose children a plugin makes."""
        self._told.add(f"the engine would have a plugin make what belongs to {name!r} ({token})")

    def raise_if_any(self) -> None:
        """Do nothing when the program leaves nothing to the engine.

        Raises:
            RecordingError: `transform-refused`, with the place of every transform.
        """
        if self._told:
            raise RecordingError("transform-refused", sentence("; ".join(sorted(self._told))))


def sentence(told: str) -> str:
    """Return the refusal of `told`: what the engine would do, with its place."""
    return (
        f"{told}, which no plan, gate or drift check can see, so nothing was written: declare the value itself, or "
        "use `transformations`, which run in the program"
    )


def _place(function: Callable[..., object]) -> str:
    """Return `file:line: ` of a function's first line; the empty text for what is not written in Python."""
    while isinstance(function, partial):
        function = function.func
    code = getattr(function, "__code__", None) or getattr(type(function).__call__, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}: " if code else ""
