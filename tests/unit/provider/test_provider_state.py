"""What a state holds after a read, where a generated case cannot say what should come out."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.provider.state import changed_paths, inputs_after_read, not_ignored, outputs
from holdfast.provider.values import UNKNOWN
from tools.docs.class_source import resource_classes, snake_case

HOLD = kinds()["m365:exchange:LitigationHold"]
POLICY = kinds()["azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"]
RULE = {"durationDays": 2555, "mailboxTypes": ["UserMailbox"]}
BROKEN = {"violations": ["anna@x: litigationHoldEnabled should be true, is false"]}


def test_rule_that_is_broken_changes_until_it_is_repaired() -> None:
    broken = LiveObject(id="hold", key="hold", inputs=RULE, unmodelled=BROKEN)
    state = outputs(HOLD, broken, inputs_after_read(HOLD, broken, RULE))

    assert state == {**RULE, **BROKEN}
    assert changed_paths(HOLD, state, RULE) == [("violations", BROKEN["violations"], None)]
    assert changed_paths(HOLD, RULE, RULE) == []


def test_unmodelled_thing_of_an_object_stays_out_of_the_state() -> None:
    live = LiveObject(id="x", key="x", inputs={"displayName": "x"}, unmodelled={"conditions.times": 1})

    assert outputs(POLICY, live, {"displayName": "x"}) == {"displayName": "x"}


def test_reading_writes_unchanged_parts_as_the_program_does() -> None:
    known: dict[str, Any] = {
        "displayName": "MFA",
        "state": "enabled",
        "conditions": {
            "users": {"includedUsers": ["All", "None"]},
            "clientAppTypes": ["all"],
            "applications": {},
        },
        "grantControls": {"operator": "OR"},
    }
    found = {**known, "state": "disabled", "conditions": {**known["conditions"], "clientAppTypes": ["ALL"]}}
    live = LiveObject(id="x", key="MFA", inputs=found)

    state = inputs_after_read(POLICY, live, known)

    assert state == {**known, "state": "disabled"}
    assert changed_paths(POLICY, state, known) == [("state", "disabled", "enabled")]


def test_unknown_is_changed_beside_what_is_known_to_be() -> None:
    new = {"durationDays": 3650, "mailboxTypes": UNKNOWN}

    assert changed_paths(HOLD, RULE, new) == [
        ("durationDays", 2555, 3650),
        ("mailboxTypes", ["UserMailbox"], UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("ignored", "left"),
    [
        ([], ["a", "a.b", "a[0].c", "ab", "b"]),
        (["a"], ["ab", "b"]),
        (["a.b"], ["a", "a[0].c", "ab", "b"]),
        (["a[0]"], ["a", "a.b", "ab", "b"]),
        (["ab", "b"], ["a", "a.b", "a[0].c"]),
    ],
)
def test_ignored_changes_are_left_out_by_whole_names(ignored: list[str], left: list[str]) -> None:
    paths = [(name, None, None) for name in ("a", "a.b", "a[0].c", "ab", "b")]

    assert [path for path, _, _ in not_ignored(paths, ignored)] == left


@pytest.mark.parametrize(
    ("name", "python"),
    [
        ("name", "name"),
        ("durationDays", "duration_days"),
        ("oneDriveLocation", "one_drive_location"),
        ("isRecordLabel", "is_record_label"),
        ("sha256Sum", "sha256_sum"),
    ],
)
def test_python_names_are_in_snake_case(name: str, python: str) -> None:
    assert snake_case(name) == python


def test_classes_are_written_the_same_every_time() -> None:
    own = [kind for token, kind in kinds().items() if token.startswith("m365:")]

    assert resource_classes(own) == resource_classes(own)
    compile(resource_classes(own), "resources.py", "exec")
