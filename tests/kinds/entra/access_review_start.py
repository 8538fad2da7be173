"""How `AccessReviewStart` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    obeyed={
        "reviewers": ["/groups/6e0ee32c-ed5b-41a0-a9f7-299283933154/transitiveMembers"],
        "startDate": "2026-11-01",
    },
    neither_way={"startDate": "the reviews that there were before it are not told"},
)
