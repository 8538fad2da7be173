"""Many clients as one answer: counts, who was not reached, causes that several share, drift, duties, a line each."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from holdfast.model.directory import GUID
from holdfast.model.duty import Duty
from holdfast.model.status import ExitCode, Status
from holdfast.model.value_class import value_class
from holdfast.report.many.line import State
from holdfast.report.simulation import notice_of_many
from holdfast.report.text import counted, listed
from holdfast.report.worst import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from holdfast.model.control import Severity
    from holdfast.report.many.line import ClientLine
    from holdfast.report.verdict import Verdict

    _Cause = tuple[ClientLine, str, str, int]

_OWN = re.compile(
    GUID + r"|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?",
    re.IGNORECASE,
)
"""What is different in each tenant although the cause is the same: ids, and times."""
_ANY = "…"
"""Stands for it."""


@value_class
class SharedCause:
    """One cause, in all tenants that it is met in."""

    reason: str
    """Of the closed list in `holdfast.model.status.Reason`, or the slug of an error."""
    sentence: str
    """With `…` for what is different in each client."""
    clients: tuple[str, ...]
    """Sorted."""
    objects: int
    """That it hides in all of them; 0 where nobody knows how many."""


@value_class
class SharedDrift:
    """Drift of one sort, in all tenants that it is met in."""

    status: Status
    severity: Severity | None
    """None where nobody says."""
    control: str
    """Empty for what no control declares."""
    kind: str
    clients: tuple[str, ...]
    """Sorted."""
    objects: int
    """In all of them."""


@value_class
class Summary:
    """Many clients that were checked in one run."""

    lines: tuple[ClientLine, ...]
    """By client."""
    unreached: tuple[SharedCause, ...]
    """Why clients were not reached; the one that most of them share first."""
    causes: tuple[SharedCause, ...]
    """Why something of the others was not read; the one that most of them share first."""
    unkept: tuple[SharedCause, ...]
    """Why results are not where they were to be kept, of whomever; the cause that most share first."""
    drift: tuple[SharedDrift, ...]
    """What differs; the worst first, and of that what differs in most clients."""
    duties: tuple[tuple[Duty, Mapping[Verdict, int]], ...]
    """Clients by verdict of each duty; one that was not reached is in none."""
    notes: tuple[str, ...]
    """What is to be told besides, one sentence each."""
    checked_at: str
    """When the run ended: UTC, ISO 8601, seconds."""

    @property
    def exit_code(self) -> int:
        """2 where any client has no full answer, else 1 where any has drift, else 0.

        A client's own drift says more than what is unread beside it; but drift in one client says nothing of another.
        """
        codes = {one.exit_code for one in self.lines}
        if ExitCode.NO_ANSWER in codes or not codes:
            return ExitCode.NO_ANSWER
        return ExitCode.DRIFT if ExitCode.DRIFT in codes else ExitCode.IN_SYNC

    @property
    def headline(self) -> str:
        """How many there are and how they stand: the first line of every format."""
        states = Counter(one.state for one in self.lines)
        told = [f"{states[state]} {words}" for state, words in STATES.items() if states[state]]
        return f"{counted(len(self.lines), 'client')}: {', '.join(told) or 'nobody was asked for'}"

    @property
    def worst_first(self) -> tuple[ClientLine, ...]:
        """Everybody, by how they stand, by how bad the drift is and then by name."""
        order = list(State)
        return tuple(sorted(self.lines, key=lambda one: (order.index(one.state), one.badness, one.client)))

    @property
    def simulation(self) -> bool:
        """Whether any tenant is an embedded one."""
        return any(one.simulation for one in self.lines)

    @property
    def notice(self) -> str:
        """That tenants are embedded ones, and whether all of them; empty where none is."""
        return notice_of_many(one.simulation for one in self.lines)


STATES = {
    State.NOT_REACHED: "not reached",
    State.NOT_WHOLE: "without a full answer",
    State.DRIFT: "with drift",
    State.IN_PART: "with nothing amiss in the part that is shown",
    State.IN_SYNC: "in sync",
}
"""The words for how clients stand."""


def summary(lines: Iterable[ClientLine], ended: datetime, notes: Iterable[str] = ()) -> Summary:
    """Return what there is to say of `lines`, of a run that ended then; the same in any order give the same."""
    ordered = tuple(sorted(lines, key=lambda one: one.client))
    reached = [one for one in ordered if one.state is not State.NOT_REACHED]
    return Summary(
        lines=ordered,
        unreached=_causes(_unread(one for one in ordered if one.state is State.NOT_REACHED)),
        causes=_causes(_unread(reached)),
        unkept=_causes((line, one.reason, one.sentence, 0) for line in ordered for one in line.unkept),
        drift=_drift(reached),
        duties=tuple((duty, Counter(one.duties[duty] for one in reached)) for duty in Duty),
        notes=(*_same_tenants(ordered), *notes),
        checked_at=f"{ended:%Y-%m-%dT%H:%M:%SZ}",
    )


def _unread(lines: Iterable[ClientLine]) -> Iterator[_Cause]:
    return ((line, one.reason, one.sentence, one.objects) for line in lines for one in line.unread)


def _causes(each: Iterable[_Cause]) -> tuple[SharedCause, ...]:
    found: dict[tuple[str, str], list[tuple[ClientLine, str, int]]] = {}
    for line, reason, sentence, objects in each:
        met = found.setdefault((reason, _without_own(sentence, line)), [])
        met.append((line, sentence, objects))
    shared = []
    for (reason, sentence), met in found.items():
        said = {told for _, told, _ in met}
        clients = tuple(dict.fromkeys(line.client for line, _, _ in met))
        # What is the same word by word in all of them needs no sign in its place.
        shared.append(
            SharedCause(
                reason, said.pop() if len(said) == 1 else sentence, clients, sum(one[2] for one in met)
            )
        )
    return tuple(sorted(shared, key=lambda one: (-len(one.clients), one.reason, one.sentence)))


def _without_own(sentence: str, line: ClientLine) -> str:
    """Return a sentence without what is the client's own in it: its names, ids and times."""
    sentence = sentence.replace(f"Pulumi.{line.client}.yaml", f"Pulumi.{_ANY}.yaml")
    # Files are named after it as well.
    sentence = re.sub(rf"(?:^|(?<=/)){re.escape(line.client)}(?=\.\w)", _ANY, sentence)
    for name in sorted({line.client, line.tenant} - {""}, key=len, reverse=True):
        whole = rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)"
        sentence = re.sub(whole, _ANY, sentence, flags=re.IGNORECASE)
    return _OWN.sub(_ANY, sentence)


