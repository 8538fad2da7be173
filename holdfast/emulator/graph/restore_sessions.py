"""Sessions in which Microsoft 365 Backup restores; read only here: what one brings back is not kept."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/restoresessionbase", "2026-11-26")
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/backuprestoreroot-list-restoresessions", "2026-11-26"
)


SERVICE = GraphCollection(
    path="/solutions/backupRestore/restoreSessions",
    entity="restoreSessionBase",
    collection="backup.restoreSessions",
    doc="restore sessions of Microsoft 365 Backup",
    one="a restore session",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000017",
        "status": "completed",
        "completedDateTime": "2026-11-02T09:30:00Z",
    },
    verbs=READING,
    versions=("v1.0",),
    properties={
        **answered(_RESOURCE, Text(), None, "completedDateTime"),
        **answered(_RESOURCE, Anything(), None, "createdBy"),
        **answered(_RESOURCE, Text(), None, "createdDateTime"),
        **answered(_RESOURCE, Anything(), None, "error"),
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Anything(), None, "lastModifiedBy"),
        **answered(_RESOURCE, Text(), None, "lastModifiedDateTime", "status"),
        **answered(_RESOURCE, Anything(), None, "restoreJobType", "restoreSessionArtifactCount"),
    },
    roles=Roles(
        read=("BackupRestore-Restore.Read.All", "BackupRestore-Restore.ReadWrite.All"), evidence=_LISTED
    ),
    audit=None,
    evidence=_LISTED,
)
