"""How `OfferedMethods` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    comes_whole="what is judged of methods is asked for by no name; groups and users are tried where one is named",
)
