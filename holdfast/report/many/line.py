"""What is kept of one client of many: as little as the summary says of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.control import Severity
from holdfast.model.finding import DRIFT, Basis
from holdfast.model.status import ExitCode, Status
from holdfast.model.value_class import value_class
from holdfast.report.causes import causes
from holdfast.report.closing import closing
from holdfast.report.outcomes import duty_verdicts
from holdfast.report.published import published
from holdfast.report.simulation import marked, notice
from holdfast.report.worst import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.model.duty import Duty
    from holdfast.model.finding import DriftResult
    from holdfast.model.report import ReportInput
    from holdfast.report.verdict import Verdict


class State(StrEnum):
    """How a client stands, the worst first: in this order they are told."""

    NOT_REACHED = "not-reached"
    """Nothing of its tenant was read."""
    NOT_WHOLE = "no-full-answer"
    """What was read is in sync, and something was not read."""
    DRIFT = "drift"
    """Something differs, is missing, or is there unasked."""
    IN_PART = "in-sync-in-part"
    """Nothing is amiss in the part that is shown; the rest may be anything."""
    IN_SYNC = "in-sync"
    """Everything was read and is as declared, or accepted."""


@value_class
class Unread:
    """Why something of a client was not read."""

    reason: str
    """Of the closed list in `holdfast.model.status.Reason`, or the slug of the error that ended its check."""
    sentence: str
    objects: int
    """That it hides; 0 where nobody knows how many."""


@value_class
class Unkept:
    """Why something of a client's result is not where it was to be kept."""

    reason: str
    """The slug of the error."""
    sentence: str


@value_class
class Drifted:
    """Drift of one sort in a client."""

    status: Status
    severity: Severity | None
    """None where nobody says."""
    control: str
    """Empty for what no control declares."""
    kind: str
    objects: int


@value_class(kw_only=True)
class ClientLine:
    """One client."""

    client: str
    state: State
    exit_code: int
    """Its own, as a check of it alone would end."""
    told: str
    """How it stands, in words: `Drift: 1 DRIFTED`."""
    tenant: str = ""
    """As its file names it, by domain or id; empty where that could not be read."""
    tenant_id: str = ""
    """Empty where nothing told it."""
    simulation: bool = False
    baseline: str = ""
    checked_at: str = ""
    """UTC, ISO 8601, seconds; empty where it was not reached."""
    counts: Mapping[Status, int] = field(default_factory=dict)
    duties: Mapping[Duty, Verdict] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    unkept: tuple[Unkept, ...] = ()
    drifted: tuple[Drifted, ...] = ()

    @property
    def badness(self) -> int:
        """What lines that stand alike are sorted by: those with the worst drift first."""
        return min((place(one.severity) for one in self.drifted), default=len(Severity) + 1)

    @property
    def mark(self) -> str:
        """What stands behind its name: of many clients one notice does not say which of them it is about."""
        return marked(simulation=self.simulation)


def line_of(given: ReportInput, unkept: Iterable[Unkept] = (), tenant_id: str = "") -> ClientLine:
    """Return the line of a client that was checked.

    Args:
        given: what there is to say of it.
        unkept: why files of its result are not there.
        tenant_id: of the tenant that answered; empty where nothing told it.
    """
    result, lost = given.result, tuple(unkept)
    amiss = tuple(one for one in result.findings if one.status in DRIFT or one.status is Status.UNKNOWN)
    found = published(replace(given, result=replace(result, findings=amiss)))
    told = " ".join(closing(result))
    sorts = Counter((one.status, one.severity, one.control, one.kind) for one in found if one.status in DRIFT)
    return ClientLine(
        client=result.client,
        state=_state(result),
        exit_code=ExitCode.NO_ANSWER if lost else result.exit_code,
        told="; ".join((told, *(one.sentence for one in lost))),
        tenant=result.tenant,
        tenant_id=tenant_id,
        simulation=bool(notice(result.cloud)),
        baseline=result.baseline,
        checked_at=result.checked_at,
        counts=Counter(one.status for one in result.findings),
        duties={one.duty: one.verdict for one in duty_verdicts(given.every_control, result.every)},
        unread=tuple(Unread(one.reason, one.explanation, len(one.findings)) for one in causes(found)),
        unkept=lost,
        drifted=tuple(Drifted(*sort, number) for sort, number in sorts.items()),
    )


def unreached(client: str, slug: str, sentence: str, *, simulation: bool = False) -> ClientLine:
    """Return the line of a client whose check ended before anything of its tenant was read.

    `simulation` says whether its file puts its tenant on this machine.
    """
    told = "; ".join(sentence.splitlines())
    return ClientLine(
        client=client,
        state=State.NOT_REACHED,
        exit_code=ExitCode.NO_ANSWER,
        told=told,
        simulation=simulation,
        unread=(Unread(slug, told, 0),),
    )


def _state(result: DriftResult) -> State:
    if result.answer == ExitCode.DRIFT:
        return State.DRIFT
    if result.answer == ExitCode.IN_SYNC:
        return State.IN_SYNC if result.view is None else State.IN_PART
    # Whatever part is shown, and without what a file attests: that says nothing of whether the tenant was read.
    looked = [one for one in result.every if one.basis is not Basis.ATTESTED]
    unread = looked and all(one.status is Status.UNKNOWN for one in looked)
    return State.NOT_REACHED if unread else State.NOT_WHOLE
