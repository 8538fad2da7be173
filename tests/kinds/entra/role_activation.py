"""How `RoleActivation` is tried."""

from __future__ import annotations

from holdfast.emulator.graph.role_management_policies.routes import LISTING
from tests.tried import TriedKind

TRIED = TriedKind(
    rows=LISTING.properties,
    neither_way={"approverGroup": "of two groups nobody can say whose members look closer"},
)
