"""What keeps data from being erased, as looks ahead and rules about holds both name it."""

from __future__ import annotations

from holdfast.model.value_class import value_class


@value_class(order=True)
class Keeper:
    """One thing that keeps data."""

    sort: str
    """For example "litigation hold" or "retention policy"."""
    name: str
    """Which: its name, or its id where the name could not be read; empty where there can be only one."""

    def __str__(self) -> str:
        """Return sort and name."""
        return f"{self.sort} {self.name}".rstrip()
