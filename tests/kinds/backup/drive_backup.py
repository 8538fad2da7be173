"""How `DriveBackup` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    neither_way={
        "policyName": "a name; what the policy keeps is judged member by member",
        "enableService": "who turns the service on pays; nothing turns it off",
    },
)
