"""The verdicts on objects of every kind: what is read, unread, missing, doubled, built in, and accepted.

Over 400 lines because every verdict is tried on every kind, from one stock of made-up objects.
"""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.judge import judge
from holdfast.drift.order import in_order
from holdfast.drift.owners import namesakes
from holdfast.drift.references import referred_kinds
from holdfast.drift.seen import Live, Unread
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.kinds.kind import Shape
from holdfast.kinds.live import LiveObject
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.protecting import stricter_paths
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.finding import DriftResult, Finding
from holdfast.model.letters import one_case
from holdfast.model.licence import Licences
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason, Status
from holdfast.provider.state import changed_paths, inputs_after_read
from tests.corpus.properties import KINDS, each
from tests.corpus.rows import live as read_row
from tests.corpus.rows import row, untidy
from tests.corpus.strategies import leaves, other_value, said_by, value_at, with_value

if TYPE_CHECKING:
    import random

    from holdfast.kinds.kind import Kind
    from tests.corpus.properties import Count
    from tests.corpus.strategies import Leaf

ONE, OTHER = "11111111-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000002"
OUR_GROUP, THEIR_GROUP = "33333333-0000-4000-8000-000000000003", "44444444-0000-4000-8000-000000000004"
POLICY_STATES = ("enabled", "enabledForReportingButNotEnforced", "disabled")
UNREAD = Unread(Reason.PERMISSION, "403, which needs Policy.Read.All")
TODAY = date(2026, 11, 24)

NAMED = [kind for kind in KINDS if not isinstance(kind, PopulationKind)]
RULES = [kind for kind in KINDS if isinstance(kind, PopulationKind)]
EVERY_NAMED_KIND = pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.name)
EVERY_RULE = pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.name)
REFERRING = [(kind, leaf) for kind in NAMED for leaf in leaves(kind.fields) if leaf.field.refers_to]


def declared(kind: Kind, inputs: dict[str, Any], name: str = "one") -> DesiredResource:
    return DesiredResource(f"urn:{kind.token}::{name}", kind.token, name, "entra.some_control", inputs)


def tenant_with(kind: Kind, *objects: LiveObject) -> Live:
    live = Live(objects={kind.token: objects})
    for one in objects:
        live.directory.add(kind, one)
    return live


def object_of(kind: Kind, inputs: dict[str, Any], object_id: str = ONE) -> LiveObject:
    return replace(read_row(kind, row(kind, inputs), object_id), id=object_id)


def verdicts(live: Live, *desired: DesiredResource) -> list[tuple[Status, str]]:
    return [(one.status, one.live_id) for one in judge(kinds(), desired, live)]


def drifting(kind: Kind, inputs: dict[str, Any], chance: random.Random) -> tuple[Leaf, dict[str, Any]] | None:
    """Return inputs that differ in one leaf in no direction that is stricter, and not in the natural key."""
    said = [leaf for leaf in said_by(kind, inputs) if leaf.field.name != kind.key and not leaf.field.stricter]
    if not said:
        return None
    leaf = chance.choice(said)
    changed = with_value(inputs, leaf, other_value(leaf.field, value_at(inputs, leaf.path), chance))
    # A list may do all that is asked, and more, by another value of one of its items.
    either_way = (stricter_paths(kind.fields, *pair) for pair in ((changed, inputs), (inputs, changed)))
    return None if any(any(paths) for paths in either_way) else (leaf, changed)


