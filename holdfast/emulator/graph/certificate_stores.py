"""Stores of certificate authorities whose certificates sign people in: a new tenant has none; read only here."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/certificatebasedauthpki", "2026-11-28"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/publickeyinfrastructureroot-list-certificatebasedauthconfigurations",
    "2026-11-28",
)
READERS = ("PublicKeyInfrastructure.Read.All", "PublicKeyInfrastructure.ReadWrite.All")

SERVICE = GraphCollection(
    path="/directory/publicKeyInfrastructure/certificateBasedAuthConfigurations",
    entity="certificateBasedAuthPki",
    doc="stores of certificate authorities",
    one="a store of certificate authorities",
    example={"id": "b2f5c1de-0000-4000-8000-000000000042", "displayName": "Example"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            *("deletedDateTime", "displayName", "status", "statusDetails", "lastModifiedDateTime"),
        ),
    },
    roles=Roles(read=READERS, evidence=_LISTED),
    audit=None,
    evidence=_LISTED,
)
