"""Published findings as rows, for formats that are flat: one for each property that differs, else one for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class
from holdfast.report.inline import told_sides
from holdfast.report.published import PublishedDifference, PublishedFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holdfast.model.finding import Change


@value_class
class Row:
    """One property of one finding, or a finding that is of no single property."""

    finding: PublishedFinding
    difference: PublishedDifference | None

    @property
    def fingerprint(self) -> str:
        """What it is known by from one check to the next."""
        return self.difference.fingerprint if self.difference else self.finding.fingerprint

    @property
    def change(self) -> Change | None:
        """Who did it; None where nobody can be named."""
        return (self.difference.change if self.difference else None) or self.finding.change

    @property
    def not_attributable(self) -> str:
        """Why nobody can be named; empty where somebody is, or nothing drifted."""
        if self.change:
            return ""
        return (self.difference.not_attributable if self.difference else "") or self.finding.not_attributable

    @property
    def sentence(self) -> str:
        """What is so, on one line, with text of the tenant as it is."""
        if self.difference is None:
            said = self.finding.explanation or _MEANINGS.get(self.finding.status, "")
            told = "; ".join(filter(None, [said, ranked(self.finding)]))
            return f"{self.finding.name}: {self.finding.status.value}{f': {told}' if told else ''}"
        expected, found = told_sides(self.difference.expected, self.difference.found)
        note = f" ({self.difference.note})" if self.difference.note else ""
        return f"{self.finding.name}: {self.difference.path}: expected {expected}, found {found}{note}"

    @property
    def who(self) -> str:
        """The sentence that says who did it and when, or why nobody can be named; empty where nothing drifted."""
        made = self.finding.made
        if self.change:
            first = f"made by {made.actor} at {made.time}; last, " if made and made != self.change else ""
            return f"{first}{self.change.activity} by {self.change.actor} at {self.change.time}"
        return f"not attributable: {self.not_attributable}" if self.not_attributable else ""

    @property
    def told(self) -> str:
        """All of it on one line: what is so, who did it, and what becomes of it."""
        return ". ".join(filter(None, [self.sentence, self.who, self.finding.remediation.sentence]))

    @property
    def accepted(self) -> bool:
        """Whether an exception of the client file covers this property, whatever becomes of the whole object."""
        return self.difference is not None and self.difference.accepted


_MEANINGS = {"MISSING": "it is not in the tenant", "UNMANAGED": "nobody declared it"}


def ranked(finding: PublishedFinding) -> str:
    """Return what an object that nobody declared can do, with its severity; empty for every other."""
    return f"{finding.severity}: {finding.ranking}" if finding.ranking else ""


def rows(findings: Iterable[PublishedFinding]) -> Iterator[Row]:
    """Yield the rows of `findings`, in their order."""
    for finding in findings:
        if finding.differences:
            for difference in finding.differences:
                yield Row(finding, difference)
        else:
            yield Row(finding, None)
