"""What a check was narrowed to, and what ends it with which exit code: told wherever its result is.

So that a part that is green is never taken for the whole, whoever narrowed it holds all that is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.model.control import DescribedControl, FailOn
    from holdfast.model.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The part of a check that is shown, by what is not."""

    selected: str = ""
    """What was asked for, in words: `severity critical or high`; empty where everything was."""
    since: str = ""
    """The earlier result whose drift is not shown again: its file and when it was checked; empty without one."""
    findings: tuple[Finding, ...] = ()
    """What was checked and was not asked for."""
    known: tuple[Finding, ...] = ()
    """Drift that was asked for and that the earlier result has as it is now."""
    controls: tuple[DescribedControl, ...] = ()
    """Controls of the plan that were not asked for."""
    unread: tuple[str, ...] = ()
    """Ids of those of them whose rules over many members were not read, because nothing that is shown needs it."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What was asked to fail the check, and what came of it."""

    fail_on: FailOn
    exit_code: int
    """As `holdfast.model.status.ExitCode` says."""
    passed: int
    """How many findings are drift and fail nothing."""
