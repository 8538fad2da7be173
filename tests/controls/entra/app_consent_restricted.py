"""How `entra.app_consent_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"users_consent": ({"users_consent": "none"},)},
    too_little={"users_consent": ({"users_consent": "low-risk"},)},
    found={
        "let-users-consent": (
            Found(
                "AuthorizationPolicy",
                "permissionGrantPoliciesAssigned",
                expected=None,
                found=["ManagePermissionGrantsForSelf.microsoft-user-default-legacy"],
            ),
        )
    },
)
