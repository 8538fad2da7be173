"""How `backup.third_party_present` is tried."""

from __future__ import annotations

from typing import Any

from tests.tried import Found, TriedControl

_ID = "0badcafe-0000-4000-8000-000000000301"
BACKUP: dict[str, Any] = {
    "app_id": _ID,
    "owner_tenant_id": "0badcafe-0000-4000-8000-000000000300",
    "graph_permissions": ["Files.Read.All", "Mail.ReadWrite"],
}


def permitted(*names: str, **more: list[str]) -> dict[str, Any]:
    """One application with these permissions."""
    return {"applications": [{**BACKUP, "graph_permissions": [*names], **more}]}


TRIED = TriedControl(
    chosen={
        "third_party_backup_applications": [
            {
                **BACKUP,
                "publisher": "Northwind Backup GmbH",
                "sharepoint_permissions": ["Sites.FullControl.All"],
            }
        ],
        "third_party_backup_tried_within_days": 1095,
    },
    attested={"schedule": "daily", "restored_on": "2026-11-02", "kept_days": "unlimited", "reach": "apart"},
    whole={"applications": [BACKUP]},
    enough={
        "applications": (
            {"applications": [BACKUP]},
            permitted("Mail.Read", sharepoint_permissions=["Sites.Read.All"]),
        ),
        "within_days": ({"within_days": 366}, {"within_days": 1}),
        "kept_days": ({"kept_days": 31},),
    },
    too_little={
        "applications": (
            {"applications": []},
            permitted("Files.Read.All"),
            permitted("Mail.ReadWrite"),
            permitted("Files.Read.All", "full_access_as_app"),
        ),
        "within_days": ({"within_days": 367}, {"within_days": 1095}),
        "kept_days": ({"kept_days": 30},),
    },
    found={
        "unplug-backup": (
            Found(
                "BackupApplications",
                f"members[{_ID}].graphPermissions",
                expected=["Files.Read.All", "Mail.ReadWrite"],
                found=["Files.Read.All"],
                put_right=False,
            ),
        ),
        "switch-backup-off": (
            Found(
                "BackupApplications",
                f"members[{_ID}].accountEnabled",
                expected=True,
                found=False,
                put_right=False,
            ),
        ),
    },
)
