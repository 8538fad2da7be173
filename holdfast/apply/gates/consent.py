"""What whoever starts a run agrees to: in a pipeline by options, in a terminal when asked."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Ask = Callable[[str, Sequence[str]], bool]
    """Takes a question and what it is about, one line each; False where nobody can answer."""


def nobody(_question: str, _about: Sequence[str]) -> bool:
    """Answer as a pipeline does."""
    return False


@value_class(kw_only=True)
class Consent:
    """What may be done without asking, and whom to ask about the rest."""

    ask: Ask = nobody
    adopt: bool = False
    """Objects that the tenant has already may be taken over."""
    replace: frozenset[str] = field(default_factory=frozenset)
    """URNs of what may be replaced."""
    moved: frozenset[str] = field(default_factory=frozenset)
    """Names that may mean another object than before, in any letter case."""
    less_protection: bool = False
    """The tenant may be left with less protection than it has."""
