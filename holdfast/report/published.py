"""The finding as it is published: one frozen value that JSON, JSON Lines and every other format of programs rest upon.

`docs/finding.schema.json` is made from the classes here: each field, its type and the text below it. Names of fields
are the JSON's in snake_case. A field that is added raises the second number of `VERSION`; one that goes, or that means
something else from now on, raises the first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.model.control import Severity
from holdfast.model.duty import Duty
from holdfast.model.finding import DRIFT, Basis, Change, Population, severity_of
from holdfast.model.fingerprint import Fingerprints, fingerprints
from holdfast.model.framework import Requirement
from holdfast.model.meaning import Meaning
from holdfast.model.status import Reason, Status
from holdfast.model.value_class import value_class
from holdfast.report.remediation import Remediation, remediation
from holdfast.report.simulation import notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import Difference, DriftResult, Finding
    from holdfast.model.report import ReportInput, ReportKind

VERSION = "1.2"
"""Of the published finding."""


@value_class(kw_only=True)
class PublishedDifference:
    """One property that is not as declared."""

    fingerprint: str
    """What this property of this object is known by from one check to the next, 32 hexadecimal digits."""
    path: str
    """Property path, such as `conditions.users.excludedUsers`; members of a rule are `members[upn]`."""
    expected: Any
    """Declared value; null where nothing was declared. Ids of known objects carry their name."""
    found: Any
    """Live value; null where there is none."""
    note: str
    """What a reader must know besides; empty when there is nothing."""
    accepted: bool
    """Whether an exception of the client file covers it."""
    change: Change | None
    """Who changed this member last; null for a property of the object itself, where the finding says it."""
    not_attributable: str
    """Why nobody can be named who changed this member; empty where `change` says it, or the finding does."""


@value_class(kw_only=True)
class PublishedFinding:
    """The verdict on one declared object or rule, or on one object that nobody declared."""

    schema: str
    """Version of this form."""
    fingerprint: str
    """What this finding is known by from one check to the next, 32 hexadecimal digits."""
    client: str
    """Name of the client's file: `contoso` for clients/Pulumi.contoso.yaml."""
    tenant: str
    """Default domain or id of the tenant."""
    simulation: bool
    """Whether the tenant is an embedded one, on this machine."""
    baseline: str
    """`name@version`."""
    checked_at: str
    """UTC, ISO 8601, seconds."""
    status: Status
    """The verdict."""
    drift: bool
    """Whether the verdict counts as drift."""
    control: str
    """Id of the control that declares it; empty for what no control declares."""
    duties: tuple[Duty, ...]
    """Duties of the customer that the control serves."""
    outcomes: tuple[str, ...]
    """Ids of the outcomes that the control brings about once it is met."""
    severity: Severity | None
    """How bad it is when the control is not met; of an object that nobody declared, how bad what it can do is; null
    for what the client's own program declares."""
    ranking: str
    """Why an object that nobody declared is of that severity, in words; empty for every other."""
    frameworks: tuple[Requirement, ...]
    """What of others' frameworks the control serves."""
    kind: str
    """Kind of the object: the last part of its type token."""
    type: str
    """Pulumi type token."""
    name: str
    """Natural key of the object, such as its display name; a rule's name in the program."""
    id: str
    """The service's id; empty when the object is missing or unread."""
    urn: str
    """Pulumi URN; empty for what nobody declared."""
    reason: Reason | None
    """Why it is UNKNOWN, NOT_APPLICABLE or EXCEPTED, or could not be judged whole."""
    basis: Basis
    """What the verdict rests upon: `checked` and `assessed` were read in the tenant, `attested` is said by an owner."""
    explanation: str
    """One sentence for people: what failed, or who accepted it until when."""
    notes: tuple[str, ...]
    """What a reader should know besides and is no drift."""
    change: Change | None
    """Who changed the object last, or deleted it, by the tenant's own audit log."""
    made: Change | None
    """Who made an object that nobody declared; null for every other, and where no log tells."""
    content: str
    """Digest of what an object that nobody declared says: another one once it was changed. Empty for every other."""
    not_attributable: str
    """Why nobody can be named; empty where `change` says who, for a rule, or where nothing drifted."""
    remediation: Remediation
    """What the next `holdfast up` would do, and what it cannot."""
    population: Population | None
    """Counts of a rule over many members; null for an object."""
    meant: tuple[Meaning, ...]
    """What the names in a rule are to mean: a later check is held against it (`--since`, `--record`)."""
    differences: tuple[PublishedDifference, ...]
    """The properties that are not as declared."""


def published(given: ReportInput) -> tuple[PublishedFinding, ...]:
    """Return every finding of a check that is shown, in its order, with what is known of its control."""
    return tuple(published_one_by_one(given))


def published_one_by_one(given: ReportInput) -> Iterator[PublishedFinding]:
    """Yield them, for who keeps none: of 40,000 all at once would take as much room as the check itself."""
    return _published(given, given.result)


def published_known(given: ReportInput) -> tuple[PublishedFinding, ...]:
    """Return the drift that is not shown again, because an earlier result has it."""
    known = given.result.view.known if given.result.view else ()
    return tuple(_published(given, replace(given.result, findings=known)))


def _published(given: ReportInput, result: DriftResult) -> Iterator[PublishedFinding]:
    controls = {one.id: one for one in given.controls}
    kinds = {one.token: one for one in given.kinds}
    prints = fingerprints(result, given.controls)
    for finding, own in zip(result.findings, prints, strict=True):
        yield _finding(result, finding, own, controls.get(finding.control), kinds)


def _finding(
    result: DriftResult,
    finding: Finding,
    prints: Fingerprints,
    control: DescribedControl | None,
    kinds: Mapping[str, ReportKind],
) -> PublishedFinding:
    known = kinds.get(finding.token)
    return PublishedFinding(
        schema=VERSION,
        fingerprint=prints.own,
        client=result.client,
        tenant=result.tenant,
        simulation=bool(notice(result.cloud)),
        baseline=result.baseline,
        checked_at=result.checked_at,
        status=finding.status,
        drift=finding.status in DRIFT,
        control=finding.control,
        duties=control.metadata.duties if control else (),
        outcomes=control.outcomes if control else (),
        severity=severity_of(finding, control),
        ranking=finding.rank.reason if finding.rank else "",
        frameworks=control.metadata.frameworks if control else (),
        kind=finding.token.rpartition(":")[2],
        type=finding.token,
        name=finding.name,
        id=finding.live_id,
        urn=finding.urn,
        reason=finding.reason,
        basis=finding.basis,
        explanation=finding.explanation,
        notes=finding.notes,
        change=finding.change,
        made=finding.made,
        content=finding.content,
        not_attributable=finding.unattributed,
        remediation=remediation(finding, writes=known.writes if known else True),
        population=finding.population,
        meant=finding.meant,
        differences=tuple(
            _difference(one, own) for one, own in zip(finding.differences, prints.differences, strict=True)
        ),
    )


def _difference(one: Difference, own: str) -> PublishedDifference:
    return PublishedDifference(
        fingerprint=own,
        path=one.path,
        expected=one.expected,
        found=one.found,
        note=one.note,
        accepted=one.accepted,
        change=one.change,
        not_attributable=one.unattributed,
    )
