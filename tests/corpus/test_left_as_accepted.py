"""What a client has accepted of an object is what an apply declares of it, for every leaf of every kind."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.look import Look, look, torn
from holdfast.drift.accepted import except_accepted
from holdfast.drift.check import Checked
from holdfast.drift.compare import compare, exceeds
from holdfast.drift.judge import judge
from holdfast.drift.recording import Recording
from holdfast.drift.references import resolve
from holdfast.kinds.kind import Shape
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.errors import RefusedError
from holdfast.model.finding import Difference, DriftResult, Finding
from holdfast.model.plan import Cloud, Plan, PlannedException
from holdfast.model.property_path import at, placed, steps
from holdfast.model.status import Status
from tests.corpus.properties import KINDS, each
from tests.corpus.strategies import new_value, other_value, said_by, unsaid_by, value_at, with_value
from tests.corpus.test_findings import ONE, REFERRING, object_of, tenant_with
from tests.corpus.test_weakened_sign_ins import leaves

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from holdfast.drift.seen import Live
    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from tests.corpus.properties import Count
    from tests.corpus.strategies import Leaf

TODAY = date(2026, 11, 26)
PLAN = Plan("contoso", "c.example", Cloud.EMBEDDED, "b@1.0.0", {}, (), (), delete_protected_data=False)
NAMED = [kind for kind in KINDS if not isinstance(kind, PopulationKind)]
EVERY_KIND = pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.name)


def declared(kind: Kind, inputs: dict[str, Any], name: str = "one") -> DesiredResource:
    urn = f"urn:pulumi:contoso::holdfast::{kind.token}::{name}"
    return DesiredResource(urn, kind.token, name, "entra.some_control", inputs)


def accepting(desired: DesiredResource, *paths: str) -> PlannedException:
    return PlannedException("entra.some_control", desired.name, paths, "", "x", "x", TODAY)


def looked(live: Live, desired: list[DesiredResource], *exceptions: PlannedException) -> Look:
    found = except_accepted(kinds(), judge(kinds(), desired, live), exceptions, TODAY)
    result = DriftResult("contoso", "c.example", "b@1.0.0", "now", tuple(found), cloud=PLAN.cloud)
    return look(kinds(), Checked(result, Recording(PLAN, tuple(desired), ()), live))


def finding(live: Live, desired: DesiredResource) -> Finding:
    return judge(kinds(), [desired], live)[0]


def changed(inputs: dict[str, Any], leaves: list[Leaf], chance: random.Random) -> dict[str, Any]:
    for leaf in leaves:
        inputs = with_value(inputs, leaf, other_value(leaf.field, value_at(inputs, leaf.path), chance))
    return inputs


def _bare(path: str) -> str:
    return ".".join(one for one in steps(path) if not one.isdecimal())


TOGETHER = [(kind, group) for kind in NAMED for group in kind.said_together]


@pytest.mark.parametrize(("kind", "group"), TOGETHER)
def test_what_says_one_thing_is_accepted_as_a_whole_or_not_left(kind: Kind, group: tuple[str, ...]) -> None:
    """Whichever property is accepted, and whichever other one differs beside it."""
    fields = {path for path, _ in leaves(kind.fields)}
    assert set(group) <= fields
    assert len(group) > 1
    for accepted, other in itertools.permutations(group, 2):
        differences = (Difference(accepted, 1, 2, accepted=True), Difference(other, None, None))
        found = Finding(Status.DRIFTED, kind.token, "One", "x", "urn", "x", differences)
        assert torn(kind, found, {}) == {accepted}
        assert torn(kind, replace(found, differences=differences[:1]), {}) == set()
        alone = replace(found, differences=(differences[0], Difference("elsewhere", 1, 2)))
        assert torn(kind, alone, {}) == set()


HALVES = [
    ("CrossTenantAccessDefault", "b2bCollaborationOutbound.usersAndGroups.accessType", "targets"),
    ("CrossTenantAccessDefault", "b2bDirectConnectInbound.applications.accessType", "targets"),
    (
        "MicrosoftAuthenticatorAuthenticationMethodConfiguration",
        "featureSettings.displayAppInformationRequiredState.excludeTarget.targetType",
        "id",
    ),
    ("NamedLocation", "ip.ipRanges", "trusted"),
    ("NamedLocation", "country.countryLookupMethod", "countriesAndRegions"),
    ("RetentionLabel", "retentionDurationDays", "retentionAction"),
    ("RetentionPolicy", "retentionDurationDays", "retentionAction"),
    ("UnifiedAuditLogRetentionPolicy", "retentionDuration", "priority"),
]
"""By kind, what somebody may accept, and what put right beside it gives a thing that nobody has agreed to: one group
that was let through becomes everybody, a record that was kept briefly is deleted after that time."""


@pytest.mark.parametrize(("name", "accepted", "beside"), HALVES)
def test_no_half_of_what_is_said_in_two_properties_is_left(name: str, accepted: str, beside: str) -> None:
    (kind,) = [one for one in NAMED if one.name == name]
    groups = [group for group in kind.said_together if accepted in group]
    assert any(beside in steps(other) for group in groups for other in group)


@EVERY_KIND
def test_an_item_of_a_list_is_accepted_as_a_whole_or_not_left(kind: Kind) -> None:
    """Items have no names: beside another one that changes, whose value stands at a number is not what was accepted."""
    for path in _items(kind.fields):
        own = {one for one, _ in leaves(kind.fields) if one.startswith(f"{path}.")}
        assert any(own <= set(group) for group in kind.said_together), path


def _items(fields: Sequence[Field], above: str = "") -> Iterator[str]:
    for field in fields:
        path = f"{above}{field.name}"
        if field.many and field.fields:
            yield path
        else:
            yield from _items(field.fields, f"{path}.")


@EVERY_KIND
def test_what_is_accepted_is_declared_as_it_is_and_the_rest_as_it_was(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        said = [leaf for leaf in said_by(kind, inputs) if leaf.field.name != kind.key]
        leaves = chance.sample(said, min(len(said), 3))
        live = tenant_with(kind, object_of(kind, changed(inputs, leaves, chance)))
        desired = declared(kind, inputs)
        paths = [one.path for one in finding(live, desired).differences if not exceeds(kind, [one], inputs)]
        accepted = sorted(chance.sample(paths, chance.randint(0, len(paths))))
        count_case(kind.token)

        seen = looked(live, [desired], *([accepting(desired, *accepted)] if accepted else []))

        (writes,) = seen.recording.desired
        (there,) = live.objects[kind.token]
        wanted = resolve(kind.fields, writes.inputs, live.directory)
        # What is stricter than declared needs no exception, and no apply takes it back.
        others = compare(kind, wanted, there, live.directory)
        left = [one.path for one in others if not exceeds(kind, [one], inputs)]
        told = seen.undone.get(desired.urn, ())
        assert sorted({*left, *accepted}) == sorted(paths)
        assert set(left) & set(accepted) == set(), "this kind's leaves can be set one by one"
        groups = [{one for one in paths if _bare(one) in group} for group in kind.said_together]
        torn = {one for group in groups if group - set(accepted) for one in group & set(accepted)}
        assert set(told) == torn
        for path, value in seen.left.get(desired.urn, {}).items():
            assert at(there.inputs, steps(path)) == value == at(writes.inputs, steps(path))

    each(kind, test, examples=25)


@EVERY_KIND
def test_what_only_one_side_has_is_left_as_well(kind: Kind, count_case: Count) -> None:
    """A leaf that the tenant has and nobody declared, and the other way round."""

    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        unsaid = [leaf for leaf in unsaid_by(kind, inputs) if leaf.field.name != kind.key]
        if not unsaid:
            return
        leaf = chance.choice(unsaid)
        more = with_value(inputs, leaf, new_value(leaf.field, chance))
        for one, other in ((inputs, more), (more, inputs)):
            live, desired = tenant_with(kind, object_of(kind, other)), declared(kind, one)
            found = finding(live, desired)
            paths = [difference.path for difference in found.differences]
            if found.status is Status.DRIFTED:  # what is stricter than declared needs no exception
                count_case(kind.token)
                seen = looked(live, [desired], accepting(desired, *paths))
                (writes,) = seen.recording.desired
                wanted = resolve(kind.fields, writes.inputs, live.directory)
                (there,) = live.objects[kind.token]
                left = [one.path for one in compare(kind, wanted, there, live.directory)]
                assert sorted(left) == sorted(seen.undone.get(desired.urn, ()))

    each(kind, test, examples=25)


@EVERY_KIND
def test_what_may_be_missing_is_not_made(kind: Kind, count_case: Count) -> None:
    if kind.shape is not Shape.OBJECT:
        return

    def test(inputs: dict[str, Any], _: random.Random) -> None:
        count_case(kind.token)
        desired = declared(kind, inputs)
        live = tenant_with(kind)
        assert looked(live, [desired]).absent == frozenset()
        seen = looked(live, [desired], accepting(desired, "missing"))
        assert (set(seen.absent), len(seen.recording.desired)) == ({desired.urn}, 0)

    each(kind, test, examples=3)


@pytest.mark.parametrize(
    ("kind", "leaf"), REFERRING, ids=lambda one: getattr(one, "shown", getattr(one, "name", ""))
)
def test_what_something_needs_may_not_be_missing(kind: Kind, leaf: Leaf, count_case: Count) -> None:
    needed = kinds()[leaf.field.refers_to or ""]

    def test(inputs: dict[str, Any], _: random.Random) -> None:
        if isinstance(needed, PopulationKind):
            return
        count_case(kind.token)
        absent = declared(needed, {needed.key: "Wanted"}, "needed")
        value = reference(needed.token, "Wanted")
        one = declared(kind, with_value(inputs, leaf, [value] if leaf.field.many else value))
        live = tenant_with(needed)
        there = object_of(kind, inputs)
        live = replace(live, objects={**live.objects, kind.token: (there,)})
        with pytest.raises(RefusedError, match=r"one refers to needed.*\[accepted-missing-needed\]"):
            looked(live, [absent, one], accepting(absent, "missing"))

    each(kind, test, examples=2)


def test_places_are_set_without_touching_what_was_given() -> None:
    inputs: dict[str, Any] = {"a": {"b": [1], "c": 2}, "d": [{"e": 1}, {"e": 2}]}
    assert placed(inputs, "a.b", [3]) == {"a": {"b": [3], "c": 2}, "d": inputs["d"]}
    assert placed(inputs, "a.b", None) == {"a": {"c": 2}, "d": inputs["d"]}
    assert placed(inputs, "d[1].e", 5)["d"] == [{"e": 1}, {"e": 5}]
    assert placed(inputs, "x.y.z", 1)["x"] == {"y": {"z": 1}}
    assert placed(inputs, "x", None) == inputs
    assert inputs == {"a": {"b": [1], "c": 2}, "d": [{"e": 1}, {"e": 2}]}
    for path in ("a.c.x", "d[2].e", "d.e"):
        with pytest.raises(TypeError):
            placed(inputs, path, 1)


def test_status_of_what_is_left_is_known() -> None:
    """What is accepted in full is EXCEPTED, in part DRIFTED: both bear the mark that an apply goes by."""
    kind = next(one for one in NAMED if one.shape is Shape.OBJECT and one.name == "ConditionalAccessPolicy")
    inputs = {"displayName": "P", "state": "enabled"}
    live = tenant_with(kind, object_of(kind, {**inputs, "state": "disabled"}))
    desired = declared(kind, inputs)
    for status, exceptions in ((Status.DRIFTED, []), (Status.EXCEPTED, [accepting(desired, "state")])):
        (one,) = except_accepted(kinds(), [finding(live, desired)], exceptions, TODAY)
        assert one.status is status
        assert [part.accepted for part in one.differences] == [bool(exceptions)]
    assert one.live_id == ONE
