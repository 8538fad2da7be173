"""Whether access reviews come about: a first round that is near, and reviewers who can sign in, or it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.entra.access_review_start import KIND
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import directory_id, run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.asked import Condition

ID = "44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"
USER, GROUP = f"/users/{ID}", f"/groups/{ID}/transitiveMembers/microsoft.graph.user"
ROLE = f"/beta/roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '{ID}'"
ON, OFF = (
    {"@odata.type": "#microsoft.graph.user", "id": directory_id("u"), "accountEnabled": one}
    for one in (True, False)
)
NESTED = {"@odata.type": "#microsoft.graph.group", "id": directory_id("g")}


class Made:
    """A tenant in which one answer is given to every question about reviewers."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.graph = self
        self.asked: list[str] = []

    def service_time(self) -> datetime:
        return datetime(2026, 11, 28, tzinfo=UTC)

    async def entity(self, path: str, **_: Any) -> Mapping[str, Any] | None:
        assert path.startswith("/users/")
        self.asked.append(path)
        given = self._given()
        if isinstance(given, list):  # of holders of a role each is asked about
            return cast("Mapping[str, Any]", {name: one for name, one in given[0].items() if "@" not in name})
        return cast("Mapping[str, Any] | None", given)

    async def collection_of(self, path: str, **_: Any) -> list[Any] | None:
        assert path.removeprefix("/beta").startswith(f"/groups/{ID}/transitiveMembers?")
        return cast("list[Any] | None", self._given())

    async def collection(self, path: str, where: Condition, **_: Any) -> list[Any]:
        if path.startswith("/users?"):
            self.asked.append(where.on(path))
            return list(self._given())
        assert path.startswith("/roleManagement/directory/roleAssignments?")
        assert ID in where.on(path)
        return [{"principal": one, "roleDefinitionId": ID} for one in self._given()]

    def _given(self) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def judged(reviewer: str, answer: Any, day: str = "2026-11-01") -> Judgement:
    rule = {"reviewers": [reviewer], "startDate": day}
    found: Judgement = run(KIND.judge(cast("Any", Made(answer)), rule))
    return found


@pytest.mark.parametrize(
    ("reviewer", "answer"), [(USER, ON), (GROUP, [NESTED, OFF, ON]), (ROLE, [ON]), (f"/v1.0{USER}", ON)]
)
def test_reviewers_who_can_sign_in_obey(reviewer: str, answer: Any) -> None:
    found = judged(reviewer, answer)

    assert (found.covered, found.violations, found.unjudged) == (2, (), ())


@pytest.mark.parametrize(
    ("reviewer", "answer"),
    [
        (USER, None),
        (USER, OFF),
        (GROUP, []),
        (GROUP, None),
        (GROUP, [NESTED, OFF]),
        (ROLE, []),
        (ROLE, [OFF]),
    ],
)
def test_a_query_that_finds_nobody_who_can_sign_in_is_told(reviewer: str, answer: Any) -> None:
    (broken,) = judged(reviewer, answer).violations

    assert (broken.member, broken.property, broken.found) == (reviewer, "people", "nobody")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (
            [{"@odata.type": "#microsoft.graph.user", "id": directory_id("u")}],
            "accountEnabled should be there",
        ),
        ([{"id": directory_id("u")}], "@odata.type should be there"),
    ],
)
def test_of_whom_nothing_is_told_nobody_can_say(answer: Any, why: str) -> None:
    (unjudged,) = judged(GROUP, answer).unjudged

    assert unjudged.member == GROUP
    assert why in unjudged.why


def test_a_first_round_within_a_month_obeys_and_a_later_one_does_not() -> None:
    assert judged(USER, ON, "2026-12-29").covered == 2
    (late,) = judged(USER, ON, "2026-12-30").violations
    assert (late.member, late.property, late.found) == ("first round", "startDate", "2026-12-30")


def test_queries_that_may_not_be_read_are_no_answer() -> None:
    with pytest.raises(ReadError, match="it broke"):
        judged(GROUP, ReadError("read-forbidden", "it broke", Reason.PERMISSION))


def test_who_is_behind_several_queries_is_asked_for_once() -> None:
    made = Made([{**ON, "id": ID}])
    rule = {"reviewers": [USER, f"/v1.0{USER}", ROLE], "startDate": "2026-11-01"}
    found: Judgement = run(KIND.judge(cast("Any", made), rule))

    assert (found.covered, found.unjudged) == (4, ())
    assert len(made.asked) == 1
