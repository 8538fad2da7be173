"""What applications may do in the names of users; nobody consented to anything in a new tenant.

That the scopes are offered by the resource is not checked.
"""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/oauth2permissiongrant-list", "2026-11-27")
_MADE = documented("https://learn.microsoft.com/graph/api/oauth2permissiongrant-post", "2026-11-27")

SERVICE = GraphCollection(
    path="/oauth2PermissionGrants",
    entity="oAuth2PermissionGrant",
    doc="delegated permissions that were granted",
    one="a grant of delegated permissions",
    example={
        "consentType": "AllPrincipals",
        "clientId": "263a5b01-03e5-408e-8557-bab681df104c",
        "resourceId": "1804a6f8-e623-4520-8f40-ba1b0c11c42d",
        "scope": "User.Read Group.ReadWrite.All",
    },
    properties={
        "clientId": Property(Text(nullable=False), "", _MADE, required=True),
        "consentType": Property(
            Text(nullable=False, choices=("AllPrincipals", "Principal")),
            "AllPrincipals",
            _MADE,
            required=True,
        ),
        **answered(_RESOURCE, Text(), "", "id"),
        "principalId": Property(Text(), None, _MADE),
        "resourceId": Property(Text(nullable=False), "", _MADE, required=True),
        "scope": Property(Text(), "", _MADE),
    },
    roles=Roles(
        read=("Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"),
        write=("DelegatedPermissionGrant.ReadWrite.All",),
        evidence=_LISTED,
    ),
    audit=Audit(
        "ApplicationManagement",
        "Core Directory",
        "Update delegated permission grant",
        "Add delegated permission grant",
        "Remove delegated permission grant",
        target="ServicePrincipal",
        evidence=assumed("recalled from the directory's list of audit activities"),
    ),
    evidence=_LISTED,
    filters=dict.fromkeys(("clientId", "consentType", "principalId", "resourceId"), frozenset({"eq"})),
    consented=False,
)
