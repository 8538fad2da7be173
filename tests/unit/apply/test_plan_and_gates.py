"""The plan shows all that the engine would do, and each gate holds for everything of its sort."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.apply.event import QUIET, REPLACING, StepEvent
from holdfast.apply.gates.adoption import require_adoption
from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.loosened import require_understood
from holdfast.apply.gates.moved import require_same_objects
from holdfast.apply.gates.names import require_free_names, require_unambiguous_names
from holdfast.apply.gates.protected_data import (
    endings,
    require_allowed_deletions,
    require_applied_endings,
    require_removable,
    require_understood_endings,
)
from holdfast.apply.gates.replaced import require_no_replacement
from holdfast.apply.gates.sign_ins import require_sign_ins_read
from holdfast.apply.gates.tenant import require_own_tenant
from holdfast.apply.gates.unchangeable import require_changeable
from holdfast.apply.gates.unprotected import require_protection
from holdfast.apply.loosening import loosened
from holdfast.apply.plan import Act, ApplyPlan, PlannedStep, planned_steps
from holdfast.apply.protection import Protection, protection
from holdfast.apply.references import moved, others
from holdfast.apply.repair import in_place
from holdfast.apply.state import Kept, State, parse_state, with_ids, with_kept
from holdfast.drift.check import Checked
from holdfast.drift.recording import Recording
from holdfast.drift.references import Directory
from holdfast.drift.seen import Live, Unread
from holdfast.gates.before_writing import DEFAULTS, POLICY
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.kind import Shape
from holdfast.kinds.live import LiveObject
from holdfast.kinds.loosened import Loosened
from holdfast.kinds.protecting import loosened_properties, stricter_paths
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.errors import HoldfastError, ReadError, RefusedError
from holdfast.model.finding import Difference, DriftResult, Finding
from holdfast.model.plan import Cloud, Plan, PlannedControl
from holdfast.model.status import Reason, Status
from holdfast.model.understood import Understood
from holdfast.normalise.sign_in_directions import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.statement import Frozen

PLAN = Plan(
    "contoso",
    "contoso.onmicrosoft.com",
    Cloud.EMBEDDED,
    "core@1.0.0",
    {},
    (),
    (),
    delete_protected_data=False,
)
REPORT_ONLY = "enabledForReportingButNotEnforced"
OLD, NEW, THIRD = (f"0d5c0000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
GROUP = "azuread:index/group:Group"
KINDS = sorted(kinds().values(), key=lambda kind: kind.token)
OBJECTS = [kind for kind in KINDS if kind.shape is Shape.OBJECT]


def urn(token: str, name: str = "one") -> str:
    return f"urn:pulumi:contoso::holdfast::holdfast:entra:X${token}::{name}"


def desired(kind: Kind, inputs: dict[str, Any], name: str = "one") -> DesiredResource:
    return DesiredResource(urn(kind.token, name), kind.token, name, "entra.x", inputs)


def kept(kind: Kind, inputs: dict[str, Any], object_id: str = OLD, name: str = "one") -> State:
    where = urn(kind.token, name)
    one = Kept(where, kind.token, f"{kind.id_prefix}{object_id}", inputs, stays=False)
    return State(resources={where: one})


def tenant(kind: Kind, *objects: LiveObject, directory: Directory | None = None) -> Live:
    return Live(objects={kind.token: objects}, directory=directory or Directory())


def live(kind: Kind, key: str, object_id: str = OLD, **inputs: Any) -> LiveObject:
    return LiveObject(id=object_id, key=key, inputs={kind.key: key, **inputs})


def looked(wanted: Sequence[DesiredResource], found: Live, *findings: Finding) -> Checked:
    result = DriftResult(
        "contoso", "contoso.onmicrosoft.com", "core@1.0.0", "now", findings, cloud=PLAN.cloud
    )
    return Checked(result, Recording(PLAN, tuple(wanted), ()), found)


def slug_of(refusal: pytest.ExceptionInfo[HoldfastError]) -> str:
    return refusal.value.slug


# The plan


operations = st.sampled_from(
    [*sorted(QUIET | REPLACING), "create", "update", "delete", "import", "discard", "something-new"]
)
tokens = st.sampled_from(
    [GROUP, POLICY, "pulumi:providers:azuread", "holdfast:entra:X", "random:index:Thing"]
)
events = st.lists(
    st.builds(
        lambda operation, token, number, done: StepEvent(
            operation, urn(token, str(number)), planning=True, done=done
        ),
        operations,
        tokens,
        st.integers(0, 3),
        st.booleans(),
    )
)


@given(events)
def test_plan_has_every_object_that_the_engine_would_touch_and_no_other(told: list[StepEvent]) -> None:
    steps = planned_steps(told, {})

    begun = [one for one in told if not one.done and one.operation not in QUIET]
    ours = {one.urn for one in begun if not one.urn.split("$")[1].startswith(("pulumi:", "holdfast:"))}
    assert {step.urn for step in steps} == ours
    # An operation that nobody here knows is told as the worst of all.
    worst = {one.urn for one in begun if one.operation in REPLACING or one.operation == "something-new"}
    assert {step.urn for step in steps if step.act is Act.REPLACED} == worst & ours


@given(events)
def test_nothing_is_replaced_without_consent_for_that_very_object(told: list[StepEvent]) -> None:
    steps = planned_steps(told, {})
    plan = planned(*steps)
    replaced = frozenset(step.urn for step in plan.of(Act.REPLACED))

    require_no_replacement(plan, State(), Consent(replace=replaced))
    for one in replaced:
        with pytest.raises(RefusedError) as refusal:
            require_no_replacement(plan, State(), Consent(replace=replaced - {one}))
        assert slug_of(refusal) == "replacement-refused"
        assert f"--allow-replace '{one}'" in str(refusal.value)


@pytest.mark.parametrize("tainted", [False, True])
@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.token)
def test_what_stays_in_the_tenant_is_never_made_a_second_time_under_its_name(
    kind: Kind, tainted: bool
) -> None:
    """Nobody could say which of the two is meant: policies would leave out an emergency group that nobody is in."""
    state = kept(kind, {kind.key: "one"})
    (where, one), *_ = state.resources.items()
    stays = replace(state, resources={where: replace(one, stays=True)}, tainted=(where,) if tainted else ())
    agreed = Consent(replace=frozenset({where}))

    for paths in ((), ("fixedWhenMade",)):
        with pytest.raises(RefusedError) as refusal:
            require_no_replacement(planned(PlannedStep(where, Act.REPLACED, paths)), stays, agreed)
        assert slug_of(refusal) == ("tainted-in-state" if tainted else "replacement-refused")
        assert "stays in the tenant" in str(refusal.value)
        require_no_replacement(planned(PlannedStep(where, Act.REPLACED, paths)), state, agreed)
    renamed = planned(PlannedStep(where, Act.REPLACED, (kind.key,)))
    require_no_replacement(renamed, replace(stays, tainted=()), agreed)


def test_object_that_stays_when_its_code_goes_is_left_and_not_deleted() -> None:
    gone = StepEvent("delete", urn(GROUP), planning=True, done=False)

    (left,) = planned_steps([gone], {gone.urn: True})
    (deleted,) = planned_steps([gone], {gone.urn: False})

    assert (left.act, deleted.act) == (Act.LEFT, Act.DELETED)


def planned(*steps: PlannedStep) -> ApplyPlan:
    return ApplyPlan(
        client="contoso",
        tenant="contoso.onmicrosoft.com",
        steps=steps,
        loosened=(),
        moved=(),
        protection=Protection((), (), ()),
        undone={},
    )


def test_checksum_is_of_what_is_done() -> None:
    one = planned(PlannedStep(urn(GROUP), Act.MADE))

    assert one.checksum == planned(PlannedStep(urn(GROUP), Act.MADE)).checksum
    assert one.checksum != planned(PlannedStep(urn(GROUP), Act.DELETED)).checksum
    assert one.counts == {Act.MADE: 1}


# The state


def test_state_knows_the_tenant_of_every_provider_of_ours() -> None:
    rows = [
        {"urn": "a", "type": "pulumi:providers:azuread", "custom": True, "inputs": {"tenantId": "a.example"}},
        {"urn": "b", "type": "pulumi:providers:m365", "custom": True, "inputs": {"tenant": "b.example"}},
        {"urn": "c", "type": "pulumi:providers:random", "custom": True, "inputs": {"tenant": "c.example"}},
        {"urn": "d", "type": GROUP, "custom": True, "id": "x", "inputs": {"tenant": "d.example"}},
    ]

    state = parse_state({"resources": rows, "pending_operations": [{}]})

    assert state.tenants == {"a.example", "b.example"}
    assert (list(state.resources), state.pending) == (["d"], 1)


@pytest.mark.parametrize(
    "provider",
    [
        {},
        {"tenantId": ""},
        {
            "tenantId": {
                "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                "ciphertext": "x",
            }
        },
        None,
    ],
    ids=["names none", "an empty one", "a secret one", "is gone"],
)
@pytest.mark.parametrize("token", [GROUP, "m365:purview:RetentionLabel"])
def test_what_the_state_holds_by_a_provider_that_names_no_tenant_may_be_of_another(
    token: str, provider: dict[str, Any] | None
) -> None:
    """Such as what was imported by the engine's default provider, which goes by whatever the shell held."""
    of = f"pulumi:providers:{token.partition(':')[0]}"
    name = {"azuread": "tenantId", "m365": "tenant"}[token.partition(":")[0]]
    said = provider and {name: provider["tenantId"]}
    rows = [
        {"urn": "own", "id": "1", "type": of, "custom": True, "inputs": {name: PLAN.tenant}},
        {"urn": "of-ours", "type": token, "custom": True, "id": "a", "inputs": {}, "provider": "own::1"},
        {"urn": "thing", "type": "random:index:Thing", "custom": True, "inputs": {}, "provider": "r::3"},
        *(
            []
            if said is None
            else [{"urn": "default", "id": "2", "type": of, "custom": True, "inputs": said}]
        ),
        {"urn": "u::lost", "type": token, "custom": True, "id": "b", "inputs": {}, "provider": "default::2"},
    ]

    with pytest.raises(RefusedError) as refusal:
        require_own_tenant(parse_state({"resources": rows}), PLAN, lambda: pytest.fail("nothing to ask"))

    assert slug_of(refusal) == "wrong-tenant"
    assert "pulumi state delete" in str(refusal.value)
    assert "lost" in str(refusal.value)
    require_own_tenant(parse_state({"resources": rows[:3]}), PLAN, lambda: ())


