"""The check of the contract tests' marks: exactly one, with its source, and asked what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.contract import sources
from tests.contract.marks import assumed, documented, mistake_of, resting_on, unasked, verified

if TYPE_CHECKING:
    from collections.abc import Iterator


class Item:
    """As much of a test as the check looks at."""

    def __init__(self, *marks: pytest.MarkDecorator) -> None:
        self._marks = marks

    def iter_markers(self) -> Iterator[pytest.Mark]:
        return (one.mark for one in self._marks)


def item(*marks: pytest.MarkDecorator) -> pytest.Item:
    return cast("pytest.Item", Item(*marks))


@pytest.mark.parametrize(
    "mark",
    [
        verified(sources.POLICY_ANSWER, "GET /users"),
        documented(sources.USERS),
        assumed("it is likely"),
        resting_on(sources.USERS, "GET /users"),
    ],
)
def test_one_mark_with_its_source_is_right(mark: pytest.MarkDecorator) -> None:
    other = pytest.mark.parametrize("x", [1])
    assert mistake_of(item(other, mark)) is None


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ((), "bears none"),
        ((documented(sources.USERS), assumed("so")), "bears documented, assumed"),
        ((documented(sources.USERS), documented(sources.GROUPS)), "exactly one"),
        ((pytest.mark.verified,), "a bare 'verified'"),
        ((pytest.mark.assumed(evidence=sources.USERS),), "a bare 'assumed'"),
    ],
)
def test_anything_else_is_told(marks: tuple[Any, ...], says: str) -> None:
    told = mistake_of(item(*marks))
    assert told is not None
    assert says in told


def test_a_source_of_another_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="is documented, the test says verified"):
        verified(sources.USERS)


def test_what_is_covered_and_was_not_asked_is_told() -> None:
    one = item(documented(sources.USERS, "GET /users", "GET /users/{id}"))
    assert unasked(one, {"GET /users", "GET /users/{id}", "GET /groups"}) == []
    assert unasked(one, {"GET /users"}) == ["GET /users/{id}"]
