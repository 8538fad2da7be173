"""What the engine ignores after an object was made is left out of what is declared."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.model.desired import DesiredResource

INPUTS: dict[str, Any] = {
    "state": "on",
    "conditions": {"users": ["a"], "apps": [{"name": "x", "scope": "all"}]},
}


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("state", {"conditions": INPUTS["conditions"]}),
        ("conditions.users", {"state": "on", "conditions": {"apps": [{"name": "x", "scope": "all"}]}}),
        ('conditions["users"][0]', {"state": "on", "conditions": {"apps": [{"name": "x", "scope": "all"}]}}),
        (
            "conditions.apps[*].scope",
            {"state": "on", "conditions": {"users": ["a"], "apps": [{"name": "x"}]}},
        ),
        ("*", {}),
        ("", INPUTS),
        ("[]", INPUTS),
        ("state.deeper", INPUTS),
        ("conditions.apps.scope", INPUTS),
        ("elsewhere.users", INPUTS),
    ],
)
def test_exactly_what_the_path_leads_to_is_left_out(path: str, left: dict[str, Any]) -> None:
    one = DesiredResource("urn", "token", "name", "", INPUTS, ignored=(path,))

    assert one.lasting(one.inputs) == left


BEFORE = {
    "state": "off",
    "conditions": {"users": ["b", "c"], "apps": [{"name": "y", "scope": "none"}]},
    "more": 1,
}


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("state", {**INPUTS, "state": "off"}),
        ("more", {**INPUTS, "more": 1}),
        ("conditions", {**INPUTS, "conditions": BEFORE["conditions"]}),
        ('conditions["users"]', {**INPUTS, "conditions": {**INPUTS["conditions"], "users": ["b", "c"]}}),
        ("conditions.users[0]", {**INPUTS, "conditions": {**INPUTS["conditions"], "users": ["b"]}}),
        ("conditions.users[1]", INPUTS),
        (
            "conditions.apps[*].scope",
            {**INPUTS, "conditions": {"users": ["a"], "apps": [{"name": "x", "scope": "none"}]}},
        ),
        ("*", BEFORE),
        ("", INPUTS),
        ("state.deeper", INPUTS),
        ("conditions.apps.scope", INPUTS),
        ("elsewhere.users", INPUTS),
    ],
)
def test_exactly_what_the_path_leads_to_stays_as_it_was(path: str, changed: dict[str, Any]) -> None:
    one = DesiredResource("urn", "token", "name", "", INPUTS, ignored=(path,))

    assert one.upon(BEFORE) == changed
