"""Flows in which guests sign up by themselves: none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/b2xidentityuserflow", "2026-11-27")
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/identitycontainer-list-b2xuserflows", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/identity/b2xUserFlows",
    entity="b2xIdentityUserFlow",
    doc="flows of guests that sign up",
    one="a flow of guests that sign up",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "userFlowType": "signUpOrSignIn"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "userFlowType"),
        **answered(_RESOURCE, Anything(), None, "userFlowTypeVersion", "apiConnectorConfiguration"),
    },
    roles=Roles(
        read=("IdentityUserFlow.Read.All", "IdentityUserFlow.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