@EVERY_NAMED_KIND
def test_object_that_is_there_as_declared_is_in_sync(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        live = tenant_with(kind, replace(read_row(kind, untidy(kind, row(kind, inputs), chance)), id=ONE))
        (finding,) = judge(kinds(), [declared(kind, inputs)], live)
        count_case(kind.token)
        assert (finding.status, finding.differences) == (Status.IN_SYNC, ())
        assert (finding.live_id, finding.control, finding.name) == (
            ONE,
            "entra.some_control",
            kind.key_of(inputs),
        )

    each(kind, test)


@EVERY_NAMED_KIND
def test_object_that_differs_is_drifted_with_its_path(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        change = drifting(kind, inputs, chance)
        if change is None:
            return
        leaf, changed = change
        (finding,) = judge(kinds(), [declared(kind, inputs)], tenant_with(kind, object_of(kind, changed)))
        count_case(kind.token)
        assert finding.status is Status.DRIFTED
        assert [one.path for one in finding.differences] == [leaf.shown]

    each(kind, test)


@EVERY_NAMED_KIND
def test_object_that_is_not_in_a_collection_that_was_read_is_missing(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        (finding,) = judge(kinds(), [declared(kind, inputs)], Live(objects={kind.token: ()}))
        count_case(kind.token)
        assert (finding.status, finding.live_id, finding.reason) == (Status.MISSING, "", None)

    each(kind, test, examples=10)


@EVERY_NAMED_KIND
def test_object_of_an_unread_collection_is_unknown_with_the_reason(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        (finding,) = judge(kinds(), [declared(kind, inputs)], Live(unread={kind.token: UNREAD}))
        count_case(kind.token)
        assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.PERMISSION)
        assert (finding.explanation, finding.live_id) == (UNREAD.explanation, "")

    each(kind, test, examples=10)


@pytest.mark.parametrize(
    ("kind", "leaf"), REFERRING, ids=lambda one: getattr(one, "shown", getattr(one, "name", ""))
)
def test_object_that_refers_to_something_unread_is_unknown(kind: Kind, leaf: Leaf, count_case: Count) -> None:
    own = reference(leaf.field.refers_to, "somebody")

    def test(inputs: dict[str, Any], _: random.Random) -> None:
        referring = with_value(inputs, leaf, [own] if leaf.field.many else own)
        for there in ((), (object_of(kind, inputs),)):
            live = Live(objects={kind.token: there}, unread={leaf.field.refers_to: UNREAD})
            finding, *_unmanaged = judge(kinds(), [declared(kind, referring)], live)
            count_case(kind.token)
            assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.PERMISSION)

    each(kind, test, examples=5)


@pytest.mark.parametrize(
    ("kind", "leaf"), REFERRING, ids=lambda one: getattr(one, "shown", getattr(one, "name", ""))
)
def test_reference_to_something_that_is_not_there_is_drift(kind: Kind, leaf: Leaf, count_case: Count) -> None:
    own = reference(leaf.field.refers_to, "somebody")

    def test(inputs: dict[str, Any], _: random.Random) -> None:
        referring = with_value(inputs, leaf, [own] if leaf.field.many else own)
        # An item of a list of which nothing is left is not understood: there it refers to another one.
        other = OTHER if "[" in leaf.shown else None
        live = tenant_with(kind, object_of(kind, with_value(inputs, leaf, other)))
        finding, *_unmanaged = judge(kinds(), [declared(kind, referring)], live)
        count_case(kind.token)
        assert finding.status is Status.DRIFTED
        assert [one.path for one in finding.differences] == [leaf.shown]

    each(kind, test, examples=5)


@pytest.mark.parametrize(("wanted", "there"), [*itertools.product(POLICY_STATES, repeat=2)])
def test_report_only_is_a_state_like_any_other(wanted: str, there: str, count_case: Count) -> None:
    kind = next(one for one in NAMED if one.name == "ConditionalAccessPolicy")

    def test(inputs: dict[str, Any], _: random.Random) -> None:
        live = tenant_with(kind, object_of(kind, {**inputs, "state": there}))
        finding, *_unmanaged = judge(kinds(), [declared(kind, {**inputs, "state": wanted})], live)
        count_case(kind.token)
        assert finding.status is (Status.IN_SYNC if wanted == there else Status.DRIFTED)
        assert [one.path for one in finding.differences] == ([] if wanted == there else ["state"])

    each(kind, test, examples=5)


@EVERY_NAMED_KIND
def test_object_that_nobody_declared_is_unmanaged_where_the_kind_says_so(
    kind: Kind, count_case: Count
) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        live = tenant_with(kind, object_of(kind, inputs))
        count_case(kind.token)
        assert verdicts(live) == ([(Status.UNMANAGED, ONE)] if kind.report_unmanaged else [])

    each(kind, test, examples=10)


@EVERY_NAMED_KIND
def test_built_in_object_is_neither_unmanaged_nor_taken_for_a_declared_one(
    kind: Kind, count_case: Count
) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        live = tenant_with(kind, replace(object_of(kind, inputs), built_in=True))
        count_case(kind.token)
        assert verdicts(live) == []
        assert verdicts(live, declared(kind, inputs)) == [(Status.MISSING, "")]

    each(kind, test, examples=5)


@pytest.mark.parametrize(
    ("name", "template", "unmanaged"),
    [
        ("Microsoft-managed: Block legacy authentication", "4200930c-0da2-4e33-ca01-000000000001", False),
        ("Microsoft-managed: Block legacy authentication", None, True),
        ("Microsoft-managed: Block legacy authentication", "11111111-0da2-4e33-ca01-000000000001", True),
        ("Block legacy authentication", "4200930c-0da2-4e33-ca01-000000000001", True),
    ],
)
def test_policy_that_microsoft_manages_is_nobodys_unmanaged_one(
    name: str, template: str | None, *, unmanaged: bool
) -> None:
    kind = kinds()["azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"]
    conditions = {
        "applications": {"includedApplications": ["All"]},
        "users": {"includedUsers": ["All"]},
        "clientAppTypes": ["all"],
    }
    inputs = {"displayName": name, "state": "enabled", "conditions": conditions}
    live = tenant_with(kind, kind.live({**row(kind, inputs), "id": ONE, "templateId": template}, ONE))

    assert verdicts(live) == ([(Status.UNMANAGED, ONE)] if unmanaged else [])
    # One that the program declares by the same name is that policy: it is never made beside it.
    (finding,) = judge(kinds(), [declared(kind, {**inputs, "state": "disabled"})], live)
    assert (finding.status, finding.live_id) == (Status.DRIFTED, ONE)


@EVERY_NAMED_KIND
def test_undeclared_kind_that_is_unread_is_unknown_where_its_objects_matter(kind: Kind) -> None:
    found = judge(kinds(), [], Live(unread={kind.token: UNREAD}))

    assert [(one.status, one.reason, one.token) for one in found] == (
        [(Status.UNKNOWN, Reason.PERMISSION, kind.token)] if kind.report_unmanaged else []
    )


@EVERY_NAMED_KIND
def test_of_two_objects_with_one_name_none_is_taken_by_chance(kind: Kind, count_case: Count) -> None:
    if kind.shape is Shape.SINGLETON:
        return

    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        change = drifting(kind, inputs, chance)
        far = object_of(kind, change[1] if change else inputs, ONE)
        for objects in itertools.permutations((far, object_of(kind, inputs, OTHER))):
            count_case(kind.token)
            (finding,) = judge(kinds(), [declared(kind, inputs)], tenant_with(kind, *objects))
            assert (finding.status, finding.reason, finding.live_id) == (Status.UNKNOWN, Reason.AMBIGUOUS, "")
            assert ONE in finding.explanation
            assert OTHER in finding.explanation

    each(kind, test, examples=15)


@EVERY_NAMED_KIND
def test_name_that_the_program_declares_twice_is_a_mistake(kind: Kind, count_case: Count) -> None:
    if kind.shape is Shape.SINGLETON:
        return
    named_by_others = {token for one in kinds().values() for token in referred_kinds(one.fields)}

    def test(inputs: dict[str, Any], _: random.Random) -> None:
        spelled = {name: str(inputs[kind.key]).swapcase() for name in (kind.key,) if kind.key in inputs}
        one, other, far = (
            declared(kind, inputs, "one"),
            declared(kind, inputs, "two"),
            declared(kind, {**inputs, **spelled}, "three"),
        )
        names = [kind.normal_key(kind.key_of(named.inputs)) for named in (one, far)]
        # What others refer to by its name is meant in any letter case.
        same = len({one_case(name) if kind.token in named_by_others else name for name in names}) == 1
        for desired in ([one, other], [one, far], [one]):
            count_case(kind.token)
            expected = [desired] if len(desired) > 1 and (same or far not in desired) else []
            assert [found for _, found in namesakes(kinds(), desired)] == expected

    each(kind, test, examples=5)


@EVERY_NAMED_KIND
def test_two_controls_own_parts_of_the_only_one(kind: Kind, count_case: Count) -> None:
    if kind.shape is not Shape.SINGLETON:
        return

    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        desired = [declared(kind, inputs, "one"), declared(kind, inputs, "two")]
        live = tenant_with(kind, object_of(kind, inputs))
        count_case(kind.token)
        assert verdicts(live, *desired) == [(Status.IN_SYNC, ONE)] * 2
        if change := drifting(kind, inputs, chance):
            partly = [desired[0], declared(kind, change[1], "two")]
            assert verdicts(live, *partly) == [(Status.IN_SYNC, ONE), (Status.DRIFTED, ONE)]

    each(kind, test, examples=15)


@pytest.mark.parametrize(
    ("kind", "leaf"), REFERRING, ids=lambda one: getattr(one, "shown", getattr(one, "name", ""))
)
def test_reference_to_a_name_that_means_two_objects_is_unknown(
    kind: Kind, leaf: Leaf, count_case: Count
) -> None:
    named = kinds()[leaf.field.refers_to]
    own = reference(named.token, "Somebody")
    twins = [LiveObject(id=one, key=key, inputs={}) for one, key in ((ONE, "Somebody"), (OTHER, "SOMEBODY"))]

    def test(inputs: dict[str, Any], _: random.Random) -> None:
        referring = with_value(inputs, leaf, [own] if leaf.field.many else own)
        for objects in ((), (object_of(kind, inputs),)):
            live = Live(objects={kind.token: objects})
            for one in twins:
                live.directory.add(named, one)
            finding, *others = judge(kinds(), [declared(kind, referring)], live)
            count_case(kind.token)
            assert (finding.status, finding.reason, others) == (Status.UNKNOWN, Reason.AMBIGUOUS, [])
            assert f"{ONE}, {OTHER}" in finding.explanation

    each(kind, test, examples=5)


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in NAMED
        if kind.unique_key or any(field.name == kind.key and field.any_case for field in kind.fields)
    ],
    ids=lambda kind: kind.name,
)
def test_natural_key_in_another_letter_case_is_the_same_object(kind: Kind, count_case: Count) -> None:
    """Where a service has each name once, it has it once in any letter case: it is found, judged, and no change."""

    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        other = {**inputs, kind.key: inputs[kind.key].swapcase()}
        there = object_of(kind, other)
        count_case(kind.token)
        assert verdicts(tenant_with(kind, there), declared(kind, inputs)) == [(Status.IN_SYNC, ONE)]
        assert changed_paths(kind, there.inputs, inputs) == []
        assert inputs_after_read(kind, there, inputs)[kind.key] == inputs[kind.key]
        if change := drifting(kind, other, chance):
            live = tenant_with(kind, object_of(kind, change[1]))
            assert verdicts(live, declared(kind, inputs)) == [(Status.DRIFTED, ONE)]

    each(kind, test, examples=10)