def _drift(lines: Sequence[ClientLine]) -> tuple[SharedDrift, ...]:
    found: dict[tuple[Status, Severity | None, str, str], list[tuple[str, int]]] = {}
    for line in lines:
        for one in line.drifted:
            sort = (one.status, one.severity, one.control, one.kind)
            found.setdefault(sort, []).append((line.client, one.objects))
    shared = [
        SharedDrift(*sort, tuple(client for client, _ in met), sum(number for _, number in met))
        for sort, met in found.items()
    ]

    def worst_first(one: SharedDrift) -> tuple[int, int, str, str, str]:
        """Return what sorts of drift are sorted by."""
        return place(one.severity), -len(one.clients), one.control, one.kind, one.status

    return tuple(sorted(shared, key=worst_first))


def _same_tenants(lines: Sequence[ClientLine]) -> tuple[str, ...]:
    """Return a sentence for each tenant that is the tenant of several clients, whichever of its names they go by.

    An embedded tenant is not the one at Microsoft that has the same domain.
    """
    ids = {(one.tenant.casefold(), one.simulation): one.tenant_id for one in lines if one.tenant_id}
    by_tenant: dict[tuple[str, bool], list[ClientLine]] = {}
    for line in lines:
        if name := line.tenant.casefold():
            known = line.tenant_id or ids.get((name, line.simulation)) or name
            by_tenant.setdefault((known.casefold(), line.simulation), []).append(line)
    shared = [same for same in by_tenant.values() if len(same) > 1]
    return tuple(
        sorted(
            f"{listed([one.client for one in same])} are of one tenant, "
            f"{' or '.join(sorted({one.tenant.casefold() for one in same}))}: each is checked against its own plan"
            for same in shared
        )
    )
