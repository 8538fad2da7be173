"""How `OutlookAddIns` is tried."""

from __future__ import annotations

from holdfast.emulator.exchange.role_assignment_policy.cmdlets import POLICY_ROW
from tests.tried import TriedKind

TRIED = TriedKind(rows=POLICY_ROW.types)
