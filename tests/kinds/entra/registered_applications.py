"""How `RegisteredApplications` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    obeyed={"longestCredentialDays": 36500, "toldDaysBefore": 1, "idleDays": 36500},
)
