"""How `BackupApplications` is tried."""

from __future__ import annotations

from holdfast.emulator.seeds.backup_vendor import BACKUP_APPLICATION, BACKUP_VENDOR
from tests.tried import TriedKind

TRIED = TriedKind(
    obeyed={
        "applications": [
            {
                "appId": BACKUP_APPLICATION,
                "ownerTenantId": BACKUP_VENDOR,
                "publisher": "Northwind Backup GmbH",
                "publisherId": "1234567",
                "graphPermissions": ["Mail.ReadWrite"],
            }
        ]
    },
    neither_way={"applications": "of two products of backup nobody can say here which keeps more"},
)
