"""Administrative units: parts of the directory that somebody administers alone; a new tenant has none.

Roles held over one are left out; administrative_unit_members has their members. What is deleted lies in the bin for 30
days, with its members (https://learn.microsoft.com/graph/api/directory-deleteditems-list, read 2026-11-29).
"""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/administrativeunit", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/directory-list-administrativeunits", "2026-11-27")
_CREATE = documented("https://learn.microsoft.com/graph/api/directory-post-administrativeunits", "2026-11-27")
_LATER = assumed("the page names no default; what is not said of a unit is null, as in its example")

SERVICE = GraphCollection(
    path="/directory/administrativeUnits",
    entity="administrativeUnit",
    doc="administrative units",
    one="an administrative unit",
    example={"displayName": "Example"},
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "deletedDateTime"),
        "displayName": Property(Text(nullable=False), "", _CREATE, required=True),
        "description": Property(Text(), None, _LATER),
        "isMemberManagementRestricted": Property(Flag(), None, _LATER),
        "membershipRule": Property(Text(), None, _LATER),
        "membershipType": Property(Text(choices=("Assigned", "Dynamic")), None, _LATER),
        "membershipRuleProcessingState": Property(Text(choices=("On", "Paused")), None, _LATER),
        "visibility": Property(Text(choices=("Public", "HiddenMembership")), None, _LATER),
    },
    roles=Roles(
        read=(
            "AdministrativeUnit.Read.All",
            "Directory.Read.All",
            "AdministrativeUnit.ReadWrite.All",
            "Directory.ReadWrite.All",
        ),
        write=("AdministrativeUnit.ReadWrite.All", "Directory.ReadWrite.All"),
        evidence=_LISTED,
    ),
    audit=Audit(
        "AdministrativeUnit",
        "Core Directory",
        "Update administrative unit",
        "Add administrative unit",
        "Delete administrative unit",
        target="AdministrativeUnit",
        evidence=assumed("recalled from the directory's list of audit activities"),
    ),
    evidence=_LISTED,
    filters={"displayName": frozenset({"eq", "startswith"})},
    consented=False,
    binned=True,
)
