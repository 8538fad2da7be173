"""What a client accepts or agrees to and what could never act: refused where the program tells it, told where a tenant.

An exception for a property that its object does not have, or an entry of `i_understand` for an object that nobody
declares, stays silent until it is needed, and then does nothing. Pure functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.drift.accepted import is_pattern, means
from holdfast.kinds.consequence import DELETED
from holdfast.kinds.nameable import (
    Named,
    can_differ,
    differing,
    weakened,
    weakening,
    written_to_cover,
    wrong_value,
)
from holdfast.model.accepted import BELOW, MEMBERS, covers
from holdfast.model.errors import InputErrors, InputMistake
from holdfast.model.plan import COVERS_NOTHING, PlanWarning
from holdfast.model.status import Status
from holdfast.model.urn import name_of
from holdfast.plan.mistakes import Slug, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource
    from holdfast.model.finding import Finding
    from holdfast.model.plan import Plan, PlannedException
    from holdfast.model.understood import Understood


def refuse_idle(kinds: Mapping[str, Kind], plan: Plan, desired: Sequence[DesiredResource]) -> None:
    """Do nothing when everything that the client file accepts or agrees to can act.

    Args:
        kinds: by type token.
        plan: the client's.
        desired: everything that the program declares.

    Raises:
        InputErrors: every entry that could never act, with its place and what is possible instead.
    """
    found = [one for each in plan.exceptions for one in _of_exception(kinds, each, desired)]
    allowed = plan.delete_protected_data
    found += [
        one for each in plan.understood for one in _of_understood(kinds, each, desired, allowed=allowed)
    ]
    if found:
        raise InputErrors(found)


def _of_exception(
    kinds: Mapping[str, Kind], one: PlannedException, desired: Sequence[DesiredResource]
) -> Iterator[InputMistake]:
    """Yield why an exception could never cover anything."""
    if one.unmanaged:
        named = one.unmanaged.partition("/")[0]
        reported = [kind.name for kind in kinds.values() if kind.report_unmanaged]
        if named not in reported:
            told = (
                f"objects of the kind `{named}` are never reported as unmanaged{suggestion(named, reported)}"
            )
            yield _mistake(one.place, Slug.BAD_UNMANAGED, told)
        return
    own = [each for each in desired if each.control == one.control and each.token in kinds]
    about = [kinds[each.token] for each in own if one.object in _names(kinds[each.token], each, one.object)]
    if not about:
        there = [kinds[each.token].key_of(each.inputs) for each in own]
        told = f"{one.control} declares no object `{one.object}`{suggestion(one.object, there)}"
        yield _mistake(one.place, Slug.UNKNOWN_OBJECT, told)
        return
    for written in one.property:
        if all(can_differ(kind, written) is Named.NO for kind in about):
            possible = [path for kind in about for path in differing(kind)]
            told = f"nothing of `{one.object}` differs at `{written}`{suggestion(written, possible)}"
            yield _mistake(one.place, Slug.BAD_PROPERTY, told)


def _names(kind: Kind, one: DesiredResource, written: str) -> tuple[str, ...]:
    """Return `written` where a client file names the declared object by it, and its name in the program."""
    same = kind.normal_key(written) == kind.normal_key(kind.key_of(one.inputs))
    return (name_of(one.urn), written) if same else (name_of(one.urn),)


def _of_understood(
    kinds: Mapping[str, Kind], one: Understood, desired: Sequence[DesiredResource], *, allowed: bool
) -> Iterator[InputMistake]:
    """Yield why an entry could never agree to anything."""
    if one.property.casefold() == DELETED:
        yield from _of_deletion(kinds, one, allowed=allowed)
        return
    declared = {
        f"{kinds[each.token].name}/{kinds[each.token].key_of(each.inputs)}": kinds[each.token]
        for each in desired
        if each.token in kinds
    }
    kind = next((known for name, known in declared.items() if name.casefold() == one.object.casefold()), None)
    if kind is None:
        told = f"the program declares no `{one.object}`{suggestion(one.object, declared)}"
        yield _mistake(one.place, Slug.UNKNOWN_OBJECT, told)
        return
    path = weakened(kind, one.property)
    if path is None:
        told = f"no change of `{one.property}` protects less in `{one.object}`"
        yield _mistake(
            one.place, Slug.BAD_UNDERSTANDING, f"{told}{suggestion(one.property, weakening(kind))}"
        )
    elif wrong := wrong_value(kind, path, one.value):
        yield _mistake(one.place, Slug.BAD_UNDERSTANDING, f"`value` of `{path}` {wrong}")


def _of_deletion(kinds: Mapping[str, Kind], one: Understood, *, allowed: bool) -> Iterator[InputMistake]:
    """Yield why an entry could never agree that an object is deleted, which the program may not declare any more."""
    named = one.object.partition("/")[0].casefold()
    possible = [kind.name for kind in kinds.values() if kind.deletion_unprotects]
    if named not in {name.casefold() for name in possible}:
        told = f"nothing that protects data goes with `{one.object}`"
        meant = suggestion(one.object.partition("/")[0], possible)
        yield _mistake(one.place, Slug.BAD_UNDERSTANDING, f"{told}{meant}")
    elif one.value is not True:
        yield _mistake(one.place, Slug.BAD_UNDERSTANDING, f"`value` of `{DELETED}` must be `true`")
    elif not allowed:
        told = (
            f"`{DELETED}` needs `holdfast:delete_protected_data: true` as well: without it the object stays"
        )
        yield _mistake(one.place, Slug.BAD_UNDERSTANDING, told)


def _mistake(place: str, slug: str, told: str) -> InputMistake:
    file, _, line = place.rpartition(":")
    return InputMistake(file, int(line), "", told, slug)


def covering_nothing(
    kinds: Mapping[str, Kind],
    findings: Sequence[Finding],
    exceptions: Sequence[PlannedException],
    today: date,
) -> Iterator[PlanWarning]:
    """Yield of each valid exception for what only the tenant can have that nothing there is covered by it.

    A pattern is for what comes and goes. Where the tenant was not read, nothing is said.
    """
    for one in exceptions:
        if one.expires < today or is_pattern(one):
            continue
        if one.unmanaged:
            if not any(_may_be_unmanaged(kinds, one, finding) for finding in findings):
                told = f"the exception for {one.unmanaged} covers nothing: the tenant has no such unmanaged object"
                yield PlanWarning(COVERS_NOTHING, f"{told}; mend the name, or take it out", one.place)
            continue
        about = [finding for finding in findings if means(kinds, one, finding)]
        for written in one.property if about else ():
            why = _why_nothing(kinds, written, about)
            if why:
                told = f"the exception for {written} of {one.object} covers nothing: {why}"
                yield PlanWarning(COVERS_NOTHING, f"{told}, or take it out", one.place)


def _why_nothing(kinds: Mapping[str, Kind], written: str, about: Sequence[Finding]) -> str:
    """Return why an exception covers nothing of the findings that it is about, and what to do; empty where it may."""
    others = [written_to_cover(kinds[finding.token], written) for finding in about]
    if all(others):
        told_of = "each property below it" if others[0].endswith(BELOW) else "the list as a whole"
        return f"differences are told of {told_of}; write `{others[0]}`"
    if any(_may_cover(kinds[finding.token], written, finding) for finding in about):
        return ""
    return "nothing differs there; mend the name"


def _may_be_unmanaged(kinds: Mapping[str, Kind], one: PlannedException, finding: Finding) -> bool:
    """Return whether a finding is of an unmanaged object that the exception names, or hides one that was not read."""
    of_kind = finding.token in kinds and kinds[finding.token].name == one.unmanaged.partition("/")[0]
    return means(kinds, one, finding) or (of_kind and finding.status is Status.UNKNOWN)


def _may_cover(kind: Kind, written: str, finding: Finding) -> bool:
    """Return whether what is written covers a difference, is any input's, or is of what was not read."""
    of_the_tenant = written.startswith(MEMBERS) or can_differ(kind, written) is Named.TENANT
    return (
        not of_the_tenant
        or finding.status in {Status.UNKNOWN, Status.NOT_APPLICABLE, Status.MISSING}
        or any(covers(written, each.path) for each in finding.differences)
    )