@pytest.mark.parametrize(
    ("their_name", "expected"),
    [
        ("CA-BreakGlass", [Status.UNKNOWN, Status.UNKNOWN]),
        # The directory looks names up in any letter case; only the declared one's own is the declared one.
        ("ca-breakglass", [Status.DRIFTED, Status.IN_SYNC]),
    ],
)
def test_second_group_of_the_break_glass_groups_name_never_passes_for_it(
    their_name: str, expected: list[Status]
) -> None:
    """An attacker makes a second group of the break-glass group's name and excludes that one instead."""
    group, policy = (
        kinds()["azuread:index/group:Group"],
        kinds()["azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"],
    )
    ours, theirs = (
        {"displayName": "CA-BreakGlass", "members": [ONE]},
        {"displayName": their_name, "members": [OTHER]},
    )
    excluded = reference(group.token, "CA-BreakGlass")
    conditions = {"applications": {"includedApplications": ["All"]}, "clientAppTypes": ["all"]}

    def excluding(group_id: str) -> dict[str, Any]:
        users = {"includedUsers": ["All"], "excludedGroups": [group_id]}
        return {"displayName": "MFA", "state": "enabled", "conditions": {**conditions, "users": users}}

    desired = [declared(policy, excluding(excluded)), declared(group, ours)]
    for groups in itertools.permutations(
        [object_of(group, ours, OUR_GROUP), object_of(group, theirs, THEIR_GROUP)]
    ):
        live = Live(
            objects={
                group.token: groups,
                policy.token: (object_of(policy, excluding(THEIR_GROUP), "policy"),),
            }
        )
        for one in groups:
            live.directory.add(group, one)
        assert [one.status for one in judge(kinds(), desired, live)][:2] == expected


