"""Identity providers of guests and customers, beside the directory: none was added; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/identityproviderbase", "2026-11-27")
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/identitycontainer-list-identityproviders", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/identity/identityProviders",
    entity="identityProviderBase",
    doc="identity providers",
    one="an identity provider",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "displayName": "Example"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "displayName"),
    },
    roles=Roles(
        read=("IdentityProvider.Read.All", "IdentityProvider.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
