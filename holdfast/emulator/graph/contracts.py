"""Tenants of others that this one looks after as a partner: none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented("https://github.com/microsoftgraph/msgraph-metadata", "2026-08-20")
_NONE = assumed("who is no partner has no contract")

SERVICE = GraphCollection(
    path="/contracts",
    entity="contract",
    doc="contracts with tenants of customers",
    one="a contract",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "displayName": "Example"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "deletedDateTime",
            "contractType",
            "customerId",
            "defaultDomainName",
            "displayName",
        ),
    },
    roles=Roles(
        read=("Directory.Read.All", "Directory.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_NONE,
    filters=dict.fromkeys(("customerId", "defaultDomainName", "displayName"), frozenset({"eq"})),
    consented=False,
)
