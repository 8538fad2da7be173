"""Which findings somebody asked for. Pure functions; what was not asked for is kept, so that it can be told.

A severity leaves out nothing of which nobody knows how bad it is. What a tenant has and nobody declared is as bad as it
can do harm, whatever the control is worth whose objects it stands among: so where such objects may be unread, the
finding that says so is shown with every severity, and the rule that lists them is read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.frameworks.cis_m365_6_0 import CIS_M365_6_0
from holdfast.kinds.population_kind import PopulationKind
from holdfast.model.control import Severity
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import DRIFT, severity_of
from holdfast.model.status import Status
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.drift.recording import Recording
    from holdfast.kinds.kind import Kind
    from holdfast.model.control import DescribedControl
    from holdfast.model.desired import DesiredResource
    from holdfast.model.finding import Finding
    from holdfast.model.framework import Requirement
    from holdfast.model.wanted import Selection


def meant(selection: Selection, recording: Recording) -> Selection:
    """Return a selection in the words of the client's plan: present ids of controls, frameworks in their own letters.

    Raises:
        HoldfastError: `unknown-selection` for a word that nothing of the plan bears; `nothing-selected` where no
            control of the plan has all of it.
    """
    ids = [one.id for one in recording.controls]
    renamed = recording.plan.renamed
    requirements = [each for one in recording.controls for each in _served(one)]
    editions = sorted({one.edition for one in requirements})
    single = {f"{one.edition} {one.id}" for one in requirements}
    found = replace(
        selection,
        controls=_words("--control", [renamed.get(one, one) for one in selection.controls], ids, ids),
        frameworks=_words("--framework", selection.frameworks, [*editions, *single], editions),
    )
    # What nobody declared has a severity and nothing else, so a severity alone may well be about no control.
    if replace(found, severities=()) and not any(_has(found, one) for one in recording.controls):
        told = f"no control of the plan of client {recording.plan.client} has all of: {found.words}"
        raise HoldfastError(
            "nothing-selected", f"{told}: a check of nothing would be green, so ask for something else"
        )
    return found


def _words(option: str, asked: Iterable[str], known: Iterable[str], told: Iterable[str]) -> tuple[str, ...]:
    """Return the known words that are meant, each once, in any letter case."""
    by_name = {one.casefold(): one for one in known}
    strangers = [one for one in asked if one.casefold() not in by_name]
    if strangers:
        possible = ", ".join(dict.fromkeys(told)) or "none"
        raise HoldfastError(
            "unknown-selection",
            f"{option} {strangers[0]!r}: the client's plan has no such; possible are: {possible}",
        )
    return tuple(dict.fromkeys(by_name[one.casefold()] for one in asked))


@value_class
class Parted:
    """Findings and controls, parted by what was asked for."""

    findings: tuple[Finding, ...]
    others: tuple[Finding, ...]
    controls: tuple[DescribedControl, ...]
    """Those that were not asked for."""


def parted(
    kinds: Mapping[str, Kind],
    selection: Selection,
    findings: Iterable[Finding],
    controls: Iterable[DescribedControl],
) -> Parted:
    """Part a check by a selection that is `meant`."""
    every, known = list(findings), {one.id: one for one in controls}
    asked = [_asked(kinds, selection, one, known.get(one.control)) for one in every]
    return Parted(
        tuple(one for one, wanted in zip(every, asked, strict=True) if wanted),
        tuple(one for one, wanted in zip(every, asked, strict=True) if not wanted),
        tuple(one for one in known.values() if not _has(selection, one)),
    )


def needed(
    kinds: Mapping[str, Kind], selection: Selection, recording: Recording
) -> tuple[tuple[DesiredResource, ...], tuple[str, ...]]:
    """Return what must be read to answer a selection, and the ids of the controls of which something is not read.

    Everything is, but for rules over many members of controls that nobody asked for: no name, no claim on an object and
    no verdict on another control rests upon them, while any of these may rest upon an object.
    """
    known = {one.id: one for one in recording.controls}
    asked = [one for one in known.values() if _has(selection, one)]
    used = {one for control in asked for one in (control.id, *control.metadata.excuses_groups_of)}
    of_any_severity = {one.id for one in known.values() if _has(replace(selection, severities=()), one)}

    def is_needed(resource: DesiredResource) -> bool:
        """Return whether it is no rule, or one of a control that was asked for or that such a one goes by.

        One that lists what nobody declared is of any severity.
        """
        control, kind = known.get(resource.control), kinds.get(resource.token)
        if not isinstance(kind, PopulationKind) or control is None:
            return True
        return control.id in used or (kind.report_unmanaged and control.id in of_any_severity)

    read = tuple(one for one in recording.desired if is_needed(one))
    unread = {one.control for one in recording.desired if not is_needed(one)}
    return read, tuple(sorted(unread))


def _asked(
    kinds: Mapping[str, Kind], selection: Selection, finding: Finding, control: DescribedControl | None
) -> bool:
    """Return whether a finding was asked for; one of which nobody says how bad it is may be of any severity."""
    if control is None and (selection.controls or selection.duties or selection.frameworks):
        return False
    if control is not None and not _has(replace(selection, severities=()), control):
        return False
    return _may_hide(kinds, finding) or _is_of(severity_of(finding, control), selection)


def _may_hide(kinds: Mapping[str, Kind], finding: Finding) -> bool:
    """Return whether objects that nobody declared may be among what was not read, or not judged, of a finding."""
    kind = kinds.get(finding.token)
    not_whole = finding.status is Status.UNKNOWN or (finding.status in DRIFT and finding.reason is not None)
    return kind is not None and kind.report_unmanaged and not_whole


def _is_of(severity: Severity | None, selection: Selection) -> bool:
    return not selection.severities or severity is None or severity in selection.severities


def _has(selection: Selection, control: DescribedControl) -> bool:
    """Return whether a control has one word of each sort that was asked for."""
    said = control.metadata
    served = {word for one in _served(control) for word in (one.edition, f"{one.edition} {one.id}")}
    return (
        (not selection.controls or control.id in selection.controls)
        and (not selection.duties or bool({*selection.duties} & {*said.duties}))
        and (not selection.frameworks or bool({*selection.frameworks} & served))
        and _is_of(said.severity, selection)
    )


def _served(control: DescribedControl) -> tuple[Requirement, ...]:
    """Return what a control refers to, and the same by its numbers in an earlier edition."""
    said = control.metadata.frameworks
    return (*said, *CIS_M365_6_0.served(said))