@pytest.mark.parametrize(
    "kind", [one for one in kinds().values() if one.shape is Shape.OBJECT], ids=lambda one: one.name
)
def test_what_is_there_under_a_name_in_another_spelling_is_never_made_a_second_time(kind: Kind) -> None:
    """The directory finds a name in any letter case; of lists that are read whole nobody knows it."""
    name = "\u00c9mergency access"
    wanted = declared(kind, {kind.key: name})
    spellings = ["\u00e9mergency ACCESS", f"{name} ", unicodedata.normalize("NFD", name)]
    # What came in by copying: a blank that does not break, one of no width, two of them, letters of full width.
    spellings += [name.replace(" ", one) for one in ("\u00a0", " \u200b", "  ")] + [
        name.replace("m", "\uff4d")
    ]
    for spelling in [*spellings, "Emergency access"]:
        there = Live(objects={kind.token: (object_of(kind, {kind.key: spelling}, "x"),)})
        (finding, *_) = judge(kinds(), [wanted], there)
        if spelling in spellings or (isinstance(kind, GraphObject) and kind.looked_up):
            # Where the service has each name once whatever its case, it is the same object.
            same = kind.normal_key(spelling) == kind.normal_key(name)
            assert (finding.status is Status.UNKNOWN) is not same, spelling
            assert same or (finding.reason is Reason.AMBIGUOUS and repr(spelling) in finding.explanation)
        else:
            assert finding.status is Status.MISSING
        both = judge(kinds(), [wanted, declared(kind, {kind.key: spelling}, "other")], there)
        assert Status.UNMANAGED not in {one.status for one in both}


