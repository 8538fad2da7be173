"""How `InboundConnectors` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    groups={
        "connectors": (
            {"name": "a", "addresses": ["192.0.2.1"]},
            {"name": "A", "addresses": ["192.0.2.1", "192.0.2.2"], "certificate": "a.example"},
            {"name": "two", "certificate": "b.example"},
        )
    },
)
