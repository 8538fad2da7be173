"""Holds the role groups that the identity is in against the rights that it needs: pure functions.

A role group of Exchange or Purview gives the same rights there as a directory role does, without being one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.model.permission import EXCHANGE_CMDLETS, PURVIEW_CMDLETS, RIGHTS, role_groups
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from holdfast.model.permission import Right

GLOBAL_ADMINISTRATOR = "Global Administrator"
"""The directory role that may do what every other one may."""


@value_class
class RoleGroup:
    """One role group of a service."""

    name: str
    roles: frozenset[str]
    """The service's own roles that it gives, in lower case."""
    has_us: bool
    """Whether the identity is a member, directly."""


@value_class
class Groups:
    """What one service of cmdlets says of its role groups."""

    service: str
    """`EXCHANGE_CMDLETS` or `PURVIEW_CMDLETS`."""
    all: tuple[RoleGroup, ...] = ()
    unread: str = ""
    """Why they could not be looked at, though cmdlets of the service may be run; empty where they were."""

    @property
    def ours(self) -> tuple[RoleGroup, ...]:
        """Those that the identity is in, the one with the fewest roles first."""
        return tuple(
            sorted((one for one in self.all if one.has_us), key=lambda one: (len(one.roles), one.name))
        )


NOTHING = tuple(map(Groups, (EXCHANGE_CMDLETS, PURVIEW_CMDLETS)))
"""Where no cmdlet may be run: no role group gives anything there."""


def by_groups(services: Sequence[Groups]) -> frozenset[Right]:
    """Return the rights that the identity has by role groups."""
    return frozenset(right for one in services for right in _given(one.service, one.ours))


def by_roles(held: Collection[str]) -> frozenset[Right]:
    """Return the rights that the identity has by the directory roles `held`, by their display names."""
    return frozenset(one for one in RIGHTS if one.role in held or GLOBAL_ADMINISTRATOR in held)


def not_looked_at(services: Sequence[Groups]) -> list[Symptom]:
    """Return the symptoms of the services whose role groups could not be looked at."""
    return [
        Symptom(
            area=Area.GROUPS,
            weight=Weight.NOTE,
            told=f"the role groups of {one.service} could not be looked at, what they give is not known: {one.unread}",
        )
        for one in services
        if one.unread
    ]


def judge_groups(
    groups: Groups, needed: Collection[Right], for_applies: Collection[Right], held: Collection[str]
) -> Iterator[Symptom]:
    """Yield the symptoms of the role groups of one service that the identity is in.

    Args:
        groups: what the service says of them.
        needed: the rights that an identity of this purpose needs.
        for_applies: those that one for applies needs.
        held: display names of the directory roles that it holds.
    """
    by_role = by_roles(held)
    kept = list(groups.ours)
    # The widest first: where two give the same, the narrow one is to stay.
    for one in reversed(groups.ours):
        others = [other for other in kept if other is not one]
        # What nothing else gives; a right may need the roles of several groups.
        alone = _given(groups.service, kept) - _given(groups.service, others) - by_role
        # What `holdfast permissions` names is in its place, although a wider one beside it gives the same.
        named = {
            right
            for right in set(needed) - by_role
            if (right.service, right.group) == (groups.service, one.name)
        }
        if used := alone & {*needed} | named:
            yield from _wider(groups, one, used)
            continue
        kept.remove(one)
        given = set(needed) & _given(groups.service, [one])
        roles = sorted({right.role for right in given & by_role})
        if alone & {*for_applies}:
            why = "only an apply needs that: this identity is for checks"
        elif given:
            why = f"{', '.join(roles or [each.name for each in others])} gives what is needed of it"
        else:
            why = "nothing of this client needs it"
        told = f"the identity is in {one.name} ({groups.service}), and {why}"
        yield Symptom(area=Area.GROUPS, weight=Weight.MEND, told=told, do="take it out")


def _wider(groups: Groups, one: RoleGroup, used: Collection[Right]) -> Iterator[Symptom]:
    """Yield that a group which is needed gives more than those that would do."""
    enough = {duty.lower() for right in used for duty in right.duties}
    least = {right.group for right in used}
    for other in groups.all:
        enough |= other.roles if other.name in least else set()
    if one.roles - enough:
        instead = role_groups(used)
        told = f"the identity is in {one.name} ({groups.service}), which opens more than the {instead} that is needed"
        do = f"take it into {instead} in its place"
        yield Symptom(area=Area.GROUPS, weight=Weight.MEND, told=told, do=do)


def _given(service: str, groups: Collection[RoleGroup]) -> frozenset[Right]:
    """Return the rights in `service` that those groups give together."""
    roles = {role for one in groups for role in one.roles}
    return frozenset(
        one for one in RIGHTS if one.service == service and roles.issuperset(map(str.lower, one.duties))
    )