def test_resource_of_a_kind_that_cannot_be_checked_is_unknown() -> None:
    """The program's own resources of other kinds are not checked: that may not count as in sync."""
    resource = DesiredResource(
        "urn:app", "azuread:index/application:Application", "app", "", {"displayName": "x"}
    )

    assert [(one.status, one.name) for one in judge(kinds(), [resource], Live())] == [(Status.UNKNOWN, "app")]


LICENSED = [kind for kind in KINDS if kind.licence]


WITHOUT = Licences(in_force=frozenset({"EXCHANGE_S_FOUNDATION"}))
REFUSED = Unread(Reason.LICENCE, "the service does not offer it")


def suspended(kind: Kind) -> Licences:
    return Licences(in_force=WITHOUT.in_force, lapsed={kind.licence: "Suspended"})


def with_cause(kind: Kind, cause: Unread | None, licences: Licences | None) -> tuple[DesiredResource, Live]:
    """Return an object or a rule of `kind`, and a tenant in which it was not found, or not read because of `cause`."""
    resource = declared(kind, {kind.key: "x"})
    place = resource.urn if isinstance(kind, PopulationKind) else kind.token
    if cause:
        return resource, Live(unread={place: cause}, licences=licences)
    return resource, Live(objects={kind.token: ()}, licences=licences)


EVERY_LICENSED_KIND = pytest.mark.parametrize("kind", LICENSED, ids=lambda kind: kind.name)


@EVERY_LICENSED_KIND
@pytest.mark.parametrize("cause", [None, REFUSED])
@pytest.mark.parametrize("lapsed", [True, False])
def test_kind_that_the_service_does_not_offer_and_of_which_nothing_was_found_is_not_applicable(
    kind: Kind, cause: Unread | None, *, lapsed: bool
) -> None:
    if isinstance(kind, PopulationKind) and cause is None:
        return  # a population was read, or was not
    resource, live = with_cause(kind, cause, suspended(kind) if lapsed else WITHOUT)

    (finding,) = judge(kinds(), [resource], live)

    assert (finding.status, finding.reason) == (Status.NOT_APPLICABLE, Reason.LICENCE)
    assert kind.licence in finding.explanation
    assert ("suspended" in finding.explanation) is lapsed


IDLE = [kind for kind in KINDS if kind.idle_unlicensed]


@pytest.mark.parametrize("kind", IDLE, ids=lambda kind: kind.name)
@pytest.mark.parametrize("licences", [WITHOUT, None], ids=["without", "licences unread"])
@pytest.mark.parametrize("unread", [True, False])
def test_what_does_not_act_without_its_licence_is_not_applicable_whatever_the_service_answers(
    kind: Kind, licences: Licences | None, *, unread: bool
) -> None:
    rule = isinstance(kind, PopulationKind)
    inputs = {} if rule else dict(kind.examples[0].inputs)
    resource = declared(kind, inputs)
    live = Live(
        objects={} if rule or unread else {kind.token: (object_of(kind, inputs),)},
        judgements={resource.urn: Judgement(covered=1, violations=(), exempt={})} if not unread else {},
        unread={resource.urn if rule else kind.token: UNREAD} if unread else {},
        licences=licences,
    )

    (finding,) = judge(kinds(), [resource], live)

    read = Status.UNKNOWN if unread else Status.IN_SYNC
    assert finding.status is (Status.NOT_APPLICABLE if licences else read)
    assert (kind.licence in finding.explanation) is bool(licences)


