"""How `purview.ediscovery_hold_placed` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    chosen={
        "ediscovery_cases": [
            {
                "name": "Holdfast: board",
                "mailboxes": [f"admin@{CONTOSO}", f"priya.raman@{CONTOSO}"],
                "sites": ["https://contoso.sharepoint.com"],
            }
        ]
    },
    whole={"cases": [{"name": "Board", "mailboxes": ["anna@b.example"]}]},
    enough={"cases": ({"cases": [{"name": "Board", "mailboxes": ["anna@b.example"]}]},)},
    too_little={"cases": ({"cases": []},)},
    found={
        "release-evidence": (
            Found(
                "EdiscoveryHoldPolicy",
                "mailboxes",
                expected=[f"admin@{CONTOSO}", f"priya.raman@{CONTOSO}"],
                found=[f"priya.raman@{CONTOSO}"],
            ),
        )
    },
)
