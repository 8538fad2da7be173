"""What the control of access reviews claims of CIS is what it declares, condition by condition (CIS 7.0.0 by Prowler).

The conditions are those of its audit procedures of 5.3.2 and 5.3.3, over the wire form of each series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.registry import kinds
from tests.conditions import at, equals
from tools.docs.declared import declares

if TYPE_CHECKING:
    from tests.conditions import Condition

NAME = "entra.access_reviews_configured"
NEEDED = {"reviewers": ["/users/44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"], "starts_on": "2026-12-01"}
REVIEWED_ROLES = {
    "62e90394-69f5-4237-9190-012177145e10",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "69091246-20e8-4a56-aa4d-066075b2a7a8",
    "194ae4cb-b126-40b2-bd5b-6091b380977d",
}
"""Global, Privileged Role, Exchange, SharePoint, Teams and Security Administrator."""
BOTH: tuple[Condition, ...] = (
    equals("settings.recurrence.pattern.type", "absoluteMonthly"),
    equals("settings.recurrence.pattern.interval", 1),
    equals("settings.recurrence.range.type", "noEnd"),
    ("reviewers are named, and none is whoever is reviewed", lambda one: bool(at(one, "reviewers"))),
    equals("settings.mailNotificationsEnabled", value=True),
    equals("settings.reminderNotificationsEnabled", value=True),
    equals("settings.justificationRequiredOnApproval", value=True),
    equals("settings.autoApplyDecisionsEnabled", value=True),
    ("a round takes 14 days at most", lambda one: at(one, "settings.instanceDurationInDays") <= 14),
)
CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "5.3.2": (
        *BOTH,
        equals("settings.defaultDecisionEnabled", value=True),
        equals("settings.defaultDecision", "Deny"),
    ),
    "5.3.3": (
        *BOTH,
        equals("settings.defaultDecision", "None"),
        (
            "whoever holds the role actively or may activate it",
            lambda one: (
                {query["query"] for query in at(one, "scope.principalScopes")}
                == {"/v1.0/users", "/v1.0/groups"}
            ),
        ),
    ),
}
CASES = [
    pytest.param(claim, met, id=f"{claim}: {told}")
    for claim, conditions in CONDITIONS.items()
    for told, met in conditions
]


def series(claim: str, **more: Any) -> list[dict[str, Any]]:
    """The wire form of what is declared for guests, or for roles."""
    declared = declares(NAME, {**NEEDED, **more})
    of_series = [one for one in declared if one["type"] == "m365:entra:AccessReview"]
    rows = [kinds()[one["type"]].wire(one["inputs"]) for one in of_series]
    of_guests = [one for one in rows if "userType eq 'Guest'" in str(at(one, "scope.query"))]
    return of_guests if claim == "5.3.2" else [one for one in rows if one not in of_guests]


@pytest.mark.parametrize(("claim", "met"), CASES)
def test_each_series_meets_each_condition_of_the_claim(claim: str, met: Any) -> None:
    assert claim in {one.id for one in controls()[NAME].metadata.frameworks}
    found = series(claim)
    assert found
    assert [one["displayName"] for one in found if not met(one)] == []


def test_there_is_a_series_for_guests_and_one_for_each_role_that_is_asked_for() -> None:
    assert len(series("5.3.2")) == 1
    asked = [
        one["query"].rpartition("/")[2] for row in series("5.3.3") for one in row["scope"]["resourceScopes"]
    ]
    assert sorted(asked) == sorted(REVIEWED_ROLES)


def test_nobody_who_decides_or_no_first_day_makes_no_series() -> None:
    assert series("5.3.2", reviewers=[]) == series("5.3.3", starts_on="") == []
