"""What somebody wants of a check beside the check itself: which part, against what, and when it fails."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from holdfast.model.control import FailOn
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from holdfast.model.control import Severity
    from holdfast.model.duty import Duty
    from holdfast.model.meaning import Meaning
    from holdfast.model.plan import Deviation, PlannedException

    Meant = Mapping[str, tuple[Meaning, ...]]
    """What the names in rules meant by an earlier check, by URN of the rule."""


@value_class
class Selection:
    """Words of one sort are alternatives; of different sorts each must hold. Empty: everything."""

    controls: tuple[str, ...] = ()
    """Ids."""
    duties: tuple[Duty, ...] = ()
    severities: tuple[Severity, ...] = ()
    frameworks: tuple[str, ...] = ()
    """Editions, such as `CIS M365 7.0.0`, or one requirement of one, such as `CIS M365 7.0.0 5.2.2.2`."""

    def __bool__(self) -> bool:
        return bool(self.controls or self.duties or self.severities or self.frameworks)

    @property
    def words(self) -> str:
        """What is selected, in words; empty for everything."""
        sorts = {
            "control": self.controls,
            "duty": self.duties,
            "severity": self.severities,
            "framework": self.frameworks,
        }
        return ", ".join(f"{name} {' or '.join(words)}" for name, words in sorts.items() if words)


@value_class(kw_only=True)
class Earlier:
    """An earlier result of a check."""

    name: str
    """The file, as it was typed."""
    client: str
    tenant: str
    simulation: bool
    checked_at: datetime
    """UTC."""
    deviations: tuple[Deviation, ...]
    """Everything that was drift and that no exception covered."""
    meant: Meant = field(default_factory=dict)


@value_class(kw_only=True)
class Wanted:
    """Everything of it."""

    selection: Selection = field(default_factory=Selection)
    accepted: tuple[PlannedException, ...] = ()
    """What a file beside the client's accepts; each knows the one deviation that it is for."""
    since: Earlier | None = None
    fail_on: FailOn = FailOn.ANY
    meant: Meant = field(default_factory=dict)
    everything: bool = False
    """Whether what nobody asked for is read as well, because the whole check is recorded."""
