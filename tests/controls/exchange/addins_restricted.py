"""How `exchange.addins_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-people-add": (
            Found(
                "OutlookAddIns",
                "members[Default Role Assignment Policy].readWriteMailboxApps",
                expected=False,
                found=True,
            ),
        )
    },
)
