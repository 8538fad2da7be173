"""What a client accepts or agrees to and what could never act: refused with its place, or told by a check.

Over every kind and every control; the forms that can act pass.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.drift.idle import covering_nothing, refuse_idle
from holdfast.drift.record import record_plan
from holdfast.kinds.kind import Shape
from holdfast.kinds.nameable import (
    Named,
    can_differ,
    differing,
    inputs_below,
    weakening,
    written_to_cover,
    wrong_value,
)
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.accepted import MISSING, as_written, covers, is_property
from holdfast.model.errors import InputErrors
from holdfast.model.finding import Difference, Finding
from holdfast.model.plan import COVERS_NOTHING, Cloud, Plan, PlannedException
from holdfast.model.status import Status
from holdfast.model.understood import Understood
from holdfast.plan.load import load_plan
from holdfast.plan.mistakes import Slug
from tests.newest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource

TODAY = date(2026, 11, 24)
PLACE = "clients/Pulumi.acme.yaml:12"
KINDS = kinds()
EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


@cache
def declared() -> tuple[DesiredResource, ...]:
    return tuple(record_plan(load_plan(PROJECT, "contoso", controls(), today=TODAY)))


OBJECTS = [pytest.param(one, id=one.name) for one in declared() if one.token in KINDS]


def exception(of: DesiredResource, *properties: str, named: str = "") -> PlannedException:
    return PlannedException(of.control, named or of.name, properties, "", "reason", "owner", TODAY, PLACE)


def unmanaged(written: str) -> PlannedException:
    return PlannedException("", "", (), written, "reason", "owner", TODAY, PLACE)


def told(
    *exceptions: PlannedException, understood: tuple[Understood, ...] = (), deletes: bool = False
) -> list[tuple[str, int, str, str]]:
    """What is refused: file, line, slug and sentence."""
    facts: dict[str, Any] = {
        "exceptions": exceptions,
        "understood": understood,
        "delete_protected_data": deletes,
    }
    plan = Plan("acme", "t.example", Cloud.GLOBAL, "core@1.0.0", {}, (), **facts)
    try:
        refuse_idle(KINDS, plan, declared())
    except InputErrors as refused:
        return [(one.file, one.line, one.slug, one.message) for one in refused.mistakes]
    return []


def refused(slug: str, *exceptions: PlannedException, understood: tuple[Understood, ...] = ()) -> str:
    ((file, line, found, sentence),) = told(*exceptions, understood=understood)
    assert (f"{file}:{line}", found) == (PLACE, slug)
    return sentence


# Exceptions


@pytest.mark.parametrize("one", OBJECTS)
def test_exception_for_what_an_object_of_the_program_has_passes_by_either_of_its_names(
    one: DesiredResource,
) -> None:
    kind = KINDS[one.token]
    of_members = [f"members[anna@acme.example].{name}" for name in getattr(kind, "judges", ())]
    possible = of_members or differing(kind)

    assert possible
    assert told(*(exception(one, path) for path in possible)) == []
    if kind.shape is Shape.OBJECT:
        assert told(exception(one, possible[-1], named=kind.key_of(one.inputs))) == []
    if of_members:
        assert told(exception(one, "members[anna@acme.example].*", r"members[Who\? All\*].*")) == []


@pytest.mark.parametrize("one", OBJECTS)
@pytest.mark.parametrize(
    "wrong", [str.upper, str.lower, str.swapcase, lambda path: f"{path}X", lambda path: f"{path}.x"]
)
def test_property_that_the_object_does_not_have_is_refused_with_its_place(
    one: DesiredResource, wrong: Any
) -> None:
    kind = KINDS[one.token]
    paths = [f"members[a].{name}" for name in getattr(kind, "judges", ())] or differing(kind)
    for path in paths:
        written = f"members[a].{wrong(path.partition('.')[2])}" if path.startswith("members") else wrong(path)
        open_ended = written.partition(".")[0] in kind.closed and written.casefold() != path.casefold()
        if written in paths or open_ended or can_differ(kind, written) is Named.TENANT:
            continue
        assert "differs at" in refused(Slug.BAD_PROPERTY, exception(one, written)), written


def test_property_in_another_letter_case_is_suggested() -> None:
    (policy,) = [one for one in declared() if one.control == "entra.mfa_required"]

    assert "did you mean `state`?" in refused(Slug.BAD_PROPERTY, exception(policy, "State"))
    path = "conditions.users.excludedUsers"
    assert f"did you mean `{path}`?" in refused(Slug.BAD_PROPERTY, exception(policy, path.replace("U", "u")))


@EVERY_KIND
def test_absence_is_a_property_of_what_can_be_absent_alone(kind: Kind) -> None:
    expected = Named.YES if kind.shape is Shape.OBJECT else Named.NO

    assert can_differ(kind, MISSING) is expected


@EVERY_KIND
def test_everything_below_a_group_can_be_named_and_below_a_leaf_nothing(kind: Kind) -> None:
    if isinstance(kind, PopulationKind):
        assert can_differ(kind, "durationDays") is Named.NO, "each member is named"
        return
    for path, field in inputs_below(kind.fields):
        assert (can_differ(kind, f"{path}.*") is Named.YES) == bool(field.fields), path


@pytest.mark.parametrize("written", ["missing.*", "missing.x", "missing[a]", "missing[a].*"])
def test_nothing_is_below_what_is_missing(written: str) -> None:
    assert not is_property(written)
    assert is_property(MISSING)
    assert is_property("missingGroups")


@pytest.mark.parametrize("one", OBJECTS)
def test_object_that_the_control_does_not_declare_is_refused_and_what_there_is_is_said(
    one: DesiredResource,
) -> None:
    key = KINDS[one.token].key_of(one.inputs)

    sentence = refused(Slug.UNKNOWN_OBJECT, exception(one, "state", named=f"{key}x"))

    assert f"{one.control} declares no object" in sentence
    assert "did you mean `" in sentence


def test_unmanaged_objects_are_of_a_kind_that_is_reported() -> None:
    for kind in KINDS.values():
        for name in ("x", "x*", "?"):
            found = told(unmanaged(f"{kind.name}/{name}"))
            assert [one[2] for one in found] == ([] if kind.report_unmanaged else [Slug.BAD_UNMANAGED])
    assert "did you mean `NamedLocation`?" in refused(Slug.BAD_UNMANAGED, unmanaged("NamedLocations/Office*"))


# What is understood


def understood(of: DesiredResource, path: str, value: Any) -> tuple[Understood, ...]:
    kind = KINDS[of.token]
    return (Understood(f"{kind.name}/{kind.key_of(of.inputs)}", path, value, "known", PLACE),)


WEAKENING = [
    pytest.param(one, path, id=f"{one.name}-{path}")
    for one in declared()
    if one.token in KINDS
    for path in weakening(KINDS[one.token])
]
DAYS = [one for one in declared() if "durationDays" in one.inputs or "retentionDurationDays" in one.inputs]


@pytest.mark.parametrize(("one", "path"), WEAKENING)
def test_entry_of_i_understand_that_can_act_passes_in_any_letter_case(
    one: DesiredResource, path: str
) -> None:
    days = path.casefold().endswith("durationdays")
    (entry,) = understood(one, path, 31 if days else "nothing")
    shouted = Understood(entry.object.upper(), path.upper(), entry.value, "known", PLACE)

    assert told(understood=(entry,)) == []
    assert told(understood=(shouted,)) == []


@pytest.mark.parametrize(("one", "path"), WEAKENING)
def test_entry_for_a_property_or_an_object_that_there_is_not_is_refused(
    one: DesiredResource, path: str
) -> None:
    (entry,) = understood(one, f"{path}x", "nothing")
    elsewhere = Understood(f"{entry.object}x", path, "nothing", "known", PLACE)

    assert f"no change of `{path}x` protects less" in refused(Slug.BAD_UNDERSTANDING, understood=(entry,))
    assert f"did you mean `{entry.object}`?" in refused(Slug.UNKNOWN_OBJECT, understood=(elsewhere,))


@pytest.mark.parametrize(
    "value", [-1, 0, 36501, True, [], [30], {}, float("nan"), float("inf"), 1.5, "", "7 years", "nothing"]
)
@pytest.mark.parametrize("one", DAYS, ids=lambda one: one.name)
def test_value_that_is_no_duration_is_refused(one: DesiredResource, value: Any) -> None:
    (path,) = [path for path in weakening(KINDS[one.token]) if path.casefold().endswith("durationdays")]

    assert f"`value` of `{path}` should be " in refused(
        Slug.BAD_UNDERSTANDING, understood=understood(one, path, value)
    )


@pytest.mark.parametrize("value", [1, 36500, "unlimited", "Unlimited", "30", 30.0])
@pytest.mark.parametrize("one", DAYS, ids=lambda one: one.name)
def test_value_that_is_a_duration_passes(one: DesiredResource, value: Any) -> None:
    (path,) = [path for path in weakening(KINDS[one.token]) if path.casefold().endswith("durationdays")]

    assert told(understood=understood(one, path, value)) == []


@EVERY_KIND
def test_list_where_one_value_is_due_and_one_where_a_list_is_are_wrong(kind: Kind) -> None:
    fields = dict(inputs_below(kind.fields))
    for path in weakening(kind):
        field = fields[path]
        if field.fields or path == "sessionControls.signInFrequency":
            continue
        value = next(iter(field.values), "x")
        if field.many:
            assert wrong_value(kind, path, value), path
            assert not wrong_value(kind, path, [value.upper() if field.any_case else value]), path
        else:
            assert wrong_value(kind, path, [value]), path


# What only the tenant can tell


def notes(found: list[Finding], *exceptions: PlannedException, today: date = TODAY) -> list[str]:
    given = list(covering_nothing(KINDS, found, exceptions, today))
    assert all((one.slug, one.place) == (COVERS_NOTHING, PLACE) for one in given)
    return [one.message for one in given]


LOCATION = "azuread:index/namedLocation:NamedLocation"


def reported(fields: Sequence[Field], above: str = "") -> Iterator[str]:
    """Yield each leaf as a check tells of it: below a list of groups by number, of a list of values the whole."""
    for field in fields:
        if field.fields:
            yield from reported(field.fields, f"{above}{field.name}{'[0]' if field.many else ''}.")
        elif not field.output:
            yield f"{above}{field.name}"


@EVERY_KIND
def test_how_to_write_it_is_told_of_what_covers_no_leaf_and_of_nothing_else(kind: Kind) -> None:
    if isinstance(kind, PopulationKind):
        return
    leaves = list(reported(kind.fields))
    declared = [path for path, _ in inputs_below(kind.fields)]
    for path in {*declared, *leaves, *(leaf.rpartition(".")[0] or leaf for leaf in leaves)}:
        for written in (path, f"{path}[0]", f"{path}.*"):
            if not is_property(written) or can_differ(kind, written) is not Named.YES:
                continue
            instead = written_to_cover(kind, written)
            assert bool(instead) != any(covers(written, leaf) for leaf in leaves), written
            assert not instead or any(covers(instead, leaf) for leaf in leaves), instead


def test_an_exception_for_a_group_is_told_how_to_be_written() -> None:
    (policy,) = [one for one in declared() if one.control == "entra.mfa_required"]
    path, leaf = "conditions.users", "conditions.users.excludedUsers"
    differs = (Difference(leaf, [], ["mallory"]),)
    name = KINDS[policy.token].key_of(policy.inputs)
    found = [Finding(Status.DRIFTED, policy.token, name, policy.control, policy.urn, differences=differs)]

    (of_group,) = notes(found, exception(policy, path))
    (of_item,) = notes(found, exception(policy, f"{leaf}[0]"))
    assert of_group.endswith(
        f"differences are told of each property below it; write `{path}.*`, or take it out"
    )
    assert of_item.endswith(f"differences are told of the list as a whole; write `{leaf}`, or take it out")
    assert notes(found, exception(policy, f"{path}.*"), exception(policy, leaf)) == []


def test_unmanaged_object_that_the_tenant_does_not_have_is_told_and_a_pattern_is_for_what_may_come() -> None:
    rogue = Finding(Status.UNMANAGED, LOCATION, "Office", live_id="1")
    unread = Finding(Status.UNKNOWN, LOCATION, "all of Named location")

    assert notes([rogue], unmanaged("NamedLocation/Office")) == []
    (note,) = notes([rogue], unmanaged("NamedLocation/Offcie"))
    assert "NamedLocation/Offcie covers nothing: the tenant has no such unmanaged object" in note
    assert notes([rogue], unmanaged("NamedLocation/Offcie*")) == []
    assert notes([unread], unmanaged("NamedLocation/Offcie")) == []
    assert notes([rogue], unmanaged("NamedLocation/Offcie"), today=date(2026, 11, 25)) == [], "it is over"
    (sign,) = notes([rogue], unmanaged(f"NamedLocation/{as_written('Office*')}"))
    assert "covers nothing" in sign


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("member", ["anna@acme.example", "ana@acme.example"])
def test_member_whom_no_difference_names_is_told_where_the_rule_was_read(status: Status, member: str) -> None:
    (rule,) = [one for one in declared() if one.control == "exchange.litigation_hold_enabled"]
    differs = (Difference("members[anna@acme.example].durationDays", 365, 30),)
    found = Finding(status, rule.token, rule.name, rule.control, rule.urn, differences=differs)

    told_of = notes([found], exception(rule, f"members[{member}].durationDays"))

    read = status not in {Status.UNKNOWN, Status.NOT_APPLICABLE, Status.MISSING, Status.UNMANAGED}
    assert bool(told_of) == (read and member.startswith("ana@"))


@pytest.mark.parametrize(
    ("path", "idle"), [("state", False), ("conditions.agents2", True), ("conditions.users.*", False)]
)
def test_property_that_only_a_tenant_can_have_is_told_where_it_has_none(path: str, idle: bool) -> None:
    (policy,) = [one for one in declared() if one.control == "entra.mfa_required"]
    name = KINDS[policy.token].key_of(policy.inputs)
    found = Finding(Status.IN_SYNC, policy.token, name, policy.control, policy.urn)

    assert told(exception(policy, path)) == []
    assert bool(notes([found], exception(policy, path))) == idle


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
def test_a_deletion_is_agreed_to_of_what_protects_data_where_the_file_allows_it(kind: Kind) -> None:
    def entry(*, value: Any) -> tuple[Understood, ...]:
        return (
            Understood(f"{kind.name}/what the program declares no more", "Deleted", value, "Gone.", PLACE),
        )

    if not kind.deletion_unprotects:
        assert "nothing that protects data goes with" in refused(
            "bad-understanding", understood=entry(value=True)
        )
        return
    assert told(understood=entry(value=True), deletes=True) == []
    assert "must be `true`" in told(understood=entry(value=False), deletes=True)[0][3]
    assert "needs `holdfast:delete_protected_data: true`" in refused(
        "bad-understanding", understood=entry(value=True)
    )