RISKY = "entra.risky_users_secured"
POLICY = kinds()["azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"]
P1 = frozenset({"AAD_PREMIUM"})


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("lapsed", [True, False])
def test_what_its_control_has_no_licence_for_is_not_applicable_though_its_kind_is_offered(
    *, there: bool, lapsed: bool
) -> None:
    resource = declared(POLICY, {"displayName": "Risk", "state": "enabled"})
    resource = replace(resource, control=RISKY)
    live = Live(
        objects={POLICY.token: (object_of(POLICY, resource.inputs, "risk"),) if there else ()},
        licences=Licences(P1, {"AAD_PREMIUM_P2": "Suspended"} if lapsed else {}),
    )

    found = judge(kinds(), [resource], live, {RISKY: "AAD_PREMIUM_P2"})

    assert [(one.status, one.reason) for one in found] == [(Status.NOT_APPLICABLE, Reason.LICENCE)], (
        "it is met by what does not act, or it is nobody's"
    )
    assert "AAD_PREMIUM_P2" in found[0].explanation
    assert ("does not act" in found[0].explanation) is (there and not lapsed)
    assert ("suspended" in found[0].explanation) is lapsed


@pytest.mark.parametrize(
    ("plans", "licences"),
    [
        ({RISKY: "AAD_PREMIUM_P2"}, Licences(frozenset({"AAD_PREMIUM", "AAD_PREMIUM_P2"}))),
        ({RISKY: "AAD_PREMIUM_P2"}, None),
        ({"entra.another": "AAD_PREMIUM_P2"}, Licences(P1)),
        ({RISKY: "AAD_PREMIUM"}, Licences(frozenset())),
        ({}, Licences(P1)),
    ],
    ids=["there", "not read", "of another control", "the kind's own", "none needed"],
)
def test_what_is_there_is_judged_unless_its_control_is_known_to_lack_its_licence(
    plans: dict[str, str], licences: Licences | None
) -> None:
    resource = replace(declared(POLICY, {"displayName": "Risk", "state": "enabled"}), control=RISKY)
    live = Live(objects={POLICY.token: (object_of(POLICY, resource.inputs, "risk"),)}, licences=licences)

    assert [one.status for one in judge(kinds(), [resource], live, plans)] == [Status.IN_SYNC]


@pytest.mark.parametrize(
    "kind", [one for one in RULES if one.shape is not Shape.ATTESTATION], ids=lambda one: one.name
)
def test_members_count_their_licences_themselves(kind: PopulationKind) -> None:
    resource = replace(declared(kind, {}), control=RISKY)
    live = Live(unread={resource.urn: Unread(Reason.UNAVAILABLE, "why")}, licences=Licences(P1))

    assert [one.status for one in judge(kinds(), [resource], live, {RISKY: "AAD_PREMIUM_P2"})] == [
        Status.UNKNOWN
    ]


VERDICTS: dict[str, tuple[dict[str, Any], Status]] = {
    "in order": ({"covered": 1}, Status.NOT_APPLICABLE),
    "broken": ({"covered": 1}, Status.DRIFTED),
    "unknown": ({"covered": 1, "unjudged": (Unjudged(member="b@x.example", why="why"),)}, Status.UNKNOWN),
}


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("state", ["Suspended", "LockedOut", "Deleted", ""])
@pytest.mark.parametrize(
    "kind",
    [one for one in RULES if one.shape is not Shape.ATTESTATION and not one.idle_unlicensed],
    ids=lambda one: one.name,
)
def test_rule_of_a_control_whose_subscription_lapsed_is_told_so_once(
    kind: PopulationKind, verdict: str, state: str
) -> None:
    facts, status = VERDICTS[verdict]
    broken = Violation(member="a@x.example", member_id="1", property=kind.judges[0], expected=1, found=0)
    rule = replace(declared(kind, {}), control=RISKY)
    judgement = Judgement(violations=(broken,) if verdict == "broken" else (), exempt={}, **facts)
    licences = Licences(P1, {"AAD_PREMIUM_P2": state} if state else {})

    (finding,) = judge(
        kinds(), [rule], Live(judgements={rule.urn: judgement}, licences=licences), {RISKY: "AAD_PREMIUM_P2"}
    )

    assert finding.status is status
    assert finding.explanation.count("renew the subscription") == bool(state)
    lacks = "the tenant has no AAD_PREMIUM_P2" in finding.explanation
    assert lacks is (not state and status is Status.NOT_APPLICABLE)


