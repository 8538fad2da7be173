"""How `GroupUnifiedSettings` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    neither_way={"groupCreationAllowedGroupId": "of two groups nobody can say which has fewer people"}
)
