"""Names that only full case folding takes for one, as Maße and Masse, are two wherever an apply goes by a name."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.moved import require_same_objects
from holdfast.apply.gates.one_way import require_agreed
from holdfast.apply.references import Moved, ambiguous, moved
from holdfast.apply.state import Kept, State
from holdfast.drift.audit_events import Event, Target, removals
from holdfast.kinds.consequence import consequence_of, one_way_of
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.loosened import _beyond
from holdfast.kinds.protecting import is_understood, loosened_properties
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.group_members import groups_called
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.directory import GROUP
from holdfast.model.errors import RefusedError
from holdfast.model.finding import Change
from holdfast.model.letters import one_case
from holdfast.model.understood import as_said
from tests.corpus.test_names_by_hand import there
from tests.corpus.test_names_in_rules import NEW, OLD

NAMES = pytest.mark.parametrize(
    ("one", "other"), [("Maße", "Masse"), ("ﬁnance", "finance"), ("Straße", "Strasse")]
)
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
LABEL, APPLYING = "m365:purview:RetentionLabel", "m365:purview:RetentionLabelAutoApplyPolicy"


def resource(token: str, name: str, inputs: dict[str, Any]) -> DesiredResource:
    return DesiredResource(f"urn:pulumi:a::holdfast::{token}::{name}", token, name, "", inputs)


def excluding(group: str) -> DesiredResource:
    users = {"includedUsers": ["All"], "excludedGroups": [group]}
    return resource(POLICY, "policy", {"displayName": "P", "conditions": {"users": users}})


@NAMES
def test_group_that_is_looked_up_is_not_two_because_of_another_name(one: str, other: str) -> None:
    live = there(kinds()[GROUP], (OLD, one), (NEW, other))
    twice = there(kinds()[GROUP], (OLD, one), (NEW, f"{one[:-1]}{one[-1].upper()}"))

    assert list(ambiguous(kinds(), [excluding(reference(GROUP, one))], State(), live)) == []
    found = list(ambiguous(kinds(), [excluding(reference(GROUP, one))], State(), twice))
    assert [ids for _, _, ids in found] == [(OLD, NEW)]


@NAMES
def test_managed_group_is_meant_by_its_id_whatever_its_letters(one: str, other: str) -> None:
    for name in (one, other):
        group, policy = resource(GROUP, "group", {"displayName": name}), excluding(reference(GROUP, name))
        applied = excluding(OLD).inputs
        state = State(
            {
                group.urn: Kept(group.urn, GROUP, f"/groups/{OLD}", group.inputs, stays=True),
                policy.urn: Kept(policy.urn, POLICY, "p", applied, stays=False),
            }
        )
        live = there(kinds()[GROUP], (NEW, name), (OLD, name))
        live.objects[POLICY] = ()

        assert moved(kinds(), [group, policy], state, live) == ()


@NAMES
def test_word_for_one_name_agrees_to_no_other(one: str, other: str) -> None:
    consent = Consent(moved=frozenset({other}))
    with pytest.raises(RefusedError, match="moved-name"):
        require_same_objects([Moved(GROUP, one, (OLD,), NEW, ("policy",))], consent)
    require_same_objects([Moved(GROUP, other.upper(), (OLD,), NEW, ("policy",))], consent)

    fields, path = kinds()[LABEL].fields, "retentionDurationDays"
    name = f"RetentionLabel/{other}"
    entries = [as_said(name, path, 30, consequence_of(name, path, 30))]
    assert is_understood(entries, fields, f"RetentionLabel/{other.upper()}", path, 30)
    assert not is_understood(entries, fields, f"RetentionLabel/{one}", path, 30)


@NAMES
@pytest.mark.parametrize("first", [True, False])
def test_what_deletes_by_one_label_is_asked_about_beside_another_one(
    one: str, other: str, first: bool
) -> None:
    said = {"retentionDurationDays": 30, "retentionType": "CreationAgeInDays"}
    labels = [
        resource(LABEL, "keeps", {"name": one, "retentionAction": "Keep", **said}),
        resource(LABEL, "deletes", {"name": other, "retentionAction": "KeepAndDelete", **said}),
    ]
    where = {"exchangeLocation": ["All"], "query": "subject:x"}
    applying = resource(APPLYING, "applying", {"name": "By query", "label": other, **where})
    declared = [*(labels if first else labels[::-1]), applying]
    agreed = "retentionAction", "KeepAndDelete"
    name = f"RetentionLabel/{other}"
    entries = [as_said(name, *agreed, one_way_of(kinds().values(), name, *agreed))]

    with pytest.raises(RefusedError, match="By query"):
        require_agreed(kinds(), declared, entries, lambda *_: "here")


@NAMES
def test_place_that_goes_is_not_there_by_another_name(one: str, other: str) -> None:
    fields = kinds()["m365:purview:RetentionPolicy"].fields
    before, after = {"sharePointLocation": [one]}, {"sharePointLocation": [other]}

    assert [path for path, _, _ in loosened_properties(fields, before, after)] == ["sharePointLocation"]
    assert _beyond([one], [other]) == [one]


@NAMES
def test_row_of_another_group_is_not_taken_for_the_one_that_was_asked_for(one: str, other: str) -> None:
    class Directory:
        graph: Any

        async def collection(self, *_: object, **__: object) -> list[dict[str, Any]]:
            return [{"id": OLD, "displayName": other}]

    directory = Directory()
    directory.graph = directory
    with pytest.raises(MisreadError):
        asyncio.run(groups_called(cast("Any", directory), one, "group"))


@NAMES
def test_change_of_one_object_is_not_told_of_another_one(one: str, other: str) -> None:
    change = Change("mallory", datetime(2026, 11, 29, tzinfo=UTC).isoformat(), "Delete group")
    gone = [
        Event(
            datetime(2026, 11, 29, tzinfo=UTC),
            change,
            (Target(OLD, one_case(other)),),
            category="groupmanagement",
            deletes=True,
        )
    ]

    assert removals(gone, "GroupManagement", one) == []
