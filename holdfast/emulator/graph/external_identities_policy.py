"""Whether guests may leave by themselves, and whether what is left of them is erased at once; beta alone has it."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Text

_PAGE = documented("https://learn.microsoft.com/graph/api/resources/externalidentitiespolicy", "2026-11-27")
_GET = documented("https://learn.microsoft.com/graph/api/externalidentitiespolicy-get", "2026-11-27")

SERVICE = GraphSingleton(
    path="/policies/externalIdentitiesPolicy",
    entity="externalIdentitiesPolicy",
    doc="the policy on guests who leave",
    versions=("beta",),
    properties={
        "id": Property(
            Text(), "externalidentitiespolicy", assumed("an id; the page shows a placeholder"), writable=False
        ),
        "displayName": Property(
            Text(), "External Identities Policy", assumed("named as its type is"), writable=False
        ),
        "allowDeletedIdentitiesDataRemoval": Property(Flag(), False, _PAGE),
        "allowExternalIdentitiesToLeave": Property(Flag(), True, _PAGE),
    },
    roles=Roles(
        read=("Policy.Read.All", "Policy.ReadWrite.ExternalIdentities"),
        write=("Policy.ReadWrite.ExternalIdentities",),
        evidence=_GET,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update external identities policy",
        evidence=assumed("named as the other policies' activities are"),
    ),
    evidence=_GET,
    consented=False,
)
