"""How `PrivilegedApplications` is tried."""

from __future__ import annotations

from holdfast.controls.roles import LABELLED
from holdfast.emulator.seeds.backup_vendor import BACKUP_APPLICATION
from holdfast.emulator.seeds.ids import client_id_of
from tests.tried import CONTOSO, TriedKind

TRIED = TriedKind(
    obeyed={
        "roles": LABELLED,
        "applications": [
            {"appId": client_id_of(CONTOSO, "Administrator"), "permissions": ["Application.ReadWrite.All"]},
            {
                "appId": BACKUP_APPLICATION,
                "permissions": ["Files.Read.All", "Mail.ReadWrite", "Sites.FullControl.All"],
            },
        ],
    },
    enough_without=dict.fromkeys(
        ("isBuiltIn", "templateId"), "asked for by those who do need it, in the same question"
    ),
    groups={
        "applications": (
            {"appId": "one"},
            {"appId": "ONE", "permissions": ["User.Read.All"]},
            {
                "appId": "one",
                "permissions": ["Mail.ReadWrite", "User.Read.All"],
                "directoryRoles": ["Reader"],
            },
            {"appId": "two", "purpose": "the backup"},
        )
    },
)
