"""How `SecurityDefaults` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    neither_way={"enabled": "policies do the same and exclude it; gates of their own measure both"}
)