@given(
    st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef"))
)
def test_what_a_refresh_lost_is_put_back_at_its_place(
    before: set[str], now: set[str], lost: set[str]
) -> None:
    old = {"resources": [{"urn": one, "v": 1} for one in sorted(before)]}
    new = {"resources": [{"urn": one, "v": 2} for one in sorted(now)], "manifest": {}}

    rows = with_kept(new, old, lost)["resources"]

    names = [row["urn"] for row in rows]
    assert sorted(names) == sorted(now | (before & lost))
    assert [name for name in names if name in before] == sorted((before & now) | (before & lost))
    assert all(row["v"] == (2 if row["urn"] in now else 1) for row in rows)


# The tenant


def test_every_name_of_the_same_tenant_is_the_same_tenant_and_another_is_refused() -> None:
    names = {OLD, "contoso.onmicrosoft.com", "contoso.example"}
    asked: list[int] = []

    def ask() -> set[str]:
        asked.append(1)
        return names

    for name in (*names, "CONTOSO.example", OLD.upper()):
        require_own_tenant(State(bound={"p": name}), PLAN, ask)
    require_own_tenant(State(), PLAN, ask)
    assert len(asked) == len(("id", "other domain", "in capitals", "id in capitals"))
    with pytest.raises(RefusedError) as refusal:
        require_own_tenant(State(bound={"p": OLD, "q": "fabrikam.onmicrosoft.com"}), PLAN, ask)
    assert slug_of(refusal) == "wrong-tenant"


