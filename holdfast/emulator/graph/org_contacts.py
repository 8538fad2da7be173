"""Contacts of the organization that are in its directory: none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Flag, Many, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/orgcontact", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/orgcontact-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/contacts",
    entity="orgContact",
    doc="contacts of the organization",
    one="a contact",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "displayName": "Example",
        "mail": "someone@contoso.example",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "deletedDateTime"),
        **answered(_RESOURCE, Many(Anything()), [], "addresses"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "companyName",
            "department",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mailNickname",
            "onPremisesLastSyncDateTime",
        ),
        **answered(_RESOURCE, Many(Anything()), [], "onPremisesProvisioningErrors"),
        **answered(_RESOURCE, Flag(), None, "onPremisesSyncEnabled"),
        **answered(_RESOURCE, Many(Anything()), [], "phones"),
        **answered(_RESOURCE, Many(Text()), [], "proxyAddresses"),
        **answered(_RESOURCE, Many(Anything()), [], "serviceProvisioningErrors"),
        **answered(_RESOURCE, Text(), None, "surname"),
    },
    roles=Roles(
        read=("OrgContact.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={"displayName": frozenset({"eq", "startswith"}), "mail": frozenset({"eq", "startswith"})},
    consented=False,
)
