"""How `sharepoint.resharing_prevented` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-guests-share": (
            Found("TenantSettings", "isResharingByExternalUsersEnabled", expected=False, found=True),
        )
    },
)