def test_tenant_that_cannot_tell_its_names_is_refused() -> None:
    def ask() -> set[str]:
        raise ReadError("read-forbidden", "refused (403)", "permission")

    with pytest.raises(RefusedError) as refusal:
        require_own_tenant(State(bound={"p": "contoso.example"}), PLAN, ask)
    assert "Organization.Read.All" in str(refusal.value)


# Names


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_two_objects_of_a_declared_name_are_refused_unless_the_state_says_which(kind: Kind) -> None:
    wanted = [desired(kind, {kind.key: "Twice"})]
    found = tenant(kind, live(kind, "Twice", OLD), live(kind, "Twice", NEW))

    with pytest.raises(RefusedError) as refusal:
        require_unambiguous_names(kinds(), looked(wanted, found), State())
    assert slug_of(refusal) == "ambiguous-name"
    assert OLD in str(refusal.value)
    assert NEW in str(refusal.value)
    require_unambiguous_names(kinds(), looked(wanted, found), kept(kind, {kind.key: "Twice"}, NEW))
    with pytest.raises(RefusedError):
        require_unambiguous_names(kinds(), looked(wanted, found), kept(kind, {kind.key: "Twice"}, THIRD))
    once = tenant(kind, live(kind, "Twice", OLD), live(kind, "Once", NEW))
    require_unambiguous_names(kinds(), looked(wanted, once), State())


def referring() -> Iterator[tuple[Kind, tuple[Field, ...]]]:
    """Every field of every kind that holds ids of other objects, with its path."""
    for kind in KINDS:
        yield from ((kind, path) for path in _paths(kind.fields) if path[-1].refers_to)


def _paths(fields: Sequence[Field], above: tuple[Field, ...] = ()) -> Iterator[tuple[Field, ...]]:
    for field in fields:
        yield (*above, field)
        yield from _paths(field.fields, (*above, field))


def at(path: Sequence[Field], value: Any) -> dict[str, Any]:
    """The inputs that have one value at a path."""
    for field in reversed(path):
        value = {field.name: [value] if field.many else value}
    return dict(value)


REFERRING = list(referring())


@pytest.mark.parametrize(
    ("kind", "path"),
    REFERRING,
    ids=[f"{kind.name}.{'.'.join(f.name for f in path)}" for kind, path in REFERRING],
)
def test_reference_to_a_name_that_two_objects_bear_is_refused_and_a_moved_one_is_told(
    kind: Kind, path: tuple[Field, ...]
) -> None:
    token = path[-1].refers_to
    meant = kinds()[token]
    wanted = [desired(kind, at(path, reference(token, "Partners")))]
    wrap = path[-1].codec.decode if path[-1].codec and not path[-1].many else None
    prefix = "/policies/x/" if wrap else ""
    directory = Directory()
    directory.add(meant, live(meant, "Partners", NEW))
    found = tenant(meant, live(meant, "Partners", OLD), live(meant, "Partners", NEW), directory=directory)

    with pytest.raises(RefusedError) as refusal:
        require_unambiguous_names(kinds(), looked(wanted, found), State())
    assert slug_of(refusal) == "ambiguous-name"

    state = kept(kind, at(path, f"{prefix}{OLD}"), THIRD)
    (one,) = moved(kinds(), wanted, state, tenant(meant, directory=directory))
    assert (one.name, one.was, one.becomes) == ("Partners", (OLD,), NEW)
    assert one.sentence.endswith(f"was applied with {OLD}, which that name does not mean")
    directory.names[OLD] = (
        "Suppliers"  # as the check learns of an id that differs: moved, or written otherwise
    )
    (told_by_name,) = moved(kinds(), wanted, state, tenant(meant, directory=directory))
    assert told_by_name.sentence.endswith(f"was applied with {OLD}, which is called 'Suppliers'")
    del directory.names[OLD]
    with pytest.raises(RefusedError) as told:
        require_same_objects([one], Consent())
    assert slug_of(told) == "moved-name"
    require_same_objects([one], Consent(moved=frozenset({"PARTNERS"})))
    same = kept(kind, at(path, f"{prefix}{NEW}"), THIRD)
    assert moved(kinds(), wanted, same, tenant(meant, directory=directory)) == ()


@pytest.mark.parametrize("token", sorted({path[-1].refers_to for _, path in REFERRING}))
def test_names_that_differ_in_letter_case_alone_are_one_to_whoever_looks_up(token: str) -> None:
    """So the directory answers; what is declared is known by its own letters, and what refers to it means that one."""
    kind, path = next(one for one in REFERRING if one[1][-1].refers_to == token)
    meant = kinds()[token]
    wanted = [desired(kind, at(path, reference(token, "Partners")))]
    found = tenant(meant, live(meant, "Partners", OLD), live(meant, "PARTNERS", NEW))

    with pytest.raises(RefusedError) as refusal:
        require_unambiguous_names(kinds(), looked(wanted, found), State())

    assert slug_of(refusal) == "ambiguous-name"
    assert OLD in str(refusal.value)
    assert NEW in str(refusal.value)
    require_unambiguous_names(kinds(), looked(wanted, tenant(meant, live(meant, "PARTNERS", NEW))), State())
    own = desired(meant, {meant.key: "Partners"})
    if meant.normal_key("Partners") != meant.normal_key("PARTNERS"):
        require_unambiguous_names(kinds(), looked([*wanted, own], found), State())


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_declared_object_whose_name_another_bears_is_told(kind: Kind) -> None:
    wanted = [desired(kind, {kind.key: "Mine"})]
    found = tenant(kind, live(kind, "Mine", NEW), live(kind, "Renamed", OLD))

    (one,) = moved(kinds(), wanted, kept(kind, {kind.key: "Mine"}, OLD), found)

    assert (one.name, one.was, one.becomes) == ("Mine", (OLD,), NEW)


