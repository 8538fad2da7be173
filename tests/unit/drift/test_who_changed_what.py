"""Who changed a directory object last need not have changed the property that differs: what its log tells of that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.registry import kinds
from holdfast.model.finding import Difference, Finding
from holdfast.model.status import Status
from tests.unit.drift.audit_logs import GROUP, POLICY, Log, event, modified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field

BY_GRAPH = sorted(
    token for token, kind in kinds().items() if kind.audit_category and not kind.is_rule and kind.fields
)
MEMBERS_BY_NAME = [
    (token, one)
    for token, kind in sorted(kinds().items())
    for one in sorted({field.name for field in kind.fields} & {*kind.names})
    if kind.audit_category and kind.is_rule and len(kind.names) > 1
]
"""Rules over members of the directory, and what they ask by the directory's own name."""


def leaves(
    fields: Sequence[Field], above: str = "", way: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field in fields:
        path, place = f"{above}{field.name}", (*way, *field.place)
        if field.fields and not field.many:
            yield from leaves(field.fields, f"{path}.", place)
        elif not field.output:
            yield path, place


def whole(place: Sequence[str], value: Any, aside: Any) -> dict[str, Any]:
    """Return an object with a value at a place, and something that nothing says anything of."""
    inner: Any = value
    for name in reversed(place):
        inner = {name: inner}
    return {**inner, "aside": aside}


def by_whole(minute: int, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    told = {"displayName": "It", "oldValue": json.dumps(before), "newValue": json.dumps(after)}
    return modified(event(minute, "Update it", ("id-1", "It")), told)


def by_names(minute: int, *names: str) -> dict[str, Any]:
    said = (
        {"displayName": f"{one[0].upper()}{one[1:]}", "oldValue": "[]", "newValue": "[true]"} for one in names
    )
    besides = {
        "displayName": "Included Updated Properties",
        "oldValue": None,
        "newValue": f'"{", ".join(names)}"',
    }
    who = {"displayName": "TargetId.UserType", "oldValue": None, "newValue": '"Member"'}
    return modified(event(minute, "Update it", ("id-1", "It")), *said, besides, who)


def attributed(token: str, *events: dict[str, Any], paths: Sequence[str]) -> Finding:
    category = kinds()[token].audit_category
    differences = tuple(Difference(one, 1, 2, member_id="id-1") for one in paths)
    finding = Finding(Status.DRIFTED, token, "It", live_id="id-1", differences=differences)
    (found,) = Log([one | {"category": category} for one in events]).attributed(finding)
    return found


def minute_of(found: Finding) -> int:
    assert found.change is not None, found.unattributed
    return int(found.change.actor.partition("@")[0].rpartition("-")[2])


@pytest.mark.parametrize("token", BY_GRAPH)
def test_who_left_the_property_as_it_was_did_not_change_it(token: str) -> None:
    for path, place in leaves(kinds()[token].fields):
        culprit = by_whole(1, whole(place, 1, 1), whole(place, 2, 1))
        bystander = by_whole(2, whole(place, 2, 1), whole(place, 2, 2))
        again = by_whole(3, whole(place, 2, 1), whole(place, 3, 2))

        assert minute_of(attributed(token, culprit, bystander, paths=[path])) == 1, path
        assert minute_of(attributed(token, culprit, bystander, again, paths=[path])) == 3, path
        assert not attributed(token, culprit, bystander, paths=[path]).notes


@pytest.mark.parametrize("token", BY_GRAPH)
def test_who_set_properties_of_other_names_did_not_change_it(token: str) -> None:
    known = kinds()[token].names
    for path, place in leaves(kinds()[token].fields):
        own = next((one for one in place if one in known), None)
        others = [one for one in known if one != own][:3]
        if own is None or not others:
            continue  # nobody can say which of the record's names it is

        assert minute_of(attributed(token, by_names(1, own), by_names(2, *others), paths=[path])) == 1, path
        assert minute_of(attributed(token, by_names(1, own), by_names(2, *others, own), paths=[path])) == 2
        assert minute_of(attributed(token, by_names(1, own), by_names(2, "Unheard of"), paths=[path])) == 2


@pytest.mark.parametrize("token", BY_GRAPH)
def test_record_that_does_not_tell_what_was_changed_is_named_and_that_is_said(token: str) -> None:
    path, place = next(leaves(kinds()[token].fields))
    silent = event(2, "Update it", ("id-1", "It"))

    found = attributed(token, by_whole(1, whole(place, 1, 1), whole(place, 2, 1)), silent, paths=[path])

    assert minute_of(found) == 2
    (note,) = found.notes
    assert note.startswith("the log does not say what in-minute-2@contoso.com changed at ")


@pytest.mark.parametrize("token", [one for one in BY_GRAPH if len([*leaves(kinds()[one].fields)]) > 1])
def test_of_two_properties_each_says_who_changed_it(token: str) -> None:
    (first, one), (second, two) = [*leaves(kinds()[token].fields)][-2:]
    aside = 0
    before = merged(whole(one, 1, aside), whole(two, 1, aside))
    between = merged(whole(one, 2, aside), whole(two, 1, aside))
    after = merged(whole(one, 2, aside), whole(two, 2, aside))

    found = attributed(
        token, by_whole(1, before, between), by_whole(2, between, after), paths=[first, second]
    )

    assert (found.change, found.unattributed) == (None, "")
    actors = [each.change.actor for each in found.differences if each.change]
    assert actors == ["in-minute-1@contoso.com", "in-minute-2@contoso.com"]


def merged(one: Any, other: Any) -> Any:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return other
    return {name: merged(one.get(name, value), value) for name, value in {**one, **other}.items()} | {
        name: merged(one[name], other[name]) for name in one.keys() & other.keys()
    }


@pytest.mark.parametrize(("token", "asked"), MEMBERS_BY_NAME)
def test_who_set_something_else_of_a_member_did_not_make_it_break_the_rule(token: str, asked: str) -> None:
    other = next(one for one in sorted(kinds()[token].names) if one != asked)
    found = attributed(token, by_names(1, asked), by_names(2, other), paths=[f"members[ada@x].{asked}"])

    (member,) = found.differences
    assert member.change is not None
    assert member.change.actor == "in-minute-1@contoso.com"


RULES = sorted(token for token, kind in kinds().items() if kind.audit_category and kind.is_rule)


@pytest.mark.parametrize("token", RULES)
def test_who_changed_an_account_in_another_way_is_not_of_the_rule_over_it(token: str) -> None:
    """An account bears a role, a licence and a name: each is told of in a category of its own."""
    category = kinds()[token].audit_category
    differs = Difference("members[ada@x].x", 1, 2, member_id="id-1")
    events = [
        event(1, "Change it", ("id-1", "It")) | {"category": category},
        event(2, "Change something", ("id-1", "It")) | {"category": "AnotherCategory"},
    ]
    (found,) = Log(events).attributed(Finding(Status.DRIFTED, token, "rule", differences=(differs,)))
    change = found.differences[0].change or found.change
    assert found.unattributed or (change and change.actor == "in-minute-1@contoso.com")


def test_who_let_somebody_into_a_group_did_not_change_its_description() -> None:
    described = by_names(1, "description")
    joined = event(2, "Add member to group", ("id-9", "Ada"), ("id-1", "It")) | {"operationType": "Assign"}
    owned = event(3, "Add owner to group", ("id-9", "Ada"), ("id-1", "It")) | {"operationType": "Assign"}

    assert minute_of(attributed(GROUP, described, joined, owned, paths=["description"])) == 1
    assert minute_of(attributed(GROUP, described, joined, owned, paths=["members"])) == 2


@pytest.mark.parametrize("value", ["[1]", "{", '"text"', "null", None, "[" * 5000])
def test_record_of_another_form_tells_nothing_and_breaks_nothing(value: str | None) -> None:
    strange = {"displayName": "", "oldValue": value, "newValue": value}
    found = attributed(POLICY, modified(event(1, "Update it", ("id-1", "It")), strange), paths=["state"])
    assert minute_of(found) == 1
    assert found.notes
