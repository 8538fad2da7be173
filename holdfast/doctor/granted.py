"""Holds what the identity was granted against what it needs: what is lacking, and what is too much. Pure functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.access.needs import REFUSED, UNREAD, Purpose
from holdfast.access.wider import covering
from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.doctor.role_groups import (
    GLOBAL_ADMINISTRATOR,
    by_groups,
    by_roles,
    judge_groups,
    not_looked_at,
)
from holdfast.model.permission import role_groups
from holdfast.model.typed_command import typed_command
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from holdfast.access.needs import Access, Grant, Need
    from holdfast.doctor.role_groups import Groups
    from holdfast.model.permission import Right


@value_class
class Wanted:
    """What the client's identity needs."""

    reading: Access
    """For checks."""
    writing: Access
    """For applies, which is all of it."""
    purpose: Purpose
    """What it is meant for: one for checks has what only applies need for nothing."""

    @property
    def own(self) -> Access:
        """What an identity of this purpose needs."""
        return self.writing if self.purpose is Purpose.WRITE else self.reading


def judge_permissions(wanted: Wanted, granted: Collection[str]) -> list[Symptom]:
    """Return the symptoms of the application permissions `granted`, by their names from the tokens."""
    lacking = [one for one in wanted.writing.permissions if not covering(one.name, granted)]
    for_checks = {one.name: one for one in wanted.reading.permissions}
    found = list(_lacking(Area.PERMISSIONS, wanted, for_checks, lacking))
    ahead = {one.name for one in wanted.own.besides}
    for name in sorted(set(granted) - wanted.own.permission_names - ahead):
        # Taken away and nothing put in its place, what it stands in for would be lacking.
        narrower, beside = (
            [one for one in sorted(needed - set(granted)) if name in covering(one, granted)]
            for needed in (wanted.own.permission_names, ahead)
        )
        symptom = _too_much(Area.PERMISSIONS, wanted, name, wanted.writing.permission_names, narrower)
        horizon = f"; `holdfast horizon` reads by it, and needs {', '.join(beside)} then" if beside else ""
        found.append(replace(symptom, do=symptom.do + horizon))
    exact = [] if found else [_exact(Area.PERMISSIONS, wanted.own.permission_names)]
    return [*found, *exact, *map(_for_looking_ahead, sorted(ahead & set(granted)))]


def judge_roles(wanted: Wanted, held: Collection[str], services: Sequence[Groups]) -> list[Symptom]:
    """Return the symptoms of what opens the cmdlets to the identity.

    Args:
        wanted: what it needs.
        held: the directory roles that it holds, by their display names.
        services: what Exchange and Purview say of their role groups.
    """
    through = by_groups(services)
    given = by_roles(held) | through
    # Cmdlets that read are open there, by what is not known. Of those that write nothing is known at all.
    readable = {one.service for one in services if one.unread}
    for_checks = {one.name: one for one in _left(wanted.reading, given, readable)}
    found = list(_lacking(Area.ROLES, wanted, for_checks, _left(wanted.writing, given, readable)))
    for name in sorted(set(held) - wanted.own.role_names):
        narrower = [one.name for one in _left(wanted.own, through) if one.name not in held]
        instead = narrower if name == GLOBAL_ADMINISTRATOR else []
        found.append(_too_much(Area.ROLES, wanted, name, wanted.writing.role_names, instead))
    roles = found or [_exact_roles(wanted.own, held, through)]
    return [*roles, *_of_groups(wanted, held, services)]


def _of_groups(wanted: Wanted, held: Collection[str], services: Sequence[Groups]) -> list[Symptom]:
    needed, for_applies = wanted.own.rights, wanted.writing.rights
    too_much = [told for one in services for told in judge_groups(one, needed, for_applies, held)]
    return [*too_much, *not_looked_at(services)]


