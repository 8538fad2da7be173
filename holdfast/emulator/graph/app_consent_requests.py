"""What people asked administrators to consent to: nobody asked; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Many, Text

_RESOURCE = documented("https://github.com/microsoftgraph/msgraph-metadata", "2026-08-20")
_NONE = assumed("nobody signs in to the embedded tenant, so nobody asks for consent")

SERVICE = GraphCollection(
    path="/identityGovernance/appConsent/appConsentRequests",
    entity="appConsentRequest",
    doc="requests for an administrator's consent",
    one="a request for consent",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "appDisplayName": "Example"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "appDisplayName", "appId"),
        **answered(_RESOURCE, Many(Anything()), [], "pendingScopes"),
    },
    roles=Roles(
        read=("ConsentRequest.Read.All", "ConsentRequest.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_NONE,
    filters={"appId": frozenset({"eq"}), "userConsentRequests/any/status": frozenset({"eq"})},
    unrelated=frozenset({"userConsentRequests"}),
    consented=False,
)