@pytest.mark.parametrize("there", [True, False], ids=["renamed by somebody", "gone"])
@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_object_that_bears_the_name_of_a_managed_one_is_what_is_meant_once_that_is_agreed_to(
    kind: Kind, *, there: bool
) -> None:
    wanted = [desired(kind, {kind.key: "Mine"})]
    where, state = wanted[0].urn, kept(kind, {kind.key: "Mine"}, OLD)
    rows = [live(kind, "Mine", NEW), *([live(kind, "Renamed", OLD)] if there else [])]
    found = tenant(kind, *rows)

    ids = others(kinds(), wanted, state, found)
    meant = state.meaning(ids)

    assert ids == {where: f"{kind.id_prefix}{NEW}"}
    assert list(meant.others) == [where]
    assert meant.resources[where].applied == ()
    assert moved(kinds(), wanted, meant, found) == ()
    assert others(kinds(), wanted, meant, found) == {}
    row = {"urn": where, "type": kind.token, "id": f"{kind.id_prefix}{OLD}", "custom": True, "inputs": {}}
    other = {"urn": "urn:other", "type": "pkg:x:Y"}
    (changed, same) = with_ids({"resources": [row, other]}, ids)["resources"]
    (bound,) = with_ids({"resources": [{**row, "importID": f"{kind.id_prefix}{OLD}"}]}, ids)["resources"]
    assert (changed, same) == ({**row, "id": f"{kind.id_prefix}{NEW}"}, other)
    assert bound == {**changed, "importID": changed["id"]}


@pytest.mark.parametrize("state", ["enabled", REPORT_ONLY])
def test_what_another_object_protects_counts_when_it_is_taken_for_ours(state: str) -> None:
    kind = kinds()[POLICY]
    inputs = {
        "displayName": "Mine",
        "state": REPORT_ONLY,
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    }
    wanted = [desired(kind, inputs)]
    found = tenant(kind, replace(live(kind, "Mine", NEW), inputs={**inputs, "state": state}))
    before = kept(kind, inputs, OLD)
    meant = before.meaning(others(kinds(), wanted, before, found))

    told = protection(kinds(), wanted, meant, found, deleted=(), changed=[wanted[0].urn])

    assert [one.path for one in told.weakened] == (["state"] if state == "enabled" else [])


@pytest.mark.parametrize("becomes", ["Taken", "TAKEN"])
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_managed_object_is_never_given_a_name_that_another_one_bears(
    kind: Kind, becomes: str, *, there: bool
) -> None:
    wanted = [desired(kind, {kind.key: becomes})]
    state = kept(kind, {kind.key: "Mine"}, OLD)
    rows = [live(kind, "Taken", NEW), *([live(kind, "Mine", OLD)] if there else [])]
    found, free = tenant(kind, *rows), tenant(kind, live(kind, "Mine", OLD))
    taken = kind.normal_key(becomes) == kind.normal_key("Taken")

    require_free_names(kinds(), looked(wanted, free), state)
    require_free_names(kinds(), looked(wanted, tenant(kind, live(kind, becomes, OLD))), state)
    assert moved(kinds(), wanted, state, found) == ()
    assert others(kinds(), wanted, state, found) == {}
    if taken:
        with pytest.raises(RefusedError, match=f"'{becomes}' is {NEW} already.*'Mine' until now") as refusal:
            require_free_names(kinds(), looked(wanted, found), state)
        assert slug_of(refusal) == "name-taken"
    else:
        require_free_names(kinds(), looked(wanted, found), state)


# Adoption and replacement


FIXED = [(kind, field) for kind in OBJECTS for field in kind.fields if field.fixed and field.name != kind.key]


@pytest.mark.parametrize(("kind", "field"), FIXED, ids=[f"{kind.name}.{field.name}" for kind, field in FIXED])
def test_adoption_that_would_replace_is_refused_even_where_taking_over_is_allowed(
    kind: Kind, field: Field
) -> None:
    where = urn(kind.token)
    differing = Finding(
        Status.DRIFTED, kind.token, "One", "x", where, OLD, (Difference(field.name, "asked", "found"),)
    )

    with pytest.raises(RefusedError) as refusal:
        require_adoption(kinds(), looked([], Live(), differing), {where: OLD}, Consent(adopt=True))
    assert slug_of(refusal) == "adoption-fixed"
    assert not in_place(differing)
    in_sync = replace(differing, status=Status.IN_SYNC, differences=())
    require_adoption(kinds(), looked([], Live(), in_sync), {where: OLD}, Consent(adopt=True))


SORTS = [(kind, pair) for kind in KINDS for pair in permutations(kind.one_of, 2)]


@pytest.mark.parametrize(("kind", "pair"), SORTS)
def test_object_of_another_sort_is_never_taken_over_and_no_repair(kind: Kind, pair: tuple[str, str]) -> None:
    """Each sort as the check tells it: what is declared of the one, and what there is of the other."""
    inner = {field.name: [each.name for each in field.fields] for field in kind.fields}
    asked, found = ([f"{block}.{name}" for name in inner[block]] for block in pair)
    differences = tuple(Difference(path, "asked", None) for path in asked[:1])
    differences += tuple(Difference(path, None, "found") for path in found[:1])
    where = urn(kind.token)
    differing = Finding(Status.DRIFTED, kind.token, "One", "x", where, OLD, differences)

    with pytest.raises(RefusedError) as refusal:
        require_adoption(kinds(), looked([], Live(), differing), {where: OLD}, Consent(adopt=True))
    assert slug_of(refusal) == "adoption-fixed"
    assert not in_place(differing)
    # What differs within the sort that both are of is changed in place.
    same = replace(differing, differences=tuple(Difference(path, "asked", "found") for path in asked))
    require_adoption(kinds(), looked([], Live(), same), {where: OLD}, Consent(adopt=True))
    assert in_place(same)


FROZEN = [(kind, frozen) for kind in OBJECTS for frozen in kind.frozen]
EVERY_LOCATION = {
    f"{place}Location": ["All"] for place in ("exchange", "sharePoint", "oneDrive", "modernGroup")
}


