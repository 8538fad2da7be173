"""Turns findings into what a reader sees of them: sentences, counts, and the properties that differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.finding import Basis
from holdfast.model.status import EXEMPT, Status
from holdfast.model.value_class import value_class
from holdfast.report.coverage import members
from holdfast.report.text import Value, counted, date_and_time, kind_of, label_of, member_of, sides
from holdfast.report.words import BASES, REASONS, STATUSES, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.model.finding import Change, Difference, Finding, Population
    from holdfast.model.report import ReportKind

SHOWN_DIFFERENCES = 100
"""Rows shown of one finding; the page says how many there are besides."""


@value_class
class ChangeView:
    """Who changed something last, and when."""

    actor: str
    when: str
    """Plain UTC date and time."""
    activity: str


@value_class
class DifferenceView:
    """One row of the table of differences."""

    label: str
    """The property in plain words."""
    path: str
    member: str
    """The member of a population; empty for a property of the object itself."""
    expected: Value
    found: Value
    note: str
    change: ChangeView | None


@value_class
class FindingView:
    """One object, or one rule over a population."""

    mark: Mark
    kind: str
    basis: str
    """That it was attested or assessed, in words; empty where it was checked as everything is."""
    name: str
    live_id: str
    sentences: tuple[str, ...]
    """What was found, in plain words."""
    differences: tuple[DifferenceView, ...]
    more: int
    """Differences that are not shown."""
    change: ChangeView | None
    told_at: ToldAt | None = None
    """Where all of it is told already; None where it is told here."""


@value_class
class ToldAt:
    """The control under which an assessment is told that another one declares as well."""

    anchor: str
    title: str


class Assessments:
    """Assessments that were told so far: two controls may rest upon one, which is told under the first of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._told: list[tuple[Finding, ToldAt]] = []

    def told_at(self, finding: Finding, here: ToldAt) -> ToldAt | None:
        """Return where the same was told before; None where it has to be told `here`."""
        if finding.basis is not Basis.ASSESSED or not (finding.differences or finding.explanation):
            return None
        bare = replace(finding, name="", control="", urn="", live_id="", fingerprint="")
        before = next((at for one, at in self._told if one == bare), None)
        if before is None:
            self._told.append((bare, here))
        return before


def finding_view(
    finding: Finding, kinds: Mapping[str, ReportKind], told_at: ToldAt | None = None
) -> FindingView:
    """Return what a reader sees of `finding`; of one that was told at another place, that it was."""
    known = kinds.get(finding.token)
    shown = finding.differences[: 0 if told_at else SHOWN_DIFFERENCES]
    return FindingView(
        mark=STATUSES[finding.status].mark,
        kind=known.title if known else kind_of(finding.token),
        basis=BASES[finding.basis],
        name=_name(finding, known),
        live_id="" if finding.population else finding.live_id,
        sentences=() if told_at else tuple(_sentences(finding, known.members if known else "members")),
        differences=tuple(_difference(one) for one in shown),
        more=0 if told_at else len(finding.differences) - len(shown),
        change=None if told_at else _change(finding.change),
        told_at=told_at,
    )


def _name(finding: Finding, known: ReportKind | None) -> str:
    """Return the object's name; empty for what has none but the program's, where its control says what it is."""
    return finding.name if known is None or known.named or not finding.control else ""


def _sentences(finding: Finding, noun: str) -> list[str]:
    sentences = []
    if finding.population:
        sentences.append(_counts(finding, finding.population, noun))
    elif finding.status in {Status.DRIFTED, Status.EXCEEDS} and finding.differences:
        properties = counted(len(finding.differences), "property", "properties")
        verb = "differs" if len(finding.differences) == 1 else "differ"
        sentences.append(f"{properties} {verb} from what was agreed.")
    elif finding.status is Status.MISSING:
        sentences.append("It is not in the tenant.")
    if finding.rank:
        sentences.append(f"{finding.rank.severity.capitalize()}: {finding.rank.reason}.")
    if finding.made and finding.made != finding.change:
        sentences.append(f"Made by {finding.made.actor} on {date_and_time(finding.made.time)}.")
    if finding.status is Status.EXCEPTED:
        return [*sentences, f"Exception: {finding.explanation}", *_of_owner(finding)]
    if finding.reason:
        sentences.append(REASONS[finding.reason])
    if finding.explanation and (not finding.population or finding.reason):
        sentences.append(finding.explanation)
    return [*sentences, *_of_owner(finding)]


def _of_owner(finding: Finding) -> list[str]:
    """Return by whom something is attested, and until when: without it a verdict looks like one of ours."""
    return [*finding.notes] if finding.basis is Basis.ATTESTED else []


def _counts(finding: Finding, population: Population, noun: str) -> str:
    """Return the counts of a population; they add up to all that were looked at."""
    parts = [f"{population.covered} of {members(finding)} {noun} covered"]
    if population.violating:
        parts.append(f"{population.violating} not as agreed")
    if population.unknown:
        parts.append(f"{population.unknown} not known")
    parts += [
        f"{number} {EXEMPT.get(reason, reason)}" for reason, number in sorted(population.exempt.items())
    ]
    return f"{', '.join(parts)}."


def _difference(difference: Difference) -> DifferenceView:
    expected, found = sides(difference.path, difference.expected, difference.found)
    return DifferenceView(
        label=label_of(difference.path),
        path=difference.path,
        member=member_of(difference.path),
        expected=expected,
        found=found,
        note=difference.note,
        change=_change(difference.change),
    )


def _change(change: Change | None) -> ChangeView | None:
    return ChangeView(change.actor, date_and_time(change.time), change.activity) if change else None
