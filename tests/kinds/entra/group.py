"""How `Group` is tried."""

from __future__ import annotations

from holdfast.emulator.graph.groups.types import GROUP_TABLE
from tests.tried import TAKEN_OVER, Adoption, TriedKind

TRIED = TriedKind(
    rows=GROUP_TABLE,
    adoption=Adoption(
        collection="groups",
        inputs={"displayName": TAKEN_OVER, "description": "One.", "securityEnabled": True, "members": []},
        changes=({"description": "Another."}, {"members": ["bg1"]}),
        telling={"groupTypes": ["DynamicMembership"]},
    ),
)