@EVERY_LICENSED_KIND
@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.LICENCE])
def test_what_was_not_read_is_unknown_whatever_the_licences_say(kind: Kind, reason: Reason) -> None:
    if kind.idle_unlicensed and reason is Reason.PERMISSION:
        return  # a cmdlet that is taken away is refused so
    resource, live = with_cause(kind, Unread(reason, "why"), WITHOUT)

    (finding,) = judge(kinds(), [resource], live)

    assert (finding.status, finding.reason, finding.explanation) == (Status.UNKNOWN, reason, "why")


@EVERY_LICENSED_KIND
@pytest.mark.parametrize("licences", ["in force", "unread"])
def test_refusal_for_want_of_a_licence_that_is_there_is_unknown(kind: Kind, licences: str) -> None:
    found = Licences(in_force=frozenset({kind.licence, "OTHER"})) if licences == "in force" else None
    resource, live = with_cause(kind, REFUSED, found)

    (finding,) = judge(kinds(), [resource], live)

    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.LICENCE)


@pytest.mark.parametrize(
    "kind", [one for one in NAMED if one.licence and not one.idle_unlicensed], ids=lambda kind: kind.name
)
@pytest.mark.parametrize("lapsed", [True, False])
def test_object_that_was_read_is_judged_whatever_the_licences_say(
    kind: Kind, *, lapsed: bool, count_case: Count
) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        change = drifting(kind, inputs, chance)
        licences = suspended(kind) if lapsed else WITHOUT
        for found, expected in [(inputs, Status.IN_SYNC), *([(change[1], Status.DRIFTED)] if change else [])]:
            live = replace(tenant_with(kind, object_of(kind, found)), licences=licences)
            (finding,) = judge(kinds(), [declared(kind, inputs)], live)
            count_case(kind.token)
            assert finding.status is expected
            assert ("suspended" in finding.explanation) is lapsed

    each(kind, test, examples=10)


@pytest.mark.parametrize(
    "kind", [one for one in RULES if not one.idle_unlicensed], ids=lambda kind: kind.name
)
@pytest.mark.parametrize("breaks", [True, False])
def test_population_that_was_read_is_judged_whatever_the_licences_say(
    kind: PopulationKind, *, breaks: bool
) -> None:
    rule = declared(kind, {})
    broken = Violation(member="a@x.example", member_id="1", property=kind.judges[0], expected=1, found=0)
    judgement = Judgement(covered=1, violations=(broken,) if breaks else (), exempt={})

    (finding,) = judge(kinds(), [rule], Live(judgements={rule.urn: judgement}, licences=suspended(kind)))

    assert finding.status is (Status.DRIFTED if breaks else Status.IN_SYNC)
    assert not kind.licence or "suspended" in finding.explanation


@pytest.mark.parametrize("kind", LICENSED, ids=lambda kind: kind.name)
@pytest.mark.parametrize("licensed", [True, False])
def test_unread_licences_or_a_fitting_one_change_nothing(kind: Kind, *, licensed: bool) -> None:
    if isinstance(kind, PopulationKind):
        return
    licences = Licences(in_force=frozenset({kind.licence, "OTHER"})) if licensed else None
    desired = [declared(kind, {kind.key: "x"})]

    (missing,) = judge(kinds(), desired, Live(objects={kind.token: ()}, licences=licences))
    (unknown,) = judge(kinds(), desired, Live(unread={kind.token: UNREAD}, licences=licences))

    assert missing.status is Status.MISSING
    assert (unknown.status, unknown.reason) == (Status.UNKNOWN, Reason.PERMISSION)


@EVERY_RULE
def test_population_that_obeys_is_in_sync_and_counted(kind: PopulationKind, count_case: Count) -> None:
    exempt = {Reason.LICENCE.value: ("c@x.example", "d@x.example"), Reason.EXCLUDED.value: ("e@x.example",)}

    def test(inputs: dict[str, Any], _: random.Random) -> None:
        rule = declared(kind, inputs, "rule")
        judgement = Judgement(covered=2, violations=(), exempt=exempt)
        (finding,) = judge(kinds(), [rule], Live(judgements={rule.urn: judgement}))
        count_case(kind.token)
        assert (finding.status, finding.name, finding.live_id) == (Status.IN_SYNC, "rule", kind.key)
        assert finding.population
        assert (finding.population.covered, finding.population.violating) == (2, 0)
        assert finding.population.exempt == {"licence": 2, "excluded": 1}
        assert finding.population.exempt_members == exempt
        told = "2 not licensed (c@x.example, d@x.example), 1 excluded (e@x.example)"
        assert finding.explanation == f"2 of 5 covered, {told}"

    each(kind, test, examples=5)


