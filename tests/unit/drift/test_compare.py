"""What a difference says to people, and which ones are stricter than asked."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.drift.compare import FIXED, compare, exceeds, field_at
from holdfast.drift.references import Directory
from holdfast.kinds.field import Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.kinds.statement import UNMODELLED
from holdfast.model.finding import Difference

BY_NAME = {kind.name: kind for kind in kinds().values()}
LABEL = {
    "name": "Record",
    "retentionAction": "KeepAndDelete",
    "retentionDurationDays": "2555",
    "retentionType": "CreationAgeInDays",
}


def against(
    name: str, declared: dict[str, Any], found: dict[str, Any], **more: Any
) -> tuple[Difference, ...]:
    live = LiveObject(id="an-id", key="x", inputs=found, **more)
    return compare(BY_NAME[name], declared, live, Directory(names={"an-id": "Anna"}))


def test_differences_are_sorted_by_path() -> None:
    found = against(
        "RetentionLabel", {**LABEL, "notes": "a", "comment": "b"}, {**LABEL, "retentionDurationDays": 7}
    )

    assert [one.path for one in found] == ["comment", "notes", "retentionDurationDays"]


def test_difference_that_cannot_be_repaired_in_place_says_so() -> None:
    found = against("RetentionLabel", LABEL, {**LABEL, "retentionAction": "Keep", "retentionDurationDays": 7})

    assert [(one.path, one.note, one.by_hand) for one in found] == [
        ("retentionAction", FIXED, True),
        ("retentionDurationDays", "", False),
    ]


@pytest.mark.parametrize("declared", [{}, {"regulatory": None}, {"regulatory": False}])
def test_what_nothing_takes_back_is_told_though_nobody_declared_anything_of_it(
    declared: dict[str, Any],
) -> None:
    (found,) = against("RetentionLabel", {**LABEL, **declared}, {**LABEL, "regulatory": True})

    assert (found.path, found.found, found.by_hand) == ("regulatory", True, True)
    assert against("RetentionLabel", {**LABEL, **declared}, {**LABEL, "regulatory": False}) == ()
    assert against("RetentionLabel", {**LABEL, "regulatory": True}, {**LABEL, "regulatory": True}) == ()
    assert against("RetentionLabel", LABEL, {**LABEL, "isRecordLabel": True}) == ()


def test_values_are_shown_in_the_letter_case_they_are_written_in() -> None:
    (found,) = against("RetentionLabel", LABEL, {**LABEL, "retentionAction": "Keep"})

    assert (found.expected, found.found) == ("KeepAndDelete", "Keep")


def test_ids_are_shown_with_names_where_they_are_known() -> None:
    (found,) = against(
        "Group", {"displayName": "G", "members": ["other-id"]}, {"displayName": "G", "members": ["an-id"]}
    )

    assert (found.path, found.expected, found.found) == ("members", ["other-id"], ["Anna (an-id)"])


def test_what_no_input_can_express_is_reported_besides() -> None:
    location = {"displayName": "L", "ip": {"ipRanges": ["198.51.100.0/24"]}}

    found = against("NamedLocation", location, {**location, "displayName": "M"}, unmodelled={"a.b": [1]})

    assert [(one.path, one.found, one.note, one.by_hand) for one in found] == [
        ("a.b", [1], UNMODELLED, True),
        ("displayName", "M", "", False),
    ]


def test_note_of_what_cannot_be_expressed_blames_no_other_provider() -> None:
    """A label policy that was not distributed is none of the azuread provider's business."""
    policy = {"name": "Labels", "labels": ["Record"]}

    (found,) = against("RetentionLabelPolicy", policy, policy, unmodelled={"DistributionStatus": "Error"})

    assert (found.path, found.by_hand) == ("DistributionStatus", True)
    assert "azuread" not in found.note


@pytest.mark.parametrize(
    ("path", "expected", "found", "stricter"),
    [
        ("durationDays", 2555, 3650, True),
        ("durationDays", "2555", 3650, True),
        ("durationDays", 2555, "unlimited", True),
        ("durationDays", 2555, "3650.00:00:00", True),
        ("durationDays", 2555, 2554, False),
        ("durationDays", "unlimited", 36500, False),
        ("durationDays", 2555, None, False),
        ("durationDays", 2555, "seven years", False),
        ("retentionDurationDays", 2555, 3650, True),
        ("retentionDurationDays", 2555, 2554, False),
        ("isRecordLabel", None, True, True),
        ("isRecordLabel", True, None, False),
        ("isRecordLabel", True, False, False),
        ("notes", "a", "b", False),
        ("DistributionStatus", None, "Error", False),
        ("", None, True, False),
    ],
)
def test_difference_exceeds_in_one_direction_only(
    path: str, expected: Any, found: Any, *, stricter: bool
) -> None:
    kind = BY_NAME["LitigationHold" if path == "durationDays" else "RetentionLabel"]

    keeps = {"retentionAction": "Keep"}
    assert exceeds(kind, [Difference(path, expected, found)], keeps) == stricter
    assert not exceeds(kind, [Difference(path, expected, found), Difference("comment", "a", None)], keeps)
    assert not exceeds(kind, [], keeps)


@pytest.mark.parametrize("action", ["KeepAndDelete", "Delete", "keepanddelete", "Archive"])
def test_longer_retention_that_also_deletes_is_a_question(action: str) -> None:
    longer = Difference("retentionDurationDays", 2555, 3650)

    assert not exceeds(BY_NAME["RetentionLabel"], [longer], {"retentionAction": action})


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("state", Type.STRING),
        ("conditions", Type.OBJECT),
        ("conditions.users.excludedUsers", Type.STRING),
        ("conditions.users.includedGuestsOrExternalUsers[0].externalTenants[0].members", Type.STRING),
        ("sessionControls.signInFrequency", Type.INTEGER),
        ("conditions.times", None),
        ("state.deeper", None),
        ("", None),
    ],
)
def test_field_is_found_by_its_path(path: str, type_: Type | None) -> None:
    found = field_at(BY_NAME["ConditionalAccessPolicy"].fields, path)

    assert (found.type if found else None) == type_
