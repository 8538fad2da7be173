"""What is asked while a token is issued: nothing; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/customauthenticationextension", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/identitycontainer-list-customauthenticationextensions",
    "2026-11-27",
)

SERVICE = GraphCollection(
    path="/identity/customAuthenticationExtensions",
    entity="customAuthenticationExtension",
    doc="custom authentication extensions, of the base type alone",
    one="a custom authentication extension",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "displayName": "Example"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Anything(), None, "authenticationConfiguration", "clientConfiguration"),
        **answered(_RESOURCE, Text(), None, "description", "displayName"),
        **answered(_RESOURCE, Anything(), None, "endpointConfiguration", "behaviorOnError"),
    },
    roles=Roles(
        read=(
            "CustomAuthenticationExtension.Read.All",
            "CustomAuthenticationExtension.ReadWrite.All",
            "Application.Read.All",
        ),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