@EVERY_RULE
def test_members_that_break_a_rule_are_drift_each_with_its_path(
    kind: PopulationKind, count_case: Count
) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        rule = declared(kind, inputs)
        broken = (
            Violation(member="a@x.example", member_id=ONE, property="held", expected=True, found=False),
            Violation(member="b@x.example", member_id=OTHER, property="days", expected=3650, found=30),
            Violation(member="b@x.example", member_id=OTHER, property="owner", expected="x", found=None),
        )
        judgement = Judgement(covered=5, violations=broken, exempt={})
        (finding,) = judge(kinds(), [rule], Live(judgements={rule.urn: judgement}))
        count_case(kind.token)
        assert finding.status is Status.DRIFTED
        assert [(one.path, one.expected, one.found, one.member_id) for one in finding.differences] == [
            ("members[a@x.example].held", True, False, ONE),
            ("members[b@x.example].days", 3650, 30, OTHER),
            ("members[b@x.example].owner", "x", None, OTHER),
        ]
        assert finding.population
        assert finding.population.violating == 2
        assert finding.explanation == "5 of 7 covered"

    each(kind, test, examples=5)


@EVERY_RULE
def test_two_members_of_one_name_count_as_two(kind: PopulationKind) -> None:
    rule = declared(kind, {})
    broken = tuple(
        Violation(member="b@x.example", member_id=one, property="days", expected=2, found=1)
        for one in (ONE, OTHER)
    )
    (finding,) = judge(
        kinds(), [rule], Live(judgements={rule.urn: Judgement(covered=5, violations=broken, exempt={})})
    )

    assert finding.explanation == "5 of 7 covered"


@EVERY_RULE
def test_population_that_could_not_be_read_is_unknown(kind: PopulationKind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        rule = declared(kind, inputs)
        (finding,) = judge(kinds(), [rule], Live(unread={rule.urn: UNREAD}))
        count_case(kind.token)
        assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.PERMISSION)
        assert finding.population is None

    each(kind, test, examples=5)


# Exit codes


def result(*statuses: Status) -> DriftResult:
    findings = tuple(Finding(status, "m365:x:Y", f"{number}") for number, status in enumerate(statuses))
    return DriftResult(
        "contoso", "contoso.example", "core@1.0.0", "2026-11-24T00:00:00Z", findings, cloud=Cloud.GLOBAL
    )


@pytest.mark.parametrize("size", range(len(Status) + 1))
def test_exit_code_is_drift_before_unread_before_in_sync_for_every_set_of_statuses(size: int) -> None:
    drift = {Status.DRIFTED, Status.MISSING, Status.UNMANAGED}
    for statuses in itertools.combinations(Status, size):
        expected = 1 if drift & set(statuses) else 2 if Status.UNKNOWN in statuses or not statuses else 0
        assert result(*statuses).exit_code == expected, statuses
        assert result(*reversed(statuses)).exit_code == expected, statuses
        assert [result(*statuses, *statuses).count(one) for one in Status] == [
            2 * (one in statuses) for one in Status
        ]


def test_findings_come_drift_first_then_unread_then_the_rest() -> None:
    findings = [
        Finding(status, token, name, control)
        for status in Status
        for token in ("b:x:B", "a:x:A")
        for name in ("2", "1")
        for control in ("z.z", "")
    ]

    ordered = in_order(findings)

    assert [status for status, _ in itertools.groupby(one.status for one in ordered)] == [
        Status.DRIFTED,
        Status.MISSING,
        Status.UNMANAGED,
        Status.UNKNOWN,
        Status.IN_SYNC,
        Status.EXCEEDS,
        Status.NOT_APPLICABLE,
        Status.EXCEPTED,
    ]
    for _, group in itertools.groupby(ordered, key=lambda one: one.status):
        members = [(one.control, one.token, one.name) for one in group]
        assert members == sorted(members)
    assert in_order(ordered[::-1]) == ordered
