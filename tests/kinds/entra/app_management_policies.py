"""How `AppManagementPolicies` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    comes_whole="what is judged is asked for by no name, and where a part of it is not told, it is unknown",
)
