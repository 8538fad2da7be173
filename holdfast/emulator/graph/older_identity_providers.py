"""Identity providers by the older path: none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/identityprovider", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/identityprovider-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/identityProviders",
    entity="identityProvider",
    doc="identity providers, by the older path",
    one="an identity provider",
    example={"id": "Google-OAUTH", "name": "Google", "type": "Google"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "clientId", "clientSecret", "name", "type"),
    },
    roles=Roles(
        read=("IdentityProvider.Read.All", "IdentityProvider.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
