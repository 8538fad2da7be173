"""Which objects the names in a rule mean, and which of them mean another one than they did."""

from __future__ import annotations

from typing import Any

from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class


@value_class(order=True)
class Meaning:
    """Which object a name in a rule means."""

    token: str
    """Pulumi type token of the object."""
    name: str
    """Its name, as the rule writes it."""
    id: str
    """The service's id of it, in lower case."""

    @property
    def key(self) -> tuple[str, str]:
        """Return what is named, in one letter case."""
        return self.token, one_case(self.name)

    @property
    def line(self) -> str:
        """Return it as a state keeps it."""
        return f"{self.token} {self.id} {self.name}"

    @property
    def shown(self) -> str:
        """Return it as findings show an object."""
        return f"{self.name} ({self.id})"


@value_class
class Move:
    """A name in a rule that means another object than it did."""

    path: str
    """Where the rule says it."""
    was: Meaning
    now: Meaning


def published_meaning(value: Any) -> Meaning:
    """Return the meaning that a published finding has.

    Raises:
        TypeError: when it is not of that form; LookupError likewise.
    """
    said = [value[name] for name in ("token", "name", "id")]
    if not all(isinstance(one, str) for one in said):
        raise TypeError(f"expected texts, found {value!r}")
    return Meaning(*said)
