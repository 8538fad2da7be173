"""The verdicts on rules over a population: never good while a member is unknown, uncounted, or while nobody obeys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.judge import judge
from holdfast.drift.seen import Live
from holdfast.kinds.judgement import Judgement, Uncounted, Unjudged, Violation
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.finding import DriftResult
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason, Status
from holdfast.report.formats.json import FORMAT
from holdfast.tenant.cmdlet_wire import Invocation
from tests.golden.report.cases import input_of

if TYPE_CHECKING:
    from tests.corpus.properties import Count

ONE, OTHER = "11111111-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000002"
RULES = [kind for kind in kinds().values() if isinstance(kind, PopulationKind)]
EVERY_RULE = pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.name)


def declared(kind: PopulationKind) -> DesiredResource:
    return DesiredResource(f"urn:{kind.token}::rule", kind.token, "rule", "some.control", {})


@EVERY_RULE
def test_rule_says_what_it_counts_and_where_it_notes_who_breaks_it(kind: PopulationKind) -> None:
    outputs = {field.name for field in kind.fields if field.output and field.many}
    assert kind.noun.endswith("s")
    # What never writes keeps no notes in a state: the engine has nothing to repair.
    assert kind.notes in outputs or not kind.write_permissions


BROKEN = Violation(member="a@x.example", member_id=ONE, property="days", expected=3650, found=30)
MENDED = replace(BROKEN, remedy=Invocation("Set-Mailbox", {}))
LONGER = Violation(member="b@x.example", member_id=OTHER, property="days", expected=30, found="unlimited")
STRANGE = Unjudged(member="c@x.example", why="held is 'yes', which is not true or false")
UNCOUNTED = Uncounted(reason=Reason.PERMISSION, told="whether these are all is unknown")


@EVERY_RULE
@pytest.mark.parametrize(
    ("judgement", "status", "reason"),
    [
        ({"covered": 1, "exceeding": (LONGER,)}, Status.EXCEEDS, None),
        ({"covered": 1, "unjudged": (STRANGE,)}, Status.UNKNOWN, Reason.UNEXPECTED),
        ({"covered": 1, "uncounted": UNCOUNTED}, Status.UNKNOWN, Reason.PERMISSION),
        ({"covered": 1, "exceeding": (LONGER,), "unjudged": (STRANGE,)}, Status.UNKNOWN, Reason.UNEXPECTED),
        ({"covered": 1, "exceeding": (LONGER,), "violations": (BROKEN,)}, Status.DRIFTED, None),
        ({"covered": 1, "violations": (BROKEN,), "unjudged": (STRANGE,)}, Status.DRIFTED, Reason.UNEXPECTED),
        ({"covered": 0, "violations": (BROKEN,), "uncounted": UNCOUNTED}, Status.DRIFTED, Reason.PERMISSION),
        ({"covered": 0}, Status.UNKNOWN, Reason.UNEXPECTED),
        ({"covered": 0, "exempt": {"type": ("x",), "deleted": ("y",)}}, Status.UNKNOWN, Reason.UNEXPECTED),
        ({"covered": 0, "exempt": {"licence": ("x",)}}, Status.NOT_APPLICABLE, Reason.LICENCE),
        ({"covered": 0, "exempt": {"excluded": ("x",)}}, Status.NOT_APPLICABLE, Reason.EXCLUDED),
        (
            {"covered": 0, "exempt": {"licence": ("x",)}, "unjudged": (STRANGE,)},
            Status.UNKNOWN,
            Reason.UNEXPECTED,
        ),
        ({"covered": 0, "exempt": {"licence": ("x",)}, "violations": (BROKEN,)}, Status.DRIFTED, None),
        ({"covered": 1, "violations": (MENDED,)}, Status.DRIFTED, None),
    ],
    ids=lambda value: value.value if isinstance(value, Status) else "",
)
def test_rule_is_as_declared_only_when_every_member_was_judged_and_some_obey(
    kind: PopulationKind, judgement: dict[str, Any], status: Status, reason: Reason | None, count_case: Count
) -> None:
    rule = declared(kind)
    whole = Judgement(**{"violations": (), "exempt": {}, **judgement})
    (finding,) = judge(kinds(), [rule], Live(judgements={rule.urn: whole}))
    count_case(kind.token)

    assert (finding.status, finding.reason) == (status, reason)
    shown = whole.violations or (whole.exceeding if status is Status.EXCEEDS else ())
    assert [one.member_id for one in finding.differences] == [one.member_id for one in shown]
    assert [one.by_hand for one in finding.differences] == [one.remedy is None for one in shown]
    assert finding.population
    assert finding.population.unknown_members == {one.why: (one.member,) for one in whole.unjudged}
    for one in whole.unjudged:
        assert one.member in finding.explanation
        assert one.why in finding.explanation
    assert not whole.uncounted or whole.uncounted.told in finding.explanation
    assert whole.covered or finding.status is not Status.IN_SYNC


@EVERY_RULE
def test_names_are_bounded_in_the_sentence_and_whole_in_the_finding(kind: PopulationKind) -> None:
    names = tuple(f"{number:04}@x.example" for number in range(1000))
    rule = declared(kind)
    whole = Judgement(covered=1, violations=(), exempt={"licence": names})
    (finding,) = judge(kinds(), [rule], Live(judgements={rule.urn: whole}))

    result = DriftResult("c", "t", "b", "2026-11-25T00:00:00Z", (finding,), cloud=Cloud.GLOBAL)
    assert finding.population
    assert finding.population.exempt_members["licence"] == names
    assert finding.explanation.endswith(
        "1000 not licensed (0000@x.example, 0001@x.example, 0002@x.example and 997 more)"
    )
    rendered = FORMAT.render(input_of(result, ())).decode()
    assert all(name in rendered for name in names)