def taken_over(kind: Kind, found: LiveObject, declared: dict[str, Any], *paths: str) -> bool:
    """Whether an object in some state is taken over by a program that declares otherwise."""
    where = urn(kind.token)
    differences = tuple(Difference(path, "asked", "found") for path in (*paths, *found.unmodelled))
    finding = Finding(Status.DRIFTED, kind.token, "One", "x", where, OLD, differences)
    checked = looked([desired(kind, declared)], tenant(kind, found), finding)
    try:
        require_adoption(kinds(), checked, {where: OLD}, Consent(adopt=True))
    except RefusedError as refusal:
        return not (refusal.slug == "adoption-fixed" and OLD in refusal.message)
    return True


@pytest.mark.parametrize(
    ("kind", "frozen"), FROZEN, ids=[f"{kind.name}.{one.place}.{one.values}" for kind, one in FROZEN]
)
def test_what_takes_no_such_change_is_not_taken_over(kind: Kind, frozen: Frozen) -> None:
    told = next((field.wire or field.name for field in kind.fields if field.name == frozen.place), "")
    value = frozen.values[0] if frozen.values else ["One"]
    state: dict[str, Any] = {"inputs" if told else "unmodelled": {frozen.place: value}}
    more: dict[str, Any] = {"retentionDurationDays": 3650, **EVERY_LOCATION}
    known = {field.name for field in kind.fields}
    before = {name: one for name, one in more.items() if name in known}
    found = LiveObject(id=OLD, key="One", **{**state, "inputs": {**before, **state.get("inputs", {})}})
    changeable = next(field.name for field in kind.fields if not field.fixed and field.name != kind.key)
    path = frozen.inputs[0] if frozen.inputs else next(iter(before), changeable)
    less = {**before, path: 365 if path == "retentionDurationDays" else []}

    assert not taken_over(kind, found, less, path)
    other = dict.fromkeys(state.get("unmodelled", {}), "something else")
    assert taken_over(kind, replace(found, unmodelled=other, inputs=before), less, path) == bool(
        frozen.values or told
    )
    if frozen.unless:
        assert taken_over(kind, found, {**less, frozen.unless: value}, path)
    asked = {**before, **state.get("inputs", {})}
    if frozen.inputs:
        assert taken_over(kind, found, asked, "comment")
    if frozen.less_only:
        assert taken_over(kind, found, {**asked, "retentionDurationDays": 7300}, path)


def test_every_frozen_state_is_told_by_something_that_is_watched_or_an_input() -> None:
    for kind, frozen in FROZEN:
        inputs = {field.name for field in kind.fields}
        assert frozen.place in inputs | {one.place for one in kind.watched}
        assert set(frozen.inputs) <= inputs


@pytest.mark.parametrize(("kind", "frozen"), FROZEN)
def test_what_takes_no_change_is_refused_before_the_first_write_where_it_is_managed(
    kind: Kind, frozen: Frozen
) -> None:
    where, name = urn(kind.token), (frozen.inputs or (kind.fields[1].name,))[0]
    value = frozen.values[0] if frozen.values else "anything"
    found = LiveObject(id="x", key="One", inputs={kind.key: "One"}, unmodelled={frozen.place: value})
    declared = DesiredResource(where, kind.token, "one", "", {kind.key: "One"})
    live = Live(objects={kind.token: (found,)})
    drifted = Finding(
        Status.DRIFTED, kind.token, "One", "x", where, "x", (Difference(name, "asked", "found"),)
    )
    managed = kept(kind, {kind.key: "One"}).resources
    gates = {
        "managed": lambda one: require_changeable(kinds(), looked([declared], live, one), managed),
        "not managed": lambda one: require_changeable(kinds(), looked([declared], live, one), {}),
    }

    if not frozen.less_only:
        with pytest.raises(RefusedError, match=frozen.place) as refusal:
            gates["managed"](drifted)
        assert slug_of(refusal) == "change-fixed"
    gates["not managed"](drifted)
    accepted = replace(drifted, differences=(replace(drifted.differences[0], accepted=True),))
    only_told = replace(drifted, differences=(Difference(frozen.place, None, value),))
    for nothing_to_change in (accepted, only_told, replace(drifted, status=Status.EXCEPTED)):
        gates["managed"](nothing_to_change)


LESS_ONLY = [
    (kind, path)
    for kind, frozen in FROZEN
    if frozen.less_only and frozen.place in {field.name for field in kind.fields}
    for path in (frozen.place, *frozen.inputs)
    if any(field.name == path and field.stricter and not field.fixed for field in kind.fields)
]
"""Of kinds whose own input locks an object, each property that the lock keeps from getting less strict."""


@pytest.mark.parametrize(("kind", "path"), LESS_ONLY)
def test_what_a_lock_keeps_is_refused_and_not_asked_about_unless_it_just_exceeds(
    kind: Kind, path: str
) -> None:
    (lock,) = {frozen.place for frozen in kind.frozen if frozen.less_only}
    field = next(one for one in kind.fields if one.name == path)
    more, less = stronger_and_weaker(field)
    known: dict[str, Any] = {kind.key: "One", "retentionAction": "Keep", lock: True}
    strict, loose = {**known, path: more}, {**known, path: less}
    where = urn(kind.token)
    found = LiveObject(id=OLD, key="One", inputs=strict)
    told = Finding(Status.EXCEEDS, kind.token, "One", "x", where, OLD, (Difference(path, less, more),))
    checked = looked([desired(kind, loose)], tenant(kind, found), told)

    with pytest.raises(RefusedError, match=f"has {lock} True") as refusal:
        require_changeable(kinds(), checked, kept(kind, strict).resources)
    assert slug_of(refusal) == "change-fixed"
    require_changeable(kinds(), checked, kept(kind, loose).resources)  # somebody's doing: it stays so


def test_adoption_asks_and_its_answer_counts() -> None:
    asked: list[str] = []

    def ask(question: str, about: Sequence[str]) -> bool:
        asked.extend([question, *about])
        return True

    require_adoption(kinds(), looked([], Live()), {urn(GROUP): "/groups/1"}, Consent(ask=ask))
    assert "one is /groups/1" in asked
    with pytest.raises(RefusedError) as refusal:
        require_adoption(kinds(), looked([], Live()), {urn(GROUP): "/groups/1"}, Consent())
    assert slug_of(refusal) == "adoption-refused"


# Loosening


