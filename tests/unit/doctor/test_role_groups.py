"""Role groups in the directory roles' place: what is lacking, what is too much, and what nobody can say."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING

import pytest

from holdfast.access.needs import REFUSED, UNREAD, Access, Grant, Need, Purpose
from holdfast.doctor.diagnosis import Area, Weight
from holdfast.doctor.granted import Wanted, judge_roles
from holdfast.doctor.role_groups import Groups, RoleGroup
from holdfast.emulator.cmdlets.built_in_role_groups import ROLE_GROUPS
from holdfast.model.permission import (
    CHANGES_EXCHANGE,
    CHANGES_PURVIEW,
    EXCHANGE_CMDLETS,
    GLOBAL_READER,
    PURVIEW_CMDLETS,
    READS_EXCHANGE,
    READS_PURVIEW,
    RIGHTS,
    SEARCHES_THE_LOG,
    Right,
    role_groups,
)
from holdfast.model.plan import Cloud

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.doctor.diagnosis import Symptom
    from holdfast.emulator.wire import Endpoint

SERVICES: dict[str, Endpoint] = {EXCHANGE_CMDLETS: "exchange", PURVIEW_CMDLETS: "compliance"}
READS, CHANGES = (READS_EXCHANGE, SEARCHES_THE_LOG, READS_PURVIEW), (CHANGES_EXCHANGE, CHANGES_PURVIEW)
BUILT_IN = [(service, name) for service, each in SERVICES.items() for name in ROLE_GROUPS[each]]


def access(purpose: Purpose, rights: Sequence[Right]) -> Access:
    def grant(role: str) -> Grant:
        """One directory role, with a need for each right that is taken of it."""
        needs = tuple(
            Need(
                what=f"{one.service}: {', '.join(one.duties)}",
                why="it is declared",
                without=UNREAD if one in READS else REFUSED,
                permissions=(),
                rights=(one,),
                source="none",
            )
            for one in rights
            if one.role == role
        )
        return Grant(name=role, of=role_groups(rights), app_id="", needs=needs)

    return Access(
        client="contoso",
        tenant="contoso.example",
        cloud=Cloud.GLOBAL,
        purpose=purpose,
        permissions=(),
        roles=tuple(map(grant, sorted({one.role for one in rights}))),
    )


def wanted(purpose: Purpose) -> Wanted:
    return Wanted(access(Purpose.READ, READS), access(Purpose.WRITE, READS + CHANGES), purpose)


def services(*ours: tuple[str, str], more: dict[tuple[str, str], set[str]] | None = None) -> list[Groups]:
    """Both services with their built-in groups and `more`; the identity is in `ours`."""

    def of(service: str) -> Iterator[RoleGroup]:
        """The groups of one service."""
        built_in = {(service, name): set(roles) for name, roles in ROLE_GROUPS[SERVICES[service]].items()}
        made = {key: roles for key, roles in (more or {}).items() if key[0] == service}
        for key, roles in {**built_in, **made}.items():
            yield RoleGroup(key[1], frozenset(map(str.lower, roles)), key in ours)

    return [Groups(one, tuple(of(one))) for one in SERVICES]


def weighed(found: Sequence[Symptom], *weights: Weight) -> list[str]:
    return [one.told for one in found if one.weight in weights]


def some(what: Sequence[Right]) -> Iterator[tuple[Right, ...]]:
    return chain.from_iterable(combinations(what, number) for number in range(len(what) + 1))


LEAST = {one: (one.service, one.group) for one in RIGHTS}


@pytest.mark.parametrize("given", list(some(READS)))
def test_exactly_the_rights_are_lacking_that_no_group_gives(given: tuple[Right, ...]) -> None:
    found = judge_roles(
        wanted(Purpose.READ),
        {"Exchange Administrator", "Compliance Administrator"},
        services(*(LEAST[one] for one in given)),
    )

    groups = [one.group for one in given]
    roles = {
        service: {role for one in ROLE_GROUPS[each] if one in groups for role in ROLE_GROUPS[each][one]}
        for service, each in SERVICES.items()
    }
    lacking = [one for one in READS if not roles[one.service] >= {*one.duties}]
    told = weighed(found, Weight.NO_CHECK)
    assert len(told) == bool(lacking)
    for one in READS:
        needed = f"{one.service}: {', '.join(one.duties)}"
        assert any(needed in each for each in told) == (one in lacking)
    assert all(each.endswith(f"the role groups {role_groups(lacking)} would do as well") for each in told)


@pytest.mark.parametrize("of", BUILT_IN)
def test_each_group_beside_the_directory_role_is_one_too_many(of: tuple[str, str]) -> None:
    found = judge_roles(wanted(Purpose.READ), {GLOBAL_READER}, services(of))

    (told,) = weighed(found, Weight.MEND)
    assert told.startswith(f"the identity is in {of[1]} ({of[0]}), and ")
    assert weighed(found, Weight.NO_CHECK) == []


@pytest.mark.parametrize("of", BUILT_IN)
def test_each_group_beside_the_least_ones_is_told_and_the_least_ones_stay(of: tuple[str, str]) -> None:
    least = {LEAST[one] for one in READS}

    found = judge_roles(wanted(Purpose.READ), set(), services(*least, of))

    assert weighed(found, Weight.NO_CHECK) == []
    mend = weighed(found, Weight.MEND)
    assert [each.startswith(f"the identity is in {of[1]} ({of[0]}), ") for each in mend] == [True] * (
        of not in least
    )


def test_group_for_applies_is_too_much_for_checks_and_right_for_applies() -> None:
    both = services(LEAST[CHANGES_EXCHANGE])

    (told,) = weighed(judge_roles(wanted(Purpose.READ), {GLOBAL_READER}, both), Weight.MEND)
    found = judge_roles(wanted(Purpose.WRITE), {GLOBAL_READER, "Compliance Administrator"}, both)

    assert "only an apply needs that" in told
    assert weighed(found, Weight.MEND, Weight.NO_CHECK, Weight.NO_APPLY) == []
    assert "role groups stand in the place of Exchange Administrator" in weighed(found, Weight.GOOD)[0]


def test_wide_group_in_the_place_of_a_narrow_one_is_enough_and_too_much() -> None:
    found = judge_roles(
        wanted(Purpose.READ),
        set(),
        services((EXCHANGE_CMDLETS, "Organization Management"), LEAST[READS_PURVIEW]),
    )

    (told,) = weighed(found, Weight.MEND)
    assert told == (
        "the identity is in Organization Management (Exchange), which opens more than the "
        f"{role_groups([READS_EXCHANGE, SEARCHES_THE_LOG])} that is needed"
    )
    assert weighed(found, Weight.NO_CHECK) == []


def test_group_of_one_s_own_with_just_the_duties_is_enough() -> None:
    own = {(one.service, f"For {one.duties[0]}"): set(one.duties) for one in READS}

    found = judge_roles(wanted(Purpose.READ), set(), services(*own, more=own))

    assert weighed(found, Weight.MEND, Weight.NO_CHECK) == []


def test_duties_in_two_groups_give_the_right_together() -> None:
    first, second = READS_EXCHANGE.duties
    own = {(EXCHANGE_CMDLETS, "One"): {first}, (EXCHANGE_CMDLETS, "Two"): {second}}
    others = [LEAST[SEARCHES_THE_LOG], LEAST[READS_PURVIEW]]

    found = judge_roles(wanted(Purpose.READ), set(), services(*own, *others, more=own))

    assert weighed(found, Weight.NO_CHECK) == []


def test_what_could_not_be_looked_at_is_neither_lacking_nor_there() -> None:
    exchange = services(LEAST[READS_EXCHANGE], LEAST[SEARCHES_THE_LOG])[0]

    found = judge_roles(
        wanted(Purpose.READ), set(), [exchange, Groups(PURVIEW_CMDLETS, unread="no Role Management")]
    )

    assert weighed(found, Weight.NO_CHECK, Weight.MEND) == []
    (note,) = [one for one in found if one.area is Area.GROUPS]
    assert "Purview could not be looked at" in note.told
    assert note.told.endswith("no Role Management")
