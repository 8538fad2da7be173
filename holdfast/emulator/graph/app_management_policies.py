"""Rules for the credentials of single applications; read only, and a new tenant has none.

`appliesTo` is empty: no policy can be given to an application here.
"""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Flag, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/appmanagementpolicy", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/appmanagementpolicy-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/policies/appManagementPolicies",
    entity="appManagementPolicy",
    doc="rules for credentials of single applications",
    one="rules for credentials of single applications",
    example={"id": "b2f5c1de-0000-4000-8000-000000000022", "displayName": "Example", "isEnabled": True},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "displayName", "description"),
        **answered(_RESOURCE, Flag(), False, "isEnabled"),
        **answered(_RESOURCE, Anything(), None, "restrictions"),
    },
    roles=Roles(read=("Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"), evidence=_LISTED),
    audit=None,
    evidence=_LISTED,
    unrelated=frozenset({"appliesTo"}),
    consented=False,
)
