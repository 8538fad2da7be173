"""What a drift check found, as reports and exit codes need it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from holdfast.model.control import Severity
from holdfast.model.plan import Cloud
from holdfast.model.status import ExitCode, Reason, Status
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from holdfast.model.control import DescribedControl, FailOn
    from holdfast.model.meaning import Meaning, Move
    from holdfast.model.plan import PlanWarning

DRIFT = frozenset({Status.DRIFTED, Status.MISSING, Status.UNMANAGED})
"""The statuses that count as drift."""


class Basis(StrEnum):
    """What a verdict rests upon."""

    CHECKED = "checked"
    """Holdfast read it in the tenant, and an apply can bring it about."""
    ASSESSED = "assessed"
    """Holdfast read it in the tenant, and only judges: no apply changes it."""
    ATTESTED = "attested"
    """A named owner says it in the client file, and Holdfast did not look."""


@value_class
class Change:
    """Who changed an object last, from the tenant's own audit log."""

    actor: str
    """User principal name or application name."""
    time: str
    """UTC, ISO 8601, seconds."""
    activity: str
    """The audit log's own words, such as `Update conditional access policy`."""


@value_class
class Difference:
    """One property that is not as declared."""

    path: str
    """Property path in Pulumi's names, such as `conditions.users.excludedUsers`; members are `members[upn]`."""
    expected: Any
    """Declared value; None where nothing was declared. Ids of known objects carry their name."""
    found: Any
    """Live value; None where there is none."""
    note: str = ""
    """What a reader must know besides, such as that the provider cannot repair this property."""
    member_id: str = ""
    """The directory's id of the member of a population."""
    recorded_as: tuple[str, ...] = ()
    """What audit records call other objects of the service that make up the member, such as a policy's rule."""
    set_by: tuple[str, ...] = ()
    """Of a member, the parameters of the cmdlet that sets it; empty where none is known."""
    change: Change | None = None
    """Who changed this member last; set for the members of a population."""
    accepted: bool = False
    """An exception covers it: no apply sets it back."""
    by_hand: bool = False
    """No apply can set it back: the note says why, where there is more to say."""
    unattributed: str = ""
    """Why nobody can be named who changed this member; empty where `change` is set, or nobody was asked for."""
    fingerprint: str = ""
    """As `holdfast.model.fingerprint` makes it of the whole check; empty where it is made only when it is published."""


@value_class
class Population:
    """Counts of a rule over many members, and the names of those that it does not cover."""

    covered: int
    """Members that obey the rule."""
    violating: int
    """Members in scope that break it."""
    exempt: dict[str, int] = field(default_factory=dict)
    """Members out of reach, by reason (`licence`, `excluded`, `type`, `deleted`, `not-concerned`)."""
    unknown: int = 0
    """Members of which nobody can say whether they obey."""
    exempt_members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The names of `exempt`, all of them, sorted."""
    unknown_members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The names of `unknown`, all of them, sorted, by why."""

    @property
    def total(self) -> int:
        """Every member that was looked at or looked for."""
        return self.covered + self.violating + self.unknown + sum(self.exempt.values())


@value_class
class Rank:
    """What an object that nobody declared can do, in one severity: its kind says it."""

    severity: Severity
    reason: str
    """Why it is of that severity, in words without a full stop."""