PROTECTING = [
    (kind, path)
    for kind in KINDS
    for path in _paths(kind.fields)
    if path[-1].protecting and not any(one.many for one in path[:-1])  # of a list of groups the list is told
]
VALUES: dict[Protects, tuple[Any, Any]] = {
    Protects.HIGHER: (3650, 365),
    Protects.TRUE: (True, False),
    Protects.LOWER: (300, 600),
    Protects.FALSE: (False, True),
    Protects.MORE: (["a", "b"], ["a"]),
    Protects.FEWER: (["a"], ["a", "b"]),
    Protects.ALLOWED: (["a"], ["a", "b"]),
    Protects.UNSET: (None, "Department -eq 'x'"),
    Protects.SAME: ("subject:one", None),
}
"""A value that protects more, and one that protects less; of words in an order, the first and the last."""


def stronger_and_weaker(field: Field) -> tuple[Any, Any]:
    assert field.protecting
    if field.type is Type.OBJECT:  # a list of groups, each of which protects by itself
        named = next(one.name for one in field.fields if one.type is Type.STRING and not one.values)
        one, other = ({named: name, **dict.fromkeys(_days(field), 365)} for name in ("a", "b"))
        return ([one], [one, other]) if field.protecting is Protects.FEWER else ([one, other], [one])
    if field.protecting is Protects.FEWER and not field.many:
        return "nobody", "all"
    return VALUES.get(field.protecting) or (field.values[0], field.values[-1])


def _days(field: Field) -> list[str]:
    return [one.name for one in field.fields if one.type is Type.DAYS]


def put(path: Sequence[Field], value: Any) -> dict[str, Any]:
    for field in reversed(path):
        value = {field.name: value}
    return dict(value)


@pytest.mark.parametrize(
    ("kind", "path"),
    PROTECTING,
    ids=[f"{kind.name}.{'.'.join(f.name for f in path)}" for kind, path in PROTECTING],
)
def test_every_protecting_property_is_told_when_it_protects_less_and_only_then(
    kind: Kind, path: tuple[Field, ...]
) -> None:
    assert path[-1].protecting
    more, less = stronger_and_weaker(path[-1])
    name = ".".join(field.name for field in path)

    assert [one[0] for one in loosened_properties(kind.fields, put(path, more), put(path, less))] == [name]
    assert list(loosened_properties(kind.fields, put(path, less), put(path, more))) == []
    assert list(loosened_properties(kind.fields, put(path, more), put(path, more))) == []
    (told,) = loosened(kinds(), PLAN, [desired(kind, put(path, less))], kept(kind, put(path, more)), Live())
    assert told.path == name
    with pytest.raises(RefusedError) as refusal:
        require_understood([told], ())
    assert slug_of(refusal) == "not-understood"
    require_understood([told], [Understood(told.object.upper(), told.path, less, "known")])
    for other in (
        Understood(told.object, "other", less, "known"),
        Understood("RetentionLabel/x", told.path, less, "known"),
        Understood(told.object, told.path, more, "known"),
    ):
        with pytest.raises(RefusedError):
            require_understood([told], [other])


@pytest.mark.parametrize("kind", [kind for kind in OBJECTS if kind.protects_data], ids=lambda kind: kind.name)
def test_what_protects_data_is_measured_against_the_live_object_as_well(kind: Kind) -> None:
    paths = [path for path in _paths(kind.fields) if path[-1].protecting is not None and len(path) == 1]
    for path in paths:
        assert path[-1].protecting
        more, less = stronger_and_weaker(path[-1])
        before, after = {kind.key: "One", **put(path, more)}, {kind.key: "One", **put(path, less)}
        found = tenant(kind, live(kind, "One", OLD, **put(path, more)))

        def told(state: State, declared: dict[str, Any] = after, found: Live = found) -> list[str]:
            asked = [desired(kind, declared)]
            return [one.path for one in loosened(kinds(), PLAN, asked, state, found)]

        exceeds = path[-1].name in stricter_paths(kind.fields, before, after)
        for state in (State(), kept(kind, after)):
            assert told(state) == ([] if exceeds else [path[-1].name]), "what exceeds stays: none is asked"
        assert told(kept(kind, before)) == [path[-1].name], "the program asks for less than it did"


def test_every_kind_that_protects_data_says_what_protects_more() -> None:
    for kind in KINDS:
        assert not kind.protects_data or any(path[-1].protecting for path in _paths(kind.fields)), kind.name


def test_every_exclusion_and_inclusion_of_every_kind_has_a_direction() -> None:
    with_their_own = {one.path for one in DIRECTIONS}
    for kind in KINDS:
        for path in _paths(kind.fields):
            name = path[-1].name
            if kind.token == POLICY and ".".join(one.name for one in path) in with_their_own:
                continue
            if name.startswith(("included", "excluded")) and path[-1].type is not Type.OBJECT:
                expected = Protects.MORE if name.startswith("included") else Protects.FEWER
                assert path[-1].protects is expected, f"{kind.name}.{name}"


def test_emergency_group_is_left_out_without_a_word_and_any_other_is_told() -> None:
    policy = kinds()[POLICY]
    control = PlannedControl("entra.mfa_required", {"break_glass_group": "Emergency"})
    plan = replace(PLAN, controls=(control,))

    def excluding(*names: str) -> list[DesiredResource]:
        groups = [reference(GROUP, name) for name in names]
        inputs = {"displayName": "P", "conditions": {"users": {"excludedGroups": groups}}}
        return [desired(policy, inputs)]

    before = kept(policy, {"displayName": "P", "conditions": {"users": {}}})
    assert loosened(kinds(), plan, excluding("emergency"), before, Live()) == ()
    (told,) = loosened(kinds(), plan, excluding("emergency", "Partners"), before, Live())
    assert told.object == "ConditionalAccessPolicy/P"


