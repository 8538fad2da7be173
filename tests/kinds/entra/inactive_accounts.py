"""How `InactiveAccounts` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    neither_way={"breakGlassGroup": "who is in it, `BreakGlassAccounts` and `breakGlassAccounts` say"},
)