@value_class
class Finding:
    """The verdict on one declared resource, or on one object that nobody declared."""

    status: Status
    token: str
    """Pulumi type token of the kind."""
    name: str
    """Natural key of the object, such as its display name."""
    control: str = ""
    """Id of the control that declares it; of an unmanaged object the one that has it listed, or none."""
    urn: str = ""
    """Pulumi URN; empty for unmanaged objects."""
    live_id: str = ""
    """The service's id; empty when it is missing or unread."""
    differences: tuple[Difference, ...] = ()
    reason: Reason | None = None
    """Set for UNKNOWN, NOT_APPLICABLE and EXCEPTED, and for DRIFTED where members besides could not be judged."""
    explanation: str = ""
    """One sentence for people: what failed, or who accepted the exception until when."""
    change: Change | None = None
    """Last change from the audit log, where it was asked for and found."""
    unattributed: str = ""
    """Why nobody can be named who changed it, in words; empty where `change` is set, or nobody was asked for."""
    population: Population | None = None
    """Set for rules over a population."""
    notes: tuple[str, ...] = ()
    """What a reader should know besides and is no drift: each one sentence, such as of a property that is new."""
    basis: Basis = Basis.CHECKED
    """What the verdict rests upon: reports show what was attested, and what was assessed, apart."""
    made: Change | None = None
    """Who made an object that nobody declared, where the audit log still tells."""
    rank: Rank | None = None
    """Of an object that nobody declared: what it can do."""
    content: str = ""
    """Of an object that nobody declared: a digest of all that it says, another one once it was changed."""
    means: tuple[Meaning, ...] = ()
    """What the names by which a rule looks others up mean now, or meant when that was known last."""
    moves: tuple[Move, ...] = ()
    """Those of them that mean another object than they did; each path stands among the differences."""
    fingerprint: str = ""
    """As `holdfast.model.fingerprint` makes it of the whole check; empty where it is made only when it is published."""

    @property
    def meant(self) -> tuple[Meaning, ...]:
        """What the names in a rule are to mean: what they meant, until somebody accepts what they mean now."""
        accepted = {one.path for one in self.differences if one.accepted}
        held = {one.now.key: one.was for one in self.moves if one.path not in accepted}
        return tuple(held.get(one.key, one) for one in self.means)


def severity_of(finding: Finding, control: DescribedControl | None) -> Severity | None:
    """Return how bad it is: the rank of what nobody declared, else as its `control` says; None where nobody says."""
    if finding.rank is not None:
        return finding.rank.severity
    return control.metadata.severity if control is not None else None


@value_class(kw_only=True)
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


@value_class
class Gate:
    """What was asked to fail the check, and what came of it."""

    fail_on: FailOn
    exit_code: int
    """As `holdfast.model.status.ExitCode` says."""
    passed: int
    """How many findings are drift and fail nothing."""


@value_class
class DriftResult:
    """One client's check, complete."""

    client: str
    tenant: str
    baseline: str
    """`name@version`."""
    checked_at: str
    """UTC, ISO 8601, seconds."""
    findings: tuple[Finding, ...]
    """Sorted: drift first, then unread, then the rest; by control, kind and name inside."""
    cloud: Cloud = field(kw_only=True)
    """Where the tenant lives; whatever is said of an embedded one says that it is a simulation."""
    requests: int = 0
    """Requests sent to the tenant's services, sign-in not counted."""
    warnings: tuple[PlanWarning, ...] = ()
    """What the program declares, is allowed, and dangerous; those that the client accepts with the reason."""

    view: View | None = None
    """What is not shown in `findings`; None where they are all there is."""
    gate: Gate | None = None
    """What was asked to fail the check; None where any drift does."""

    @property
    def every(self) -> tuple[Finding, ...]:
        """All findings of the check, shown or not: what is said of controls, duties and the tenant rests upon them."""
        return (*self.findings, *self.view.findings, *self.view.known) if self.view else self.findings

    def count(self, status: Status) -> int:
        """Return how many findings have `status`."""
        return sum(finding.status is status for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 everything read and in sync, 1 drift, 2 something unread and no drift; as the gate says where one is."""
        return self.gate.exit_code if self.gate else self.answer

    @property
    def answer(self) -> int:
        """The exit code of what is shown, whatever was asked to fail the check; nothing shown is no answer."""
        if not self.findings and not (self.view and self.view.known):
            return ExitCode.NO_ANSWER
        statuses = {finding.status for finding in self.findings}
        if statuses & DRIFT:
            return ExitCode.DRIFT
        return ExitCode.NO_ANSWER if Status.UNKNOWN in statuses else ExitCode.IN_SYNC