def _left(access: Access, given: Collection[Right], readable: Collection[str] = ()) -> list[Grant]:
    """Return the directory roles without which something is closed, each with what.

    Args:
        access: what is needed.
        given: the rights that are had all the same.
        readable: services whose cmdlets that read are open.
    """

    def closed(name: str, need: Need) -> list[Right]:
        """Return the rights that a need takes of one directory role and that nothing gives."""
        opened = () if need.without == REFUSED else readable
        return [
            one for one in need.rights if one.role == name and one not in given and one.service not in opened
        ]

    return [
        replace(
            grant,
            needs=needs,
            of=role_groups(right for need in needs for right in closed(grant.name, need)),
        )
        for grant in access.roles
        if (needs := tuple(need for need in grant.needs if closed(grant.name, need)))
    ]


def _exact_roles(own: Access, held: Collection[str], through: Collection[Right]) -> Symptom:
    """Return that nothing lacks, with the directory roles in whose place role groups stand."""
    instead = sorted(own.role_names - {one.name for one in _left(own, through)} - {*held})
    exact = _exact(Area.ROLES, own.role_names & {*held})
    beside = f"; role groups stand in the place of {', '.join(instead)}" if instead else ""
    return replace(exact, told=exact.told + beside)


def _lacking(
    area: Area, wanted: Wanted, for_checks: Mapping[str, Grant], lacking: Collection[Grant]
) -> Iterator[Symptom]:
    """Yield what is not granted; what only an apply needs is told in one, where the identity is for checks."""
    client = wanted.writing.client
    for_applies = [one for one in lacking if one.name not in for_checks]
    for grant in (
        lacking if wanted.purpose is Purpose.WRITE else [one for one in lacking if one not in for_applies]
    ):
        needed, act = (for_checks[grant.name], "read") if grant.name in for_checks else (grant, "write")
        yield Symptom(
            area=area,
            weight=_weight(needed),
            told=f"{grant.name} is not granted; without it: {_consequences(needed)}{_instead(area, needed)}",
            do=f"grant it; `{typed_command('permissions', client, f'--{act}', '--format', 'az')}` writes what does",
        )
    if for_applies and wanted.purpose is Purpose.READ:
        yield Symptom(
            area=area,
            weight=min(map(_weight, for_applies), key=tuple(Weight).index),
            told=f"not granted, and an apply needs it: {', '.join(one.name for one in for_applies)}",
            do=f"nothing, where the identity is for checks; else ask `{typed_command('doctor', client, '--write')}`",
        )


def _instead(area: Area, grant: Grant) -> str:
    """Return what may stand in a directory role's place."""
    return f"; the role groups {grant.of} would do as well" if area is Area.ROLES else ""


def _weight(grant: Grant) -> Weight:
    """Return what it means that the grant is not there: objects unread, changes refused, or only something not told."""
    without = {need.without for need in grant.needs}
    return Weight.NO_CHECK if UNREAD in without else Weight.NO_APPLY if REFUSED in without else Weight.MEND


def _consequences(grant: Grant) -> str:
    by_consequence: dict[str, list[str]] = {}
    for need in grant.needs:
        by_consequence.setdefault(need.without, []).append(need.what)
    return "; ".join(f"{without} ({', '.join(what)})" for without, what in by_consequence.items())


def _too_much(
    area: Area, wanted: Wanted, name: str, for_applies: Collection[str], narrower: Collection[str]
) -> Symptom:
    """Return the symptom of a grant that is not needed; `narrower` are those needed ones that it stands in for."""
    do = f"grant {', '.join(narrower)} in its place" if narrower else "take it away"
    if name in for_applies:
        told = f"{name} is granted, and only an apply needs it: this identity is for checks"
        do += f"; where the identity applies as well, ask `{typed_command('doctor', wanted.own.client, '--write')}`"
    elif narrower:
        told = f"{name} is granted, which opens more than the {', '.join(narrower)} that is needed"
    else:
        told = f"{name} is granted, and nothing of this client needs it"
    return Symptom(area=area, weight=Weight.MEND, told=told, do=do)


def _for_looking_ahead(name: str) -> Symptom:
    told = f"{name} is granted, and of what is read only `holdfast horizon` needs it"
    return Symptom(area=Area.PERMISSIONS, weight=Weight.NOTE, told=told)


def _exact(area: Area, needed: Collection[str]) -> Symptom:
    what = ", ".join(sorted(needed)) or "none"
    return Symptom(area=area, weight=Weight.GOOD, told=f"exactly what is needed is granted: {what}")
