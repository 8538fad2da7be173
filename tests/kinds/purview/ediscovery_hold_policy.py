"""How `EdiscoveryHoldPolicy` is tried."""

from __future__ import annotations

from holdfast.emulator.graph.ediscovery_cases.state import CASE
from tests.tried import CONTOSO, TAKEN_OVER, Adoption, TriedKind

TRIED = TriedKind(
    rows=CASE,
    adoption=Adoption(
        collection="ediscovery.cases",
        inputs={"name": TAKEN_OVER, "mailboxes": [f"admin@{CONTOSO}"]},
        changes=({"mailboxes": [f"priya.raman@{CONTOSO}"]}, {"sites": ["https://contoso.sharepoint.com"]}),
        telling={"status": "pendingDelete"},
    ),
)
