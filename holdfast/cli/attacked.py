"""Attacks on an embedded tenant's data, and what of it can still be brought back later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator import control
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta
    from pathlib import Path

    from holdfast.emulator.data.inventory import Inventory

ATTACKS = {
    "leaver": "An employee deletes all on the last day",
    "purge": "An administrator purges three accounts",
    "ransomware": "Ransomware encrypts every file",
}
"""By tampering what it is, in the order in which no attack meets what another one took already."""
SORTS = {"items": "mail items", "mailboxes": "mailboxes", "files": "files"}
"""Members of an inventory, and what people call them."""
KEEPERS = {"in_place": "in place, by hold or policy", "backed_up": "in Microsoft 365 Backup"}
"""Members of a loss, and by what something is kept once every time is over that Microsoft gives by itself."""


@value_class
class Loss:
    """What an attack took, and what of it could be brought back when it was counted."""

    struck: Inventory
    in_place: Inventory
    backed_up: Inventory

    @property
    def left(self) -> Inventory:
        """What could be brought back, from wherever."""
        return self.in_place.joined(self.backed_up)


@value_class
class Victim:
    """One tenant of a folder of tenants."""

    folder: Path
    domain: str

    def wait(self, time: timedelta) -> None:
        """Let time pass in the tenant."""
        control.move_clock(self.folder, self.domain, time)

    def strike(self, attack: str) -> tuple[str, Inventory]:
        """Do an attack; return its story and what it took."""
        before, *_ = control.contents(self.folder, self.domain)
        told = str(control.tamper(self.folder, self.domain, attack))
        after, *_ = control.contents(self.folder, self.domain)
        return told, before.without(after)

    def loss(self, struck: Inventory) -> Loss:
        """Return what an attack took with what of it could be brought back now."""
        _, there, copied = control.contents(self.folder, self.domain)
        return Loss(struck, there.within(struck), copied.within(struck))


def rows_of(losses: Sequence[Loss]) -> Iterator[tuple[str, ...]]:
    """Yield for each sort of which an attack took any how much could be brought back of how much, and from where."""
    for name, sort in SORTS.items():
        counted = [(len(getattr(one.left, name)), len(getattr(one.struck, name))) for one in losses]
        if any(taken for _, taken in counted):
            yield sort, *(f"{left} of {taken}" for left, taken in counted)
            for keeper, words in KEEPERS.items():
                yield f"   {words}", *(str(len(getattr(getattr(one, keeper), name))) for one in losses)
