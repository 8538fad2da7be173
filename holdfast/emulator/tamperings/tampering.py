"""What one tampering is: a named change that somebody makes behind the toolkit's back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Tampering:
    """One way to tamper with a tenant."""

    name: str
    summary: str
    """One line for the command's help."""
    change: Callable[..., str]
    """Called with the tenant and any of the targets as keywords; gives a sentence that says what was done."""
    targets: tuple[str, ...] = ()
    """Keywords that it takes, all optional."""

    def apply(self, tenant: Tenant, **targets: object) -> str:
        """Do it, all of it or nothing, and say what was done.

        Args:
            tenant: where.
            targets: what to tamper with, by the names in `targets`; None counts as not given.

        Raises:
            TamperingError: a target that it does not take, or nothing to tamper with.
        """
        given = {name: value for name, value in targets.items() if value is not None}
        for name in sorted(given.keys() - set(self.targets)):
            offered = ", ".join(self.targets) or "none"
            raise TamperingError(f"{self.name} takes no target '{name}'; it takes: {offered}.")
        with tenant.store.transaction():
            return self.change(tenant, **given)
