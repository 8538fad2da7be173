"""Access reviews: one spelling of queries, what narrows a scope, and a change that keeps what is not ours."""

from __future__ import annotations

from typing import Any, cast

import pytest

from holdfast.kinds.entra.access_review import KIND
from tests.unit.kinds.made_up import run

GUESTS, ROLE = KIND.examples


def live(row: dict[str, Any]) -> Any:
    return KIND.live({"id": "1", **row}, "1")


def test_a_query_is_the_same_with_and_without_the_version_that_the_service_writes_before_it() -> None:
    (reviewer,) = GUESTS.row["reviewers"]
    answered = {**GUESTS.row, "reviewers": [{**reviewer, "query": f"/v1.0{reviewer['query']}"}]}
    wanted, found = KIND.normal_pair(GUESTS.inputs, live(answered).inputs)
    assert found == wanted

    other = {**GUESTS.row, "reviewers": [{**reviewer, "query": "/v1.0/users/somebody"}]}
    wanted, found = KIND.normal_pair(GUESTS.inputs, live(other).inputs)
    assert found["reviewers"] == ["/v1.0/users/somebody"] != wanted["reviewers"]


@pytest.mark.parametrize(
    ("place", "more", "told"),
    [
        ("scope", {"inactiveDuration": "P30D"}, "scope.inactiveDuration"),
        (
            "scope",
            {"@odata.type": "#microsoft.graph.accessReviewInactiveUsersQueryScope"},
            "scope.@odata.type",
        ),
        ("scope", {"queryRoot": "decisions"}, "scope.queryRoot"),
        (
            "settings",
            {"applyActions": [{"@odata.type": "#microsoft.graph.disableAndDeleteUserApplyAction"}]},
            "settings.applyActions",
        ),
    ],
)
def test_what_narrows_a_review_or_deletes_whoever_is_denied_is_drift(
    place: str, more: dict[str, Any], told: str
) -> None:
    changed = {**GUESTS.row, place: {**GUESTS.row[place], **more}}
    assert set(live(changed).unmodelled) == {told}


@pytest.mark.parametrize("actions", [[], [{"@odata.type": "#microsoft.graph.removeAccessApplyAction"}]])
def test_taking_the_access_away_is_what_is_asked_for(actions: list[Any]) -> None:
    settings = {**GUESTS.row["settings"], "applyActions": actions}
    assert live({**GUESTS.row, "settings": settings}).unmodelled == {}


@pytest.mark.parametrize("where", ["principalScopes", "resourceScopes"])
def test_a_scope_that_says_more_than_its_query_is_not_understood(where: str) -> None:
    scope = ROLE.row["scope"]
    narrower = [{**one, "inactiveDuration": "P30D"} for one in scope[where]]
    assert live({**ROLE.row, "scope": {**scope, where: narrower}}).misread is not None


class Graph:
    """Answers with one series, and keeps what is written."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.graph = self
        self.row = row
        self.written: list[tuple[Any, ...]] = []

    async def entity(self, _path: str, **_: Any) -> dict[str, Any]:
        return self.row

    async def write(self, *what: Any) -> None:
        self.written.append(what)


def test_a_change_sends_the_whole_series_with_what_is_not_ours_as_it_is() -> None:
    before = {
        **GUESTS.row,
        "status": "InProgress",
        "descriptionForReviewers": "Ask the board",
        "settings": {
            **GUESTS.row["settings"],
            "defaultDecision": "Approve",
            "recommendationLookBackDuration": "P30D",
        },
    }
    world = Graph(before)

    run(KIND.update(cast("Any", world), "1", {}, GUESTS.inputs))

    ((method, path, body),) = world.written
    assert (method, path) == ("PUT", "/identityGovernance/accessReviews/definitions/1")
    assert body["settings"] == {**GUESTS.row["settings"], "recommendationLookBackDuration": "P30D"}
    assert body["descriptionForReviewers"] == "Ask the board"
    assert "status" not in body