@pytest.mark.parametrize(
    ("kind", "path"),
    PROTECTING,
    ids=[f"{kind.name}.{'.'.join(f.name for f in path)}" for kind, path in PROTECTING],
)
def test_what_the_engine_leaves_alone_is_not_loosened(kind: Kind, path: tuple[Field, ...]) -> None:
    assert path[-1].protecting
    more, less = stronger_and_weaker(path[-1])
    ignoring = replace(desired(kind, put(path, less)), ignored=(".".join(field.name for field in path),))
    assert loosened(kinds(), PLAN, [ignoring], kept(kind, put(path, more)), Live()) == ()


@pytest.mark.parametrize("was", [(), ("Emergency",), ("Emergency", "Old"), ("Old",)])
@pytest.mark.parametrize("becomes", [("Emergency", "New"), ("New",), ("Emergency", "Old", "New")])
@pytest.mark.parametrize("there", [True, False])
def test_a_loosened_exclusion_is_told_by_what_comes_and_what_leaves(
    was: tuple[str, ...], becomes: tuple[str, ...], there: bool
) -> None:
    """The emergency group is told like any other; only its joining alone is no question.

    By id, because a name that comes where an id leaves is asked about as a name that moved.
    """
    policy = kinds()[POLICY]
    ids = {
        name: f"0d5c0000-0000-4000-8000-00000000000{n}" for n, name in enumerate(("Emergency", "Old", "New"))
    }
    known = {name: one for name, one in ids.items() if there or name != "New"}
    by_name = {(GROUP, name.casefold()): one for name, one in known.items()}
    found = Live(directory=Directory(by_name, {one: name for name, one in known.items()}))
    plan = replace(PLAN, controls=(PlannedControl("entra.mfa_required", {"break_glass_group": "Emergency"}),))

    def excluding(groups: list[str]) -> dict[str, Any]:
        return {"displayName": "P", "conditions": {"users": {"excludedGroups": groups}}}

    def said(verb: str, names: list[str]) -> list[str]:
        shown = [f"{name} ({known.get(name, 'not in the tenant')})" for name in names]
        return [f"{verb} {', '.join(shown)}"] if names else []

    wanted = desired(policy, excluding([known.get(name) or reference(GROUP, name) for name in becomes]))
    (told,) = loosened(kinds(), plan, [wanted], kept(policy, excluding([ids[name] for name in was])), found)

    come, gone = (
        [name for name in one if name not in other] for one, other in ((becomes, was), (was, becomes))
    )
    assert told.told == ", ".join([*said("adds", come), *said("drops", gone)])
    assert told.value == [known.get(name, name) for name in becomes]


# Protection


@given(
    st.lists(st.tuples(st.booleans(), st.booleans()), max_size=4),
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=4),
    st.booleans(),
    st.sampled_from([True, False, None]),
)
def test_tenant_is_never_left_without_protection_unasked(
    foreign: list[tuple[bool, bool]],
    own: list[tuple[bool, bool, bool]],
    defaults: bool,
    declared: bool | None,
) -> None:
    """Foreign policies stay as they are; ours are declared or deleted; the switch is declared or left alone."""
    policy, switch = kinds()[POLICY], kinds()[DEFAULTS]
    objects = [policy_row(f"F{n}", f"f{n}", one[0]) for n, one in enumerate(foreign)]
    objects += [policy_row(f"O{n}", f"o{n}", was) for n, (was, _, _) in enumerate(own)]
    found = Live(objects={POLICY: tuple(objects), DEFAULTS: (live(switch, "x", "s", enabled=defaults),)})
    state = State(
        resources={
            urn(POLICY, f"O{n}"): Kept(
                urn(POLICY, f"O{n}"), POLICY, f"/p/o{n}", {"displayName": f"O{n}"}, stays=False
            )
            for n in range(len(own))
        }
    )
    deleted = [urn(POLICY, f"O{n}") for n, (_, _, goes) in enumerate(own) if goes]
    wanted = [
        desired(policy, {"displayName": f"O{n}", "state": "enabled" if becomes else "disabled"}, f"O{n}")
        for n, (_, becomes, goes) in enumerate(own)
        if not goes
    ]
    if declared is not None:
        wanted.append(desired(switch, {"enabled": declared}, "switch"))

    result = protection(kinds(), wanted, state, found, deleted=deleted)

    before = defaults or any(one[0] for one in foreign) or any(was for was, _, _ in own)
    after = (
        (defaults if declared is None else declared)
        or any(one[0] for one in foreign)
        or any(becomes for _, becomes, goes in own if not goes)
    )
    lost = [f"O{n}" for n, (was, _, goes) in enumerate(own) if goes and was]
    assert result.gone == (before and not after)
    assert [one.rpartition(" ")[2].strip("'") for one in result.ended] == lost
    if result.gone or lost:
        with pytest.raises(RefusedError) as refusal:
            require_protection(result, Consent())
        assert slug_of(refusal) == "less-protection"
    require_protection(result, Consent(less_protection=True))


@pytest.mark.parametrize("applied_before", [True, False])
@pytest.mark.parametrize("enabled", [True, False])
def test_a_policy_whose_state_is_ignored_protects_as_it_does_in_the_tenant(
    enabled: bool, applied_before: bool
) -> None:
    policy, name = kinds()[POLICY], urn(POLICY, "Mine")
    found = Live(objects={POLICY: (policy_row("Mine", "m", enabled), policy_row("Goes", "g", enabled=True))})
    kept = {
        urn(POLICY, one): Kept(
            urn(POLICY, one), POLICY, f"/p/{one[0].lower()}", {"displayName": one}, stays=False
        )
        for one in ("Goes", *(("Mine",) if applied_before else ()))
    }
    mine = desired(policy, {"displayName": "Mine", "state": "disabled" if enabled else "enabled"}, "Mine")
    mine = replace(mine, urn=name, ignored=("state",))

    result = protection(kinds(), [mine], State(resources=kept), found, deleted=[urn(POLICY, "Goes")])

    assert result.after == (("Mine",) if enabled else ())
    assert result.gone is not enabled


def policy_row(name: str, object_id: str, enabled: bool) -> LiveObject:
    state = "enabled" if enabled else "enabledForReportingButNotEnforced"
    return live(kinds()[POLICY], name, object_id, state=state)


