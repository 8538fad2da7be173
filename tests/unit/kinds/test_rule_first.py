"""Between the two writes of a retention policy nothing is deleted that neither the old nor the new one deletes."""

from __future__ import annotations

import itertools
from math import inf
from typing import Any

import pytest

from holdfast.kinds.purview.retention_label_auto_apply_policy import KIND as APPLYING
from holdfast.kinds.purview.retention_policy import KIND
from holdfast.kinds.services.rule_first import rule_between, rule_goes_first
from holdfast.kinds.services.ruled_policy import PLACES
from tests.unit.kinds.test_writes import FakeTenant, run

ANA, LEE, KIM = "ana@x", "lee@x", "kim@x"
PLACE, BUT = "exchangeLocation", "exchangeLocationException"
RULES = [
    {"retentionAction": action, "retentionDurationDays": days, "retentionType": start}
    for action in ("Keep", "KeepAndDelete", "Delete")
    for days in (30, 365, "unlimited")
    for start in ("CreationAgeInDays", "ModificationAgeInDays")
]
WHERE: list[dict[str, Any]] = [
    {PLACE: named, BUT: but, "enabled": enabled}
    for named, but in (([ANA], []), ([LEE], []), ([ANA, LEE], []), (["All"], []), (["All"], [ANA]))
    for enabled in (True, False)
]
Harm = tuple[int, bool] | None
"""After how many days a thing is gone, and whether from its making; None where it is never."""


def harm(inputs: dict[str, Any], person: str) -> Harm:
    named = person in inputs[PLACE] or ("All" in inputs[PLACE] and person not in inputs[BUT])
    days = inputs["retentionDurationDays"]
    if not named or not inputs["enabled"] or inputs["retentionAction"] == "Keep" or days == "unlimited":
        return None
    return days, inputs["retentionType"] == "CreationAgeInDays"


def no_worse(one: Harm, other: Harm) -> bool:
    return one is None or (other is not None and one[0] >= other[0] and one[1] <= other[1])


def deletes_unasked(old: dict[str, Any], new: dict[str, Any], between: dict[str, Any]) -> list[str]:
    """Who loses meanwhile what he lost neither before nor loses afterwards."""
    return [
        one
        for one in (ANA, LEE, KIM)
        if not any(no_worse(harm(between, one), harm(side, one)) for side in (old, new))
    ]


def keeps(inputs: dict[str, Any], person: str) -> float:
    """For how many days a thing is kept for sure; 0 where nothing keeps it."""
    named = person in inputs[PLACE] or ("All" in inputs[PLACE] and person not in inputs[BUT])
    if not named or not inputs["enabled"] or inputs["retentionAction"] == "Delete":
        return 0
    days = inputs["retentionDurationDays"]
    return inf if days == "unlimited" else float(days)


def states(old: dict[str, Any], new: dict[str, Any]) -> list[dict[str, Any]]:
    """What the policy is after each write but the last."""
    where = {name: new[name] for name in (PLACE, BUT, "enabled")}
    rule = {name: new[name] for name in RULES[0]}
    if between := rule_between(PLACES, KIND.normal(old), KIND.normal(new)):
        meanwhile = {**old, **rule, **between}
        return [meanwhile, {**meanwhile, **where}]
    first = rule_goes_first(PLACES, KIND.normal(old), KIND.normal(new))
    return [{**old, **rule} if first else {**old, **where}]


def test_whatever_changes_into_whatever_nothing_is_deleted_meanwhile_that_neither_deletes() -> None:
    three = 0
    for was, becomes, here, there in itertools.product(RULES, RULES, WHERE, WHERE):
        old, new = {**was, **here}, {**becomes, **there}
        meanwhile = states(old, new)
        three += len(meanwhile) == 2
        assert [lost for one in meanwhile if (lost := deletes_unasked(old, new, one))] == [], (old, new)
        if len(meanwhile) == 2:  # whoever is kept before and afterwards is kept as long meanwhile
            for one in meanwhile:
                assert all(
                    keeps(one, who) >= min(keeps(old, who), keeps(new, who)) for who in (ANA, LEE, KIM)
                )
    assert three


def sent(kind: Any, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    policy = {"Name": "Ours", "Guid": "aaaa", "Enabled": True}
    rule = {"Name": "Ours", "Policy": "aaaa", "Guid": "r"}
    fake = FakeTenant(RetentionCompliancePolicy=[policy], RetentionComplianceRule=[rule])
    run(kind.update(fake.tenant, "Ours", {"name": "Ours", **old}, {"name": "Ours", **new}))
    return ["rule" if name == "Set-RetentionComplianceRule" else "places" for name, _ in fake.cmdlets.sent]


DELETES = {"retentionAction": "Delete", "retentionDurationDays": 30}
KEEPS = {"retentionAction": "Keep", "retentionDurationDays": "unlimited"}
SOONER = {"retentionAction": "Delete", "retentionDurationDays": 30, "retentionType": "ModificationAgeInDays"}
LATER = {**SOONER, "retentionDurationDays": 365, "retentionType": "CreationAgeInDays"}
RECORDS, WASTE = ({"label": one, "query": "kind:docs"} for one in ("Record", "Waste"))


@pytest.mark.parametrize(
    ("kind", "old", "new", "order"),
    [
        (KIND, {**DELETES, PLACE: [ANA]}, {**KEEPS, PLACE: ["All"]}, ["rule", "places"]),
        (KIND, {**DELETES, PLACE: [ANA], "enabled": False}, {**KEEPS, PLACE: [ANA]}, ["rule", "places"]),
        (KIND, {**KEEPS, PLACE: ["All"]}, {**DELETES, PLACE: [ANA]}, ["places", "rule"]),
        (KIND, {**SOONER, PLACE: [ANA]}, {**LATER, PLACE: [LEE]}, ["rule", "places", "rule"]),
        (KIND, {**LATER, PLACE: [ANA]}, {**SOONER, PLACE: [LEE]}, ["rule", "places", "rule"]),
        (KIND, {**LATER, PLACE: [ANA]}, {**SOONER, PLACE: [ANA]}, ["rule"]),
        (APPLYING, {**WASTE, PLACE: [ANA]}, {**RECORDS, PLACE: ["All"]}, ["rule", "places"]),
        (APPLYING, {**RECORDS, PLACE: ["All"]}, {**WASTE, PLACE: [ANA]}, ["places", "rule"]),
    ],
)
def test_what_deletes_less_is_sent_first_and_what_deletes_more_last(
    kind: Any, old: dict[str, Any], new: dict[str, Any], order: list[str]
) -> None:
    assert sent(kind, old, new) == order


def test_the_rule_between_is_written_in_the_words_of_the_service() -> None:
    policy = {"Name": "Ours", "Guid": "aaaa", "Enabled": True}
    rule = {"Name": "Ours", "Policy": "aaaa", "Guid": "r"}
    fake = FakeTenant(RetentionCompliancePolicy=[policy], RetentionComplianceRule=[rule])
    old, new = {**LATER, "retentionAction": "KeepAndDelete", PLACE: [ANA]}, {**SOONER, PLACE: [LEE]}
    run(KIND.update(fake.tenant, "Ours", {"name": "Ours", **old}, {"name": "Ours", **new}))
    first, _, last = (given for _, given in fake.cmdlets.sent)
    assert first["ExpirationDateOption"] == "ModificationAgeInDays"
    assert (last["RetentionComplianceAction"], str(last["RetentionDuration"])) == ("Delete", "30")
    assert "RetentionComplianceAction" not in first, "it kept before, and keeps until the places are others"
