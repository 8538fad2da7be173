"""What is known of a client's past: runs that were recorded, and how long something was as it was."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.status import ExitCode, Status
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast.model.finding import Change


class Sort(StrEnum):
    """What has a history."""

    CONTROL = "control"
    OBJECT = "object"
    """A declared object or rule, or an object that nobody declared."""


NOT_LOOKED = "not-known"
"""State of a control of which a run cannot say how it stands: it did not read it, or the run itself is lost."""
NOT_IN_PLAN = "not-in-plan"
"""State of a control that the plan of that run does not have, though an earlier one had it."""
NOT_LISTED = "not-listed"
"""State of an object that was neither declared nor found, though its collection was read whole."""


class Compliance(StrEnum):
    """What a state means for somebody who asks whether it was as agreed."""

    IN = "in"
    IN_PART = "in-part"
    """As agreed, but not for everybody; or not, and somebody accepted it."""
    OUT = "out"
    NOT_KNOWN = "not-known"
    """Nobody looked, or nobody could. Never the same as `in`."""
    NOTHING = "nothing-to-judge"
    """It was neither asked for nor there."""


_IN = frozenset({"met", Status.IN_SYNC.value, Status.EXCEEDS.value})
_IN_PART = frozenset({"met-not-for-all", "accepted", Status.EXCEPTED.value})
_NOT_KNOWN = frozenset({NOT_LOOKED, Status.UNKNOWN.value})
_NOTHING = frozenset({NOT_IN_PLAN, NOT_LISTED})


def compliance(state: str) -> Compliance:
    """Return what a state means; any word that is not known to be good is not as agreed."""
    if state in _IN:
        return Compliance.IN
    if state in _IN_PART:
        return Compliance.IN_PART
    if state in _NOT_KNOWN:
        return Compliance.NOT_KNOWN
    return Compliance.NOTHING if state in _NOTHING else Compliance.OUT


@value_class
class Subject:
    """A control or an object."""

    sort: Sort
    key: str
    """Id of the control, or fingerprint of the finding on the object."""
    control: str = ""
    """Id of the control that declares the object; empty for a control, and for what no control declares."""
    type: str = ""
    """Pulumi type token of the object; empty for a control."""
    name: str = ""
    """Natural key of the object; empty for a control."""


@value_class(kw_only=True)
class Run:
    """One recorded run, or several in a row of which nothing can be said."""

    number: int
    """Place in the chain, from 1 on."""
    until: int
    """The last of them; `number` but for several whose files are missing."""
    file: str
    """Name of the file; empty where it is missing."""
    problem: str
    """Why nothing can be said of it; empty for a run that is understood. Then what follows is empty as well."""
    checked_at: str = ""
    """UTC, ISO 8601, seconds: the beginning of the check."""
    recorded_at: str = ""
    """The same, of the moment at which it took its place in the chain."""
    tenant: str = ""
    simulation: bool = False
    baseline: str = ""


@value_class(kw_only=True)
class Span:
    """Runs in a row in which a subject was in one state."""

    subject: Subject
    state: str
    """A control's verdict, an object's status, or one of the words above."""
    first: int
    """Number of the first run that saw it."""
    last: int | None
    """Number of the last run that saw it; None while no later run saw anything else."""
    by: tuple[Change, ...] = ()
    """Who changed it, as the tenant's audit log told any of these runs; each once, by time."""
    why: str = ""
    """Why nobody can be named, or what failed, in the last words that any of these runs had for it."""


@value_class(kw_only=True)
class History:
    """A client's runs and spans; with `at`, what was the case then."""

    client: str
    runs: tuple[Run, ...]
    """In the order of the chain."""
    spans: tuple[Span, ...]
    """By subject, controls first, and inside by run."""
    at: datetime | None = None
    """The moment that was asked about, UTC; None where all of the history was asked for."""
    asked: Run | None = None
    """The last run before `at`; None where there is none, or nothing was asked.

    It has a problem where a run that is lost may have been that one: then nothing is known of that moment.
    """

    @property
    def problems(self) -> tuple[Run, ...]:
        """The runs of which nothing can be said."""
        return tuple(one for one in self.runs if one.problem)

    @property
    def exit_code(self) -> int:
        """0 where every run is understood and what was asked about is known; else 2."""
        unknown = self.problems or (self.at is not None and self.asked is None)
        return ExitCode.NO_ANSWER if unknown else ExitCode.IN_SYNC


@value_class
class Flaw:
    """What is not as it was recorded, or cannot be told to be."""

    file: str
    """Path below the folder of the history; where nothing is there, what should be."""
    what: str
    """One sentence without a full stop."""


@value_class(kw_only=True)
class Chain:
    """What there is to say of the chain of one client."""

    client: str
    runs: int
    """Files that are runs, whole or not."""
    first_at: str
    """When the first of those that are whole was recorded, UTC; empty where none is."""
    last_at: str
    """When the last of them was."""
    head: str
    """SHA-256 of the last file, hexadecimal: whoever keeps it elsewhere finds later that an end was cut off."""
    flaws: tuple[Flaw, ...]
    unread: tuple[Flaw, ...]
    """What could not be judged."""
    notes: tuple[str, ...]
    """What somebody should know and is no flaw, such as a clock that went backwards."""


@value_class(kw_only=True)
class Verified:
    """What there is to say of a folder of histories."""

    chains: tuple[Chain, ...]
    """By client."""
    flaws: tuple[Flaw, ...]
    """Those of no single chain."""
    heads: tuple[str, ...]
    """Digests that were kept elsewhere and are there."""

    @property
    def exit_code(self) -> int:
        """0 everything is as it was recorded, 1 something is not, 2 something could not be judged and no flaw is."""
        if self.flaws or any(one.flaws for one in self.chains):
            return ExitCode.DRIFT
        unread = not self.chains or any(one.unread for one in self.chains)
        return ExitCode.NO_ANSWER if unread else ExitCode.IN_SYNC
