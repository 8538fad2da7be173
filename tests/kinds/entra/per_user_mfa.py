"""How `PerUserMfa` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    obeyed={"perUserMfaState": "disabled"},
    neither_way={"perUserMfaState": "beside policies it is to be off, and without them enforced"},
)
