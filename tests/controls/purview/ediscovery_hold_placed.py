"""How `purview.ediscovery_hold_placed` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

_OF_MAIL = {"name": "Board", "mailboxes": ["anna@b.example"]}
_OF_FILES = {"name": "Board", "sites": ["https://b.sharepoint.com/sites/board"]}

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
    whole={"cases": [_OF_MAIL | _OF_FILES]},
    enough={
        "cases": ({"cases": [_OF_MAIL | _OF_FILES]}, {"cases": [_OF_MAIL, _OF_FILES | {"name": "Works"}]}),
    },
    too_little={"cases": ({"cases": []}, {"cases": [_OF_MAIL]}, {"cases": [_OF_FILES]})},
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
