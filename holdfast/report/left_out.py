"""Says whom a control leaves out, by its settings and because its rule does not reach them, and what is too little."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.status import EXEMPT, LEAVES_OUT, Reason
from holdfast.report.of_controls import by_control
from holdfast.report.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from holdfast.model.control import DescribedControl, LeftOut
    from holdfast.model.finding import DriftResult, Finding, Population
    from holdfast.model.report import ReportKind


class Limit(StrEnum):
    """What settings take from a control."""

    label: str
    """The same in words."""

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member of its id and its label."""
        limit = str.__new__(cls, value)
        limit._value_ = value
        limit.label = label
        return limit

    LEFT_OUT = "left-out", "Left out by settings"
    TOO_LITTLE = "too-little", "Too little by settings"


def leaves_out(control: DescribedControl, findings: Sequence[Finding]) -> bool:
    """Return whether the control leaves anybody or anything out."""
    return any(_exempts(one) for one in findings) or bool(left_out_by_name(control, findings))


def left_out(control: DescribedControl, findings: Sequence[Finding], nouns: Mapping[str, str]) -> str:
    """Return whom the control leaves out: members by their count, whoever no population counts by name.

    Args:
        control: whose.
        findings: its own.
        nouns: what the members of a rule are called, plural, by its type token.
    """
    parts = [_covered(one, one.population, nouns) for one in findings if one.population and _exempts(one)]
    by_name = left_out_by_name(control, findings)
    return listed([*parts, *([f"is met but for {told(by_name)}"] if by_name else [])])


def excused_beyond(control: DescribedControl, groups: Sequence[Finding]) -> str:
    """Return which groups that the control leaves out are not known to be as agreed; empty where all are.

    Whoever is in such a group unasked is left out as well.

    Args:
        control: whose.
        groups: those of the whole check that are not known to be as agreed (`other_groups`).
    """
    names = [one.name for one in groups if one.control in control.metadata.excuses_groups_of]
    return f"leaves out {listed(names)}, and who is in there is not as agreed" if names else ""


def left_out_by_name(control: DescribedControl, findings: Sequence[Finding]) -> tuple[LeftOut, ...]:
    """Return what the settings of `control` leave out and no population among its own `findings` has counted."""
    counted_here = any(one.population for one in findings)
    return tuple(one for one in control.leaves_out if not (one.counted_as and counted_here))


def told(left_out: Sequence[LeftOut]) -> str:
    """Return whom settings leave out: `users: anna@contoso.example (by the setting excluded_users)`."""
    return listed([f"{one.what}: {', '.join(one.names)} (by the setting {one.setting})" for one in left_out])


def too_little(control: DescribedControl) -> str:
    """Return what the settings of `control` are too little for, each with its name; empty where they are enough."""
    return listed([f"{one.told} (by the setting {one.setting})" for one in control.falls_short])


def settings_limits(
    result: DriftResult, controls: Sequence[DescribedControl]
) -> Iterator[tuple[DescribedControl, Limit, str]]:
    """Yield each control of which settings take something, and what; whom a population counts is not said."""
    own = by_control(result.every)
    for control in controls:
        if by_name := left_out_by_name(control, own.get(control.id, ())):
            yield control, Limit.LEFT_OUT, told(by_name)
        if short := too_little(control):
            yield control, Limit.TOO_LITTLE, short


def nouns_of(kinds: Sequence[ReportKind]) -> dict[str, str]:
    """Return what the members of a rule of each kind are called, plural, by its type token."""
    return {one.token: one.members for one in kinds}


def all_members(finding: Finding, population: Population, nouns: Mapping[str, str]) -> str:
    """Return how many members a rule is for, and what they are: `20 mailboxes`."""
    concerned = population.total - population.exempt.get(Reason.NOT_CONCERNED, 0)
    return f"{concerned} {nouns.get(finding.token, 'members')}"


def _beyond(population: Population) -> dict[str, int]:
    """Return how many members are left out, by why."""
    return {why: number for why, number in population.exempt.items() if why in LEAVES_OUT}


def _exempts(finding: Finding) -> bool:
    """Return whether members of a rule are out of its reach."""
    return finding.population is not None and any(_beyond(finding.population).values())


def _covered(finding: Finding, population: Population, nouns: Mapping[str, str]) -> str:
    """Return `is met for 2 of 20 mailboxes, not for 18 excluded`."""
    rest = [f"{number} {EXEMPT.get(why, why)}" for why, number in _beyond(population).items() if number]
    every = all_members(finding, population, nouns)
    return f"is met for {population.covered} of {every}, not for {listed(rest)}"
