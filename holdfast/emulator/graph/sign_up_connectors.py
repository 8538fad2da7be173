"""What is asked while somebody signs up by himself: nothing; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/identityapiconnector", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/identityapiconnector-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/identity/apiConnectors",
    entity="identityApiConnector",
    doc="API connectors of sign-ups",
    one="an API connector",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "displayName": "Example",
        "targetUrl": "https://contoso.example",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Anything(), None, "authenticationConfiguration"),
        **answered(_RESOURCE, Text(), None, "displayName", "targetUrl"),
    },
    roles=Roles(
        read=("APIConnectors.Read.All", "APIConnectors.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
