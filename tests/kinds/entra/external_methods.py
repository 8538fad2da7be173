"""How `ExternalMethods` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    comes_whole="what is judged is asked for by no name, and where a part of it is not told, it is unknown",
    groups={
        "methods": (
            {"appId": "one", "discoveryUrl": "https://one.example"},
            {"appId": "ONE", "discoveryUrl": "https://one.example"},
            {"appId": "one", "discoveryUrl": "https://two.example"},
        )
    },
)
