"""How `AccessReviewStart` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    obeyed={
        "reviewers": ["/groups/f021f455-d6ea-4588-b8c8-ccf138043ad8/transitiveMembers"],
        "startDate": "2026-11-01",
    },
    neither_way={"startDate": "the reviews that there were before it are not told"},
)
