"""Which policies stop an account that synchronises, over every way to mean it, to leave it out and to ask for more."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from holdfast.gates.synchronising import Stops, Synchronising, stops
from holdfast.model.directory import SYNC_ROLES

OWN, OTHER = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
EMERGENCY, HELPERS = "bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"
ROLE, SECOND = SYNC_ROLES
ACCOUNT = Synchronising("sync_dc1@a.example", OWN, frozenset({ROLE}))
MEANT: list[Any] = [
    {"includedUsers": ["All"]},
    {"includedUsers": [OTHER, OWN.upper()]},
    {"includedRoles": [ROLE.upper()]},
]
NOT_MEANT: list[Any] = [
    {},
    {"includedUsers": ["None"]},
    {"includedUsers": [OTHER]},
    {"includedUsers": ["GuestsOrExternalUsers"]},
    {"includedRoles": [SECOND]},
    {"includedGroups": [HELPERS]},
]
LEFT_OUT: list[Any] = [{"excludedUsers": [OTHER, OWN.upper()]}, {"excludedRoles": [SECOND, ROLE]}]
NOT_LEFT_OUT: list[Any] = [
    {},
    {"excludedUsers": [OTHER], "excludedRoles": None},
    {"excludedRoles": [SECOND]},
    {"excludedGroups": [EMERGENCY.upper()]},
    {"excludedGroups": ["holdfast:reference:a group that is yet to be made"]},
]
IN_A_GROUP: list[Any] = [{"excludedGroups": [EMERGENCY, HELPERS]}]
GRANTS: list[Any] = [{"builtInControls": ["mfa"]}, {"builtInControls": ["block"]}]
NO_GRANTS: list[Any] = [None, {}]
EVERYTHING = [
    {"includedApplications": ["All"]},
    {"includedApplications": ["all"], "excludedApplications": ["x"]},
]
NOT_EVERYTHING: list[Any] = [{"includedApplications": ["Office365"]}, {"includedUserActions": ["x"]}, None]


def policy(users: Any, applications: Any, grant: Any) -> dict[str, Any]:
    return {"grantControls": grant, "conditions": {"users": users, "applications": applications}}


@pytest.mark.parametrize("grant", [*GRANTS, *NO_GRANTS])
@pytest.mark.parametrize("applications", [*EVERYTHING, *NOT_EVERYTHING])
def test_whoever_is_meant_and_not_left_out_is_stopped_by_whatever_is_asked_for_everywhere(
    applications: Any, grant: Any
) -> None:
    for meant, left in itertools.product([*MEANT, *NOT_MEANT], [*LEFT_OUT, *NOT_LEFT_OUT, *IN_A_GROUP]):
        expected = Stops.PERHAPS if left in IN_A_GROUP else Stops.YES
        if meant in NOT_MEANT or left in LEFT_OUT or grant in NO_GRANTS or applications in NOT_EVERYTHING:
            expected = Stops.NO
        found = stops(policy({**meant, **left}, applications, grant), ACCOUNT, {EMERGENCY})
        assert found is expected, (meant, left)


@pytest.mark.parametrize(
    "conditions", [None, [], {}, {"users": None, "applications": {"includedApplications": ["All"]}}]
)
def test_what_says_nothing_of_whom_it_means_is_told_elsewhere(conditions: Any) -> None:
    assert stops({"grantControls": GRANTS[0], "conditions": conditions}, ACCOUNT, ()) is Stops.NO
