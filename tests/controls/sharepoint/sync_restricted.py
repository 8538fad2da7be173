"""How `sharepoint.sync_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    chosen={"sync_domain_guids": ["786548dd-877b-4760-a749-6b1efbc1190a"]},
    whole={"domain_guids": ["786548dd-877b-4760-a749-6b1efbc1190a"]},
    narrowing={"macs": {"macs": True}},
    enough={"domain_guids": ({"domain_guids": ["786548dd-877b-4760-a749-6b1efbc1190a"]},)},
    too_little={"domain_guids": ({"domain_guids": []},)},
    found={
        "sync-anywhere": (
            Found("TenantSettings", "isUnmanagedSyncAppForTenantRestricted", expected=True, found=False),
        )
    },
)
