"""What applications may do in the names of users; read only, and nobody consented to anything in a new tenant."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/oauth2permissiongrant-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/oauth2PermissionGrants",
    entity="oAuth2PermissionGrant",
    doc="delegated permissions that were granted",
    one="a grant of delegated permissions",
    example={
        "id": "AVs6JuUDjkCFV7q2gd8QTPimBBgj5iBFj0C6GwwRxC0",
        "clientId": "263a5b01-03e5-408e-8557-bab681df104c",
        "resourceId": "1804a6f8-e623-4520-8f40-ba1b0c11c42d",
        "scope": "User.Read Group.ReadWrite.All",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "clientId"),
        **answered(_RESOURCE, Text(), "AllPrincipals", "consentType"),
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "principalId"),
        **answered(_RESOURCE, Text(), "", "resourceId", "scope"),
    },
    roles=Roles(
        read=("Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    filters=dict.fromkeys(("clientId", "consentType", "principalId", "resourceId"), frozenset({"eq"})),
    consented=False,
)
