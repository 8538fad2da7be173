"""How `sharepoint.external_sharing_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "share-with-anybody": (
            Found(
                "TenantSettings",
                "sharingCapability",
                expected="existingExternalUserSharingOnly",
                found="externalUserAndGuestSharing",
            ),
        )
    },
)
