"""How `backup.sharepoint_protected` is tried."""

from __future__ import annotations

from tests.controls.shared import COMPARED
from tests.tried import Found, TriedControl

TRIED = TriedControl(
    narrowing={"excluded_sites": {"excluded_sites": ["https://b.example/sites/one"]}},
    any_text={"excluded_sites": COMPARED},
    found={
        "unprotect-site": (
            Found(
                "SiteBackup",
                "members[https://contoso.sharepoint.com].status",
                expected="protected",
                found="unprotected",
            ),
        )
    },
)