def test_loosened_is_told_in_one_line() -> None:
    one = Loosened("RetentionLabel/R", "retentionDurationDays", "3650 becomes 365", urn(GROUP), 365)

    assert one.sentence == "RetentionLabel/R retentionDurationDays: 3650 becomes 365"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.token)
@pytest.mark.parametrize("allowed", [False, True])
@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("may_delete", [None, "false", "true", True])
def test_destroy_deletes_what_protects_data_only_where_the_client_file_of_now_allows_it(
    kind: Kind, *, allowed: bool, stays: bool, may_delete: object
) -> None:
    provider = {
        "urn": "urn:p",
        "type": "pulumi:providers:m365",
        "custom": True,
        "inputs": {"tenant": "a.example"},
    }
    if may_delete is not None:
        provider["inputs"] = {"tenant": "a.example", "deleteProtectedData": may_delete}
    row = {"urn": urn(kind.token), "type": kind.token, "custom": True, "retainOnDelete": stays}
    state = parse_state({"resources": [provider, row]})
    plan = replace(PLAN, delete_protected_data=allowed)

    if kind.protects_data and not stays and str(may_delete).casefold() == "true" and not allowed:
        with pytest.raises(RefusedError, match=r"does not allow .*\(one\).*\[deletion-not-allowed\]"):
            require_allowed_deletions(kinds(), state, plan)
    else:
        require_allowed_deletions(kinds(), state, plan)


LOCKED = [
    (kind, field)
    for kind in KINDS
    if kind.deletion_unprotects and kind.shape is Shape.OBJECT
    for field in kind.fields
    if field.one_way and field.type is Type.BOOLEAN
]
"""Of kinds whose objects protect data, each switch that nothing takes back."""


@pytest.mark.parametrize(
    ("kind", "field"), LOCKED, ids=[f"{kind.name}.{field.name}" for kind, field in LOCKED]
)
def test_what_is_locked_for_good_is_deleted_by_nobody_and_nobody_is_asked_to_agree_to_it(
    kind: Kind, field: Field
) -> None:
    allowed = replace(PLAN, delete_protected_data=True)
    for locked in (True, False, None):
        row = {
            "urn": urn(kind.token),
            "type": kind.token,
            "custom": True,
            "inputs": {kind.key: "Record", field.name: locked},
        }
        state = parse_state({"resources": [row]})
        ending = endings(kinds(), state, [urn(kind.token)])
        assert [one.object for one in ending] == [f"{kind.name}/Record"]
        require_removable(kinds(), ending, PLAN, state)  # it stays in the tenant
        if locked is not True:
            require_removable(kinds(), ending, allowed, state)
            continue
        for plan, where in ((allowed, state), (PLAN, replace(state, deletes_protected_data=True))):
            with pytest.raises(RefusedError, match=f"has {field.name} true") as refused:
                require_removable(kinds(), ending, plan, where)
            assert slug_of(refused) == "change-fixed"
            assert field.one_way in str(refused.value)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.token)
def test_what_protects_data_is_deleted_only_where_the_client_said_of_this_one_what_follows(
    kind: Kind,
) -> None:
    inputs = {kind.key: "Record"} if kind.shape is Shape.OBJECT else {}
    name = f"{kind.name}/{kind.key_of(inputs)}"
    known = [{"object": name.upper(), "property": "deleted", "value": True}]
    provider = {"urn": "urn:p", "type": "pulumi:providers:m365", "custom": True}
    row = {"urn": urn(kind.token), "type": kind.token, "custom": True, "inputs": inputs}
    lately, before = (
        parse_state({"resources": [{**provider, "inputs": given}, row]})
        for given in ({"understood": json.dumps(known)}, {})
    )
    said, other = (Understood(one, "deleted", True, "Gone.") for one in (name, f"{kind.name}/Other"))  # noqa: FBT003
    ending = endings(kinds(), lately, [urn(kind.token), "urn:unknown"])

    assert [one.object for one in ending] == ([name] if kind.deletion_unprotects else [])
    agreed = replace(PLAN, delete_protected_data=True, understood=(other, said))
    require_understood_endings(ending, agreed, lately, str)
    require_applied_endings(ending, lately, "contoso")
    if ending:
        with pytest.raises(
            RefusedError, match=r"(?s)clients/x.yaml:3.*property: deleted, value: true"
        ) as refused:
            require_understood_endings(
                ending, replace(agreed, understood=(other,)), lately, lambda _: "clients/x.yaml:3"
            )
        assert slug_of(refused) == "deletion-not-understood"
        # Where the file allows nothing, whoever edits that it stays out of the state is told so, whatever else is said.
        allowed = replace(lately, deletes_protected_data=True)
        with pytest.raises(RefusedError, match=r"does not say that it stays.*holdfast up") as refused:
            require_understood_endings(ending, replace(agreed, delete_protected_data=False), allowed, str)
        assert slug_of(refused) == "deletion-not-allowed"
        assert "delete_protected_data" not in str(refused.value)
        # Where neither does, the provider leaves it in the tenant, as what was imported by hand: nothing ends.
        require_understood_endings(
            ending, replace(agreed, delete_protected_data=False, understood=()), before, str
        )
        with pytest.raises(RefusedError, match="holdfast up contoso first"):
            require_applied_endings(ending, before, "contoso")
    stays = parse_state({"resources": [{**row, "retainOnDelete": True}]})
    assert endings(kinds(), stays, [urn(kind.token)]) == ()


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("unread", KINDS, ids=lambda kind: kind.token)
@pytest.mark.parametrize("touched", [POLICY, DEFAULTS, GROUP, "m365:purview:RetentionLabel"])
def test_what_decides_over_sign_ins_is_changed_only_where_it_was_read(
    unread: Kind, reason: Reason, touched: str
) -> None:
    live = Live(unread={unread.token: Unread(reason, "503")})
    decides = {POLICY, DEFAULTS}

    if unread.token in decides and touched in decides and reason is not Reason.LICENCE:
        with pytest.raises(RefusedError, match=r"503.*\[look-failed\]"):
            require_sign_ins_read(live, [touched])
    else:
        require_sign_ins_read(live, [touched])
