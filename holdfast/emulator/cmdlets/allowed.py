"""Who may run a cmdlet: holders of a directory role, or members of a role group of the service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whoever has one of the directory roles, or one of the management roles; either is enough."""

    directory: frozenset[str]
    """Display names of directory roles."""
    management: frozenset[str]
    """Names of the service's own roles, which its role groups have."""

    def __or__(self, more: AbstractSet[str]) -> Allowed:
        """Those, and whoever has one of these directory roles."""
        return replace(self, directory=self.directory | more)

    def by(self, *management: str) -> Allowed:
        """The same directory roles, and other management roles."""
        return replace(self, management=frozenset(management))


NOBODY = Allowed(frozenset(), frozenset())
"""Of what nobody does."""
